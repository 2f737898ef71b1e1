"""Command `rollback_online`: let the version before answer every request again, wherever a rollout stopped."""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from operation.execution.online.endpoints import Deployment
from operation.execution.online.online_step import OnlineContext, run_online_step
from operation.execution.online.released_model import smoke_test_of, wanted
from operation.execution.online.rollback import roll_back
from operation.execution.online.rollout import Wanted
from operation.execution.online.smoke_test import smoke_test
from operation.execution.registry.model_registry import ModelRegistry
from operation.execution.registry.release_registry import release_registry
from operation.execution.released_version import released_version
from operation.execution.step import LOCAL
from operation.execution.version_option import add_version_argument


def work(context: OnlineContext) -> None:
    """Go back; what has to be deployed again comes from the registry."""
    registry = release_registry(context.backend, context.configuration)
    model = next((found.model for found in context.endpoints.deployments()), "")

    def find(version: int) -> Wanted:
        return wanted(context.configuration, registry.get(model, str(version)))

    def test(deployment: Deployment, found: Wanted) -> None:
        with tempfile.TemporaryDirectory() as folder:
            directory = registry.download(found.version, Path(folder) / "model")
            smoke_test(context.endpoints, deployment, smoke_test_of(context.configuration, directory))

    serving = roll_back(context.endpoints, find, test, context.options.to)
    mark_champion(registry, serving, context.configuration.environment)
    environment = context.configuration.environment
    print(what_does_not_follow(serving, environment, context.backend, released_version(environment)))


def mark_champion(registry: ModelRegistry, serving: Deployment, environment: str) -> None:
    """Let the registry say that the environment works with the version that serves again."""
    champion = registry.champion(serving.model, environment)
    if champion is None or champion.number == serving.version:
        return
    version = registry.get(serving.model, str(serving.version))
    registry.withdraw_champion(serving.model, environment)
    registry.set_champion(version, environment)
    print(f"{environment} works with {version}; before: {champion}")


def what_does_not_follow(serving: Deployment, environment: str, backend: str, released: str | None) -> str:
    """Say how the release follows, which every other step works with: this command leaves it as it is."""
    if released == str(serving.version):
        return f"the release of {environment} in this folder has version {released}, too: the deploy steps work with it"
    version = serving.version
    found = f"has version {released}" if released else "is not here"
    pipeline = (
        f"Run the deployment pipeline with the training run of version {version}, which its tag registered_by "
        "names: other runs read what it publishes. Where it does not work, run the next line in this folder."
    )
    return (
        "only the endpoint and the champion went back: what works with the release keeps to the version in there, and "
        f"the release of {environment} in this folder {found}.\n"
        f"{'Run the next line.' if backend == LOCAL else pipeline} Then run the deploy steps.\n"
        f"python -m operation.execution.roll_back_release --env {environment} --backend {backend} --to {version}"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    description = "Let the model version before answer every request again."
    return run_online_step("rollback_online", description, work, arguments, add_version_argument)


if __name__ == "__main__":
    sys.exit(main())
