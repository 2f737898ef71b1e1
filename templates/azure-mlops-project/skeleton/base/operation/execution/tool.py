"""The frame of the steps that run a development tool, such as a linter, as a process of its own."""

import argparse
import shlex
import subprocess
import sys
from collections.abc import Sequence

from operation.execution.exit_codes import QualityError, StepTimeoutError
from operation.execution.report import print_identity
from operation.execution.step import configuration_folder, guarded
from operation.execution.step_options import read_options

Tool = tuple[str, ...]


def run_tools(
    step: str,
    description: str,
    tools: Sequence[Tool],
    *,
    maximum_seconds: float,
    arguments: Sequence[str] | None = None,
) -> int:
    """Run every tool, also after one has failed, and fail where any did."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    parser = argparse.ArgumentParser(prog=f"python -m operation.execution.{step}", description=description)
    parser.add_argument("--dry-run", action="store_true", help="print the commands, run nothing")
    options = read_options(parser, given)

    def identity() -> None:
        print_identity(step, given, None)

    def work() -> None:
        configuration_folder()
        identity()
        failed = []
        for tool in tools:
            line = shlex.join(["python", "-m", *tool])
            print(f"--- {line}", flush=True)
            if not options.dry_run and _exit_code(tool, line, maximum_seconds) != 0:
                failed.append(line)
        if failed:
            message = "\n".join(["found something to correct:", *(f"  {line}" for line in failed)])
            raise QualityError(message)

    return guarded(work, identity)


def _exit_code(tool: Tool, line: str, maximum_seconds: float) -> int:
    try:
        return subprocess.run([sys.executable, "-m", *tool], check=False, timeout=maximum_seconds).returncode  # noqa: S603
    except subprocess.TimeoutExpired as error:
        message = f"{line}: ended after {maximum_seconds:.0f} s, which is longer than it may take"
        raise StepTimeoutError(message) from error
