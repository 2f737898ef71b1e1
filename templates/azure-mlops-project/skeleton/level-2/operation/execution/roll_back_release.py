"""Command `roll_back_release`: let an environment work with the version before again, or with a version by number.

It puts that version into the release of the environment and marks it as champion; the deploy steps then deploy it, as
they deploy any release. Where something else went back already and changed the champion alone, the release follows it.
"""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from operation.execution.locations import release_directory
from operation.execution.registration import registered_evaluation, write_registration
from operation.execution.registry.model_registry import ModelRegistry, ModelVersion
from operation.execution.registry.release_registry import release_registry
from operation.execution.release import release_arguments
from operation.execution.released_version import released_version
from operation.execution.step import StepContext, run_environment_step
from operation.execution.version_option import add_version_argument
from src import release
from src.candidate import EVALUATION, EVALUATION_DIRECTORY, MODEL_DIRECTORY, SMOKE_TEST, read_record, write_record
from src.errors import ModelError
from src.score import respond
from src.trained_model import load_model
from src.verify import require_same_answer


def work(context: StepContext) -> None:
    """Go back to a version that still answers as it was trained; a dry run checks all of that, and changes nothing."""
    environment, name = context.configuration.environment, context.configuration.project.project_name
    registry = release_registry(context.backend.name, context.configuration)
    champion, released = registry.champion(name, environment), released_version(environment)
    target = version_to_go_back_to(registry, name, environment, released, context.options.to)
    before = f"before: {champion}, with version {released} in its release" if released else f"before: {champion}"
    with tempfile.TemporaryDirectory() as folder:
        candidate = candidate_of(registry, target, Path(folder) / "candidate")
        if context.dry_run:
            print(f"dry run, nothing is changed: {environment} would work with {target}; {before}")
            return
        release.main(release_arguments(candidate, target, environment))
    if target != champion:
        registry.withdraw_champion(name, environment)
        registry.set_champion(target, environment)
    print(f"{environment} works with {target}; {before}")
    print("Run the deploy steps of the environment now: they deploy what is in its release.")


def version_to_go_back_to(
    registry: ModelRegistry, name: str, environment: str, released: str | None, wanted: int | None
) -> ModelVersion:
    """Return the version that was asked for; else the champion, where the release has another; else the one before.

    Raises:
        ModelError: there is no such version; or none was asked for and no release is here to tell whether the champion
            went back already, so that the one before could be one too far.

    """
    champion = registry.champion(name, environment)
    if champion is None:
        message = (
            f"what {environment} worked with before\n  expected: a version that it works with\n"
            f"  found:    none: no release of {environment} was completed\n"
            "  remedy:   Run the steps release and complete_release, with the deploy steps between them."
        )
        raise ModelError(message)
    target: ModelVersion | None
    if wanted is not None:
        target = registry.get(name, str(wanted))
    elif released not in (None, champion.version):
        target = champion
    else:
        target = registry.previous_champion(name, environment)
    if target is None or target.version == champion.version == released:
        raise _no_way_back(registry, champion, environment, released, target)
    if wanted is None and released is None:
        raise _unclear_way_back(champion, environment, target)
    return target


def _unclear_way_back(champion: ModelVersion, environment: str, before: ModelVersion) -> ModelError:
    return ModelError(
        f"what {environment} worked with before\n"
        f"  expected: its release in {release_directory(environment).as_posix()}, which tells whether the champion went"
        " back already, or --to\n"
        f"  found:    no release that can be read; {environment} works with {champion}, before it with {before}\n"
        f"  remedy:   Add --to {before.version}; where {champion} is the one that was gone back to already, "
        f"--to {champion.version}."
    )


def _no_way_back(
    registry: ModelRegistry, champion: ModelVersion, environment: str, released: str | None, target: ModelVersion | None
) -> ModelError:
    useful = [
        entry.version for entry in registry.versions(champion.name) if not entry.version == champion.version == released
    ]
    there = f"Name one with --to: {', '.join(useful)}." if useful else "There is no other one: train a better model."
    has = f"{environment} works with it, and its release has it" if released else f"{environment} works with it"
    return ModelError(
        f"what {environment} worked with before\n  expected: another version than {champion}: {has}\n"
        f"  found:    {target or 'no version that is marked as the one before'}\n  remedy:   {there}"
    )


def candidate_of(registry: ModelRegistry, version: ModelVersion, candidate: Path) -> Path:
    """Return a version with the records that a release has, once it answers as it was trained."""
    model = registry.download(version, candidate / MODEL_DIRECTORY)
    smoke_test = read_record(model, SMOKE_TEST)
    require_same_answer(smoke_test["response"], respond(load_model(model), smoke_test["request"]))
    write_registration(candidate, version)
    evaluation = registered_evaluation(version)
    if evaluation["metrics"]:
        write_record(candidate / EVALUATION_DIRECTORY, EVALUATION, evaluation)
    else:
        print(f"{version} has no metrics among its tags. To watch its performance, release its training run again.")
    return candidate


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    description = "Let the environment work with the model version before again."
    return run_environment_step("roll_back_release", description, work, arguments, add_version_argument)


if __name__ == "__main__":
    sys.exit(main())
