"""What a step prints, so that a log alone is enough to reproduce it."""

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from operation.execution.configuration import Configuration
from operation.execution.exit_codes import ExitCode
from operation.execution.provenance import git_sha, in_pipeline, job_url


def reproduce_line(step: str, arguments: Sequence[str]) -> str:
    """Return the command that runs a step again."""
    return shlex.join(["python", "-m", f"operation.execution.{step}", *arguments])


def print_identity(step: str, arguments: Sequence[str], configuration: Configuration | None) -> None:
    """Print what runs, from which commit, where, and with which configuration."""
    print(f"reproduce:      {reproduce_line(step, arguments)}")
    print(f"git SHA:        {git_sha()}")
    print(f"job:            {job_url() or 'not in a pipeline'}")
    if configuration is not None:
        print(f"configuration:  SHA-256 {configuration.sha256()}")
        for line in configuration.lines():
            print(f"  {line}")
    sys.stdout.flush()


def _what_happened(error: Exception, code: ExitCode) -> str:
    """Return the message of an error; of one that nobody foresaw, its kind and first line: the traceback is above."""
    text = str(error).strip()
    if isinstance(error, ModuleNotFoundError):
        return f"{text}\n  remedy:   Activate the virtual environment, and install requirements.lock into it."
    if code is ExitCode.UNEXPECTED and text:
        return f"{type(error).__name__}: {text.splitlines()[0]}"
    return text or type(error).__name__


def print_failure(error: Exception, code: ExitCode) -> None:
    """Print why a step failed and where to read on; a pipeline also shows it on the run's summary."""
    text = _what_happened(error, code)
    print(f"\nFAILED with exit code {code.value} ({code.name.lower()}):\n{text}", file=sys.stderr)
    print(f"remedies: {Path('docs/debug.md').as_posix()}, row {code.value}", file=sys.stderr)
    if in_pipeline():
        first_line = text.splitlines()[0]
        print(f"##vso[task.logissue type=error]exit code {code.value} ({code.name.lower()}): {first_line}")
    sys.stderr.flush()
