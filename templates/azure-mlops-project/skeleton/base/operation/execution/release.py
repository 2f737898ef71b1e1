"""Step `release`: verify the trained model and copy it, unchanged, into an environment."""

import sys
from collections.abc import Sequence

from operation.execution.backend import Command
from operation.execution.provenance import git_sha, job_url
from operation.execution.settings import Configuration
from operation.execution.step import Locations, run_commands


def plan(configuration: Configuration, locations: Locations) -> Sequence[Command]:
    """Return the commands of the step."""
    maximum_seconds = configuration.settings.release.smoke_test_maximum_seconds
    return [
        Command(
            "src.verify",
            ("--model-directory", locations.trained_model, "--maximum-seconds", str(maximum_seconds)),
        ),
        Command(
            "src.release",
            (
                *("--model-directory", locations.trained_model),
                *("--release-directory", locations.release),
                *("--environment", configuration.environment),
                *("--git-sha", git_sha()),
                *("--job-url", job_url()),
            ),
        ),
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    return run_commands("release", "Release the trained model into an environment.", plan, arguments)


if __name__ == "__main__":
    sys.exit(main())
