"""The frame of every step: options, configuration, report, exit code."""

import argparse
import logging
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from operation.execution import provenance
from operation.execution.backend import BACKENDS, Backend, backend_of
from operation.execution.configuration import CONFIGURATION, Configuration, ConfigurationFolder
from operation.execution.exit_codes import ConfigurationError, ExitCode, exit_code_of
from operation.execution.report import print_failure, print_identity
from operation.execution.step_options import read_options

LOCAL = "local"


@dataclass(frozen=True)
class StepContext:
    """What the work of a step is given."""

    configuration: Configuration
    backend: Backend
    dry_run: bool
    options: argparse.Namespace


def no_arguments(_: argparse.ArgumentParser) -> None:
    """Add no further arguments."""


def run_environment_step(
    step: str,
    description: str,
    work: Callable[[StepContext], None],
    arguments: Sequence[str] | None = None,
    add_arguments: Callable[[argparse.ArgumentParser], None] = no_arguments,
) -> int:
    """Run a step that works for an environment, on a backend."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    parser = argparse.ArgumentParser(prog=f"python -m operation.execution.{step}", description=description)
    parser.add_argument("--env", required=True, metavar="NAME", help="environment, as in operation/configuration")
    parser.add_argument("--backend", required=True, choices=BACKENDS, help="where components run")
    parser.add_argument("--dry-run", action="store_true", help="print what would run, run nothing")
    parser.add_argument("--rehearsal", action="store_true", help="go by the sample data, whatever the settings say")
    add_arguments(parser)
    options = read_options(parser, given)
    loaded: list[Configuration] = []

    def work_with_configuration() -> None:
        configuration = configuration_of(options)
        loaded.append(configuration)
        provenance.require_own_variable_group(options.env)
        print_identity(step, given, configuration)
        work(StepContext(configuration, backend_of(options.backend, configuration), options.dry_run, options))

    return guarded(work_with_configuration, lambda: print_identity(step, given, loaded[0] if loaded else None))


def configuration_of(options: argparse.Namespace) -> Configuration:
    """Return the configuration of the environment, or that of a rehearsal of it, which leaves no computer but this."""
    configuration = configuration_folder().load(options.env)
    if not options.rehearsal:
        return configuration
    if options.backend != LOCAL:
        message = (
            f"--rehearsal\n  expected: --backend {LOCAL}, as what learns from the sample data is of no use elsewhere\n"
            f"  found:    --backend {options.backend}\n  remedy:   Leave out --rehearsal, or rehearse here."
        )
        raise ConfigurationError(message)
    return configuration.rehearsed()


def guarded(work: Callable[[], None], on_failure: Callable[[], None]) -> int:
    """Do the work of a step and turn what goes wrong into a report and an exit code."""
    try:
        logging.basicConfig(level=provenance.log_level(), format="%(levelname)s %(name)s: %(message)s", force=True)
        work()
    except Exception as error:  # noqa: BLE001 - the outermost frame: everything becomes an exit code
        code = exit_code_of(error)
        if code is ExitCode.UNEXPECTED:
            traceback.print_exc()
        print()
        on_failure()
        print_failure(error, code)
        return code
    return ExitCode.OK


def configuration_folder() -> ConfigurationFolder:
    """Return the configuration of the project in the current directory."""
    root = Path()
    if not (root / CONFIGURATION).is_dir():
        message = (
            f"{CONFIGURATION.as_posix()}\n  expected: a folder below the current directory\n"
            f"  found:    nothing below {Path.cwd().name}\n  remedy:   Run steps from the root of the project."
        )
        raise ConfigurationError(message)
    return ConfigurationFolder(root)
