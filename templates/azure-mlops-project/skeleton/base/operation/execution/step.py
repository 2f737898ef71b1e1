"""The frame of every step: options, configuration, report, exit code."""

import argparse
import logging
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from operation.execution import provenance
from operation.execution.backend import BACKENDS, Command, backend_of
from operation.execution.exit_codes import ConfigurationError, ExitCode, exit_code_of
from operation.execution.report import print_failure, print_identity
from operation.execution.settings import CONFIGURATION, Configuration, ConfigurationFolder


@dataclass(frozen=True)
class Locations:
    """Where the steps of an environment read and write, relative to the root of the project."""

    environment: str
    training_environment: str

    @property
    def interim(self) -> str:
        """Return the folder of intermediate results."""
        return f"data/interim/{self.environment}"

    @property
    def processed(self) -> str:
        """Return the folder of the data that the model learns from."""
        return f"data/processed/{self.environment}"

    @property
    def outputs(self) -> str:
        """Return the folder of everything else that steps write."""
        return f"outputs/{self.environment}"

    @property
    def model(self) -> str:
        """Return the model directory that the training steps of this environment write."""
        return f"{self.outputs}/model"

    @property
    def trained_model(self) -> str:
        """Return the model directory of the training environment: the one that every release copies."""
        return f"outputs/{self.training_environment}/model"

    @property
    def release(self) -> str:
        """Return the release directory of this environment."""
        return f"{self.outputs}/release"


Plan = Callable[[Configuration, Locations], Sequence[Command]]


def run_commands(step: str, description: str, plan: Plan, arguments: Sequence[str] | None = None) -> int:
    """Run a step that executes core scripts for an environment, on a backend."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    parser = argparse.ArgumentParser(prog=f"python -m operation.execution.{step}", description=description)
    parser.add_argument("--env", required=True, metavar="NAME", help="environment, as in operation/configuration")
    parser.add_argument("--backend", required=True, choices=BACKENDS, help="where the core scripts run")
    parser.add_argument("--dry-run", action="store_true", help="print the commands, run nothing")
    options = parser.parse_args(given)
    loaded: list[Configuration] = []

    def work() -> None:
        configuration = configuration_folder().load(options.env)
        loaded.append(configuration)
        provenance.require_own_variable_group(options.env)
        print_identity(step, given, configuration)
        backend = backend_of(options.backend)
        commands = plan(configuration, Locations(options.env, configuration.project.training_environment))
        if options.dry_run:
            print("dry run, nothing is executed:")
            for command in commands:
                print(f"  {command}")
            return
        backend.run(commands)

    return guarded(work, lambda: print_identity(step, given, loaded[0] if loaded else None))


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
