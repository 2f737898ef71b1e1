"""Step `register`: give the trained model that passed the gate a version in the environment's registry."""

import sys
from collections.abc import Sequence

from operation.execution.registration import registrable, write_registration
from operation.execution.registry.registries import registries_of
from operation.execution.step import StepContext, run_environment_step


def work(context: StepContext) -> None:
    """Register the candidate, and write its version beside it."""
    configuration = context.configuration
    if context.dry_run:
        print(
            f"dry run, nothing is registered: the candidate of {configuration.environment} would become the next "
            f"version of {configuration.project.project_name}, or keep the version that it has"
        )
        return
    candidate = context.backend.collect_candidate()
    model = registrable(candidate, configuration)
    version = registries_of(context.backend.name, configuration).own().register(model)
    write_registration(candidate, version)
    print(f"registered {version}, SHA-256 {version.sha256}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    description = "Register the trained model that passed the gate."
    return run_environment_step("register", description, work, arguments)


if __name__ == "__main__":
    sys.exit(main())
