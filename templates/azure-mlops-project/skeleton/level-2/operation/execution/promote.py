"""Step `promote`: share the registered version, unchanged, with the registry of all environments."""

import sys
from collections.abc import Sequence

from operation.execution.locations import candidate_directory
from operation.execution.registration import read_registration
from operation.execution.registry.registries import registries_of
from operation.execution.step import StepContext, run_environment_step


def work(context: StepContext) -> None:
    """Share the version of the environment's candidate."""
    configuration = context.configuration
    candidate = candidate_directory(configuration.environment)
    if context.dry_run:
        print(f"dry run, nothing is shared: the version of {candidate} would be shared with the common registry")
        return
    registration = read_registration(candidate)
    registries = registries_of(context.backend.name, configuration)
    own, common = registries.own(), registries.common()
    version = own.get(registration.name, registration.version)
    shared = own.share(version, common)
    print(f"promoted {version}: it is now {shared}, SHA-256 {shared.sha256}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    description = "Share the registered version with the registry of all environments."
    return run_environment_step("promote", description, work, arguments)


if __name__ == "__main__":
    sys.exit(main())
