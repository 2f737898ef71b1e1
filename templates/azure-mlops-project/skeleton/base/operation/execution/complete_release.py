"""Step `complete_release`: note that an environment works with the released version, once it is deployed."""

import sys
from collections.abc import Sequence

from operation.execution.locations import release_directory
from operation.execution.registration import read_registration
from operation.execution.registry.release_registry import release_registry
from operation.execution.step import StepContext, run_environment_step


def work(context: StepContext) -> None:
    """Make the released version the champion of the environment."""
    environment = context.configuration.environment
    directory = release_directory(environment)
    if context.dry_run:
        print(f"dry run, nothing is changed: the version in {directory} would be the champion of {environment}")
        return
    registration = read_registration(directory)
    registry = release_registry(context.backend.name, context.configuration)
    before = registry.champion(registration.name, environment)
    version = registry.get(registration.name, registration.version)
    registry.set_champion(version, environment)
    print(f"{environment} works with {version}; before: {before or 'none'}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    description = "Note that the environment works with the released version."
    return run_environment_step("complete_release", description, work, arguments)


if __name__ == "__main__":
    sys.exit(main())
