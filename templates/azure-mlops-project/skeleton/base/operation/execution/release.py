"""Step `release`: verify the trained candidate and copy it, unchanged, into an environment."""

import shlex
import sys
from collections.abc import Sequence

from operation.execution.locations import candidate_directory, release_directory
from operation.execution.provenance import git_sha, job_url
from operation.execution.step import StepContext, run_environment_step
from src import release, verify


def work(context: StepContext) -> None:
    """Verify and copy the candidate of the training environment."""
    configuration = context.configuration
    candidate = candidate_directory(configuration.project.training_environment).as_posix()
    maximum_seconds = configuration.settings.release.smoke_test_maximum_seconds
    verified = ("--candidate-directory", candidate, "--maximum-seconds", str(maximum_seconds))
    released = (
        *("--candidate-directory", candidate),
        *("--release-directory", release_directory(configuration.environment).as_posix()),
        *("--environment", configuration.environment),
        *("--git-sha", git_sha()),
        *("--job-url", job_url()),
    )
    for script, arguments in ((verify, verified), (release, released)):
        print(f"--- {shlex.join(['python', '-m', script.__name__, *arguments])}", flush=True)
        if not context.dry_run:
            script.main(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    return run_environment_step("release", "Release the trained model into an environment.", work, arguments)


if __name__ == "__main__":
    sys.exit(main())
