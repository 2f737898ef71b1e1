"""Step `deploy_batch`: let the batch endpoint score with the released version, once that has passed its smoke test."""

import sys
from collections.abc import Sequence

from operation.configuration_sections.batch import SECTION as BATCH
from operation.execution.azureml.workspace import names_of
from operation.execution.batch.batch_endpoints import deployment_of
from operation.execution.batch.batch_rollout import SmokeTest, roll_out
from operation.execution.batch.connection import endpoints_of
from operation.execution.batch.fingerprint import fingerprint_of
from operation.execution.locations import release_directory
from operation.execution.registration import read_registration
from operation.execution.registry.release_registry import version_to_release
from operation.execution.step import StepContext, run_environment_step
from src.candidate import MODEL_DIRECTORY, SMOKE_TEST, read_record


def work(context: StepContext) -> None:
    """Deploy what is in the release of the environment."""
    configuration = context.configuration
    release = release_directory(configuration.environment)
    if context.dry_run:
        endpoint = names_of(configuration).batch_endpoint
        print(f"dry run, nothing is deployed: the version in {release} would score for batch endpoint {endpoint}")
        return
    registration = read_registration(release)
    model = version_to_release(
        context.backend.name, configuration, registration.registrable(release), registration.version
    )
    record = read_record(release / MODEL_DIRECTORY, SMOKE_TEST)
    endpoints = endpoints_of(context.backend.name, configuration)
    fingerprint = fingerprint_of(model, configuration.section(BATCH), names_of(configuration).compute)
    test = SmokeTest(record["request"], record["response"])
    roll_out(endpoints, deployment_of(model, fingerprint), model, test)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    description = "Let the batch endpoint score with the released model version."
    return run_environment_step("deploy_batch", description, work, arguments)


if __name__ == "__main__":
    sys.exit(main())
