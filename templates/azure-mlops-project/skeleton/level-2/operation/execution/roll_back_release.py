"""Command `roll_back_release`: let an environment work with the version before again, or with a version by number.

It puts that version into the release of the environment and marks it as champion; the deploy steps then deploy it, as
they deploy any release.
"""

import sys
from collections.abc import Sequence

from operation.execution.locations import release_directory
from operation.execution.registration import registered_evaluation, write_registration
from operation.execution.registry.model_registry import ModelRegistry, ModelVersion
from operation.execution.registry.release_registry import release_registry
from operation.execution.release import release_arguments
from operation.execution.step import StepContext, run_environment_step
from operation.execution.version_option import add_version_argument
from operation.execution.whole_directory import aside
from src import release
from src.candidate import EVALUATION, EVALUATION_DIRECTORY, MODEL_DIRECTORY, SMOKE_TEST, read_record, write_record
from src.errors import ModelError
from src.score import respond
from src.trained_model import load_model
from src.verify import require_same_answer


def work(context: StepContext) -> None:
    """Go back to a version that still answers as it was trained."""
    environment, name = context.configuration.environment, context.configuration.project.project_name
    if context.dry_run:
        wanted = f"version {context.options.to}" if context.options.to else "the version before the present one"
        print(f"dry run, nothing is changed: {environment} would work with {wanted} of {name}")
        return
    registry = release_registry(context.backend.name, context.configuration)
    current = registry.champion(name, environment)
    target = version_to_go_back_to(registry, name, environment, context.options.to)
    restore_release(registry, target, environment)
    registry.withdraw_champion(name, environment)
    registry.set_champion(target, environment)
    print(f"{environment} works with {target}; before: {current}")
    print("Run the deploy steps of the environment now: they deploy what is in its release.")


def version_to_go_back_to(registry: ModelRegistry, name: str, environment: str, wanted: int | None) -> ModelVersion:
    """Return the version that was asked for, else the one before the present one."""
    current = registry.champion(name, environment)
    if wanted is not None:
        target: ModelVersion | None = registry.get(name, str(wanted))
    else:
        target = registry.previous_champion(name, environment)
    if current is None or target is None or target == current:
        there = ", ".join(version.version for version in registry.versions(name)) or "no version"
        message = (
            f"what {environment} worked with before\n  expected: another version than {current or 'the present one'}\n"
            f"  found:    {target or 'none: this is the first release'}\n"
            f"  remedy:   Name one with --to. In {registry.name} there are: {there}."
        )
        raise ModelError(message)
    return target


def restore_release(registry: ModelRegistry, version: ModelVersion, environment: str) -> None:
    """Release a version again, with the records that a release has, once it answers as it was trained."""
    with aside(release_directory(environment)) as incoming:
        model = registry.download(version, incoming / "candidate" / MODEL_DIRECTORY)
        smoke_test = read_record(model, SMOKE_TEST)
        require_same_answer(smoke_test["response"], respond(load_model(model), smoke_test["request"]))
        write_registration(model.parent, version)
        evaluation = registered_evaluation(version)
        if evaluation["metrics"]:
            write_record(model.parent / EVALUATION_DIRECTORY, EVALUATION, evaluation)
        else:
            print(f"{version} has no metrics among its tags. To watch its performance, release its training run again.")
        release.main(release_arguments(model.parent, version, environment))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    description = "Let the environment work with the model version before again."
    return run_environment_step("roll_back_release", description, work, arguments, add_version_argument)


if __name__ == "__main__":
    sys.exit(main())
