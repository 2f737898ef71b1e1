"""Command `retire_model`: take the release of an environment away, and write down why."""

import argparse
import getpass
import sys
from collections.abc import Sequence
from pathlib import Path

from operation.execution.clock_option import add_clock_argument, now_of
from operation.execution.exit_codes import ConfigurationError
from operation.execution.locations import outputs_directory, release_directory
from operation.execution.provenance import git_sha, job_url
from operation.execution.step import StepContext, run_environment_step
from src.candidate import METADATA, MODEL_DIRECTORY, read_record, write_record
from src.errors import ModelError
from src.release import RELEASE

FOLDER = "retired"
RECORD = "retired.json"
SHORTEST_REASON = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the reason, without which nothing is retired."""
    parser.add_argument("--reason", required=True, help="why nobody needs this model here any more")
    add_clock_argument(parser)


def work(context: StepContext) -> None:
    """Write the record into the release, and move it aside; nothing is deleted."""
    environment, reason = context.configuration.environment, str(context.options.reason).strip()
    if len(reason) < SHORTEST_REASON:
        message = (
            f"--reason\n  expected: at least {SHORTEST_REASON} characters\n  found:    {reason!r}\n  remedy:   Say why."
        )
        raise ConfigurationError(message)
    release = release_directory(environment)
    now = now_of(context)
    target = outputs_directory(environment) / FOLDER / now.strftime("%Y%m%dT%H%M%SZ")
    if context.dry_run:
        print(f"dry run, nothing is moved: {release} would become {target}")
        return
    _require_release(release, target)
    record = {
        "environment": environment,
        "model_sha256": read_record(release / MODEL_DIRECTORY, METADATA).get("model_sha256"),
        "model_version": read_record(release, RELEASE).get("model_version"),
        "reason": reason,
        "retired_at": now.isoformat(timespec="seconds"),
        "retired_by": getpass.getuser(),
        "git_sha": git_sha(),
        "job": job_url(),
    }
    write_record(release, RECORD, record)
    target.parent.mkdir(parents=True, exist_ok=True)
    release.rename(target)
    print(f"retired model {record['model_sha256']} of {environment}: it is in {target}")


def _require_release(release: Path, target: Path) -> None:
    if not release.is_dir():
        message = f"{release}: there is no release to retire. Correct --env."
        raise ModelError(message)
    if target.exists():
        message = f"{target}: something was retired at this very moment. Run the line again."
        raise ModelError(message)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    description = "Take the release of an environment away, and write down why."
    return run_environment_step("retire_model", description, work, arguments, add_arguments)


if __name__ == "__main__":
    sys.exit(main())
