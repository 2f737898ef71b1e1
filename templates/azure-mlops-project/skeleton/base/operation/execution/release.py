"""Step `release`: verify the trained candidate, and make exactly its version available in an environment."""

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from operation.configuration_sections.settings import SECTION as SETTINGS
from operation.execution.configuration import Configuration, ConfigurationFolder
from operation.execution.locations import candidate_directory, release_directory
from operation.execution.provenance import git_sha, job_url
from operation.execution.registration import read_registration
from operation.execution.registry.model_registry import ModelVersion
from operation.execution.registry.release_registry import version_to_release
from operation.execution.release_rules import release_rules
from operation.execution.step import StepContext, run_environment_step
from src import release, verify
from src.errors import SlowModelError


def work(context: StepContext) -> None:
    """Verify the candidate of the training environment, find its version, and copy it into the release."""
    configuration = context.configuration
    candidate = candidate_directory(configuration.project.training_environment)
    maximum_seconds = configuration.settings.release.smoke_test_maximum_seconds
    verified = ("--candidate-directory", candidate.as_posix(), "--maximum-seconds", str(maximum_seconds))
    print(f"--- {shlex.join(['python', '-m', verify.__name__, *verified])}", flush=True)
    if context.dry_run:
        print(f"dry run, nothing is released: the version of {candidate} would be released")
        return
    verify_within(verified, configuration)
    for rule in release_rules():
        rule.require(candidate, configuration)
    registration = read_registration(candidate)
    version = version_to_release(
        context.backend.name, configuration, registration.registrable(candidate), registration.version
    )
    released = release_arguments(candidate, version, configuration.environment)
    print(f"--- {shlex.join(['python', '-m', release.__name__, *released])}", flush=True)
    release.main(released)
    print(f"released {version}, SHA-256 {version.sha256}, into {configuration.environment}")


def verify_within(arguments: Sequence[str], configuration: Configuration) -> None:
    """Verify the candidate; where it answers too late, say which setting of the environment decides that."""
    try:
        verify.main(arguments)
    except SlowModelError as error:
        maximum = configuration.settings.release.smoke_test_maximum_seconds
        file = ConfigurationFolder(Path()).section_file(SETTINGS, configuration.environment)
        message = (
            f"{error}\n  expected: at most {maximum} s, {file.as_posix()}: release.smoke_test_maximum_seconds\n"
            "  remedy:   Release again when this computer is less busy; or make the model faster, or allow more."
        )
        raise SlowModelError(message) from error


def release_arguments(candidate: Path, version: ModelVersion, environment: str) -> tuple[str, ...]:
    """Return what src/release.py is told to make a candidate, which is that version, the release of an environment."""
    return (
        *("--candidate-directory", candidate.as_posix()),
        *("--release-directory", release_directory(environment).as_posix()),
        *("--environment", environment),
        *("--model-version", version.version),
        *("--registry", version.registry),
        *("--git-sha", git_sha()),
        *("--job-url", job_url()),
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    description = "Make the version of the trained model available in an environment."
    return run_environment_step("release", description, work, arguments)


if __name__ == "__main__":
    sys.exit(main())
