"""The steps that bring a version to the online endpoint: tested before any request of a client reaches it."""

from pathlib import Path

from operation.execution.pipeline_files import mappings, read_pipeline_file
from operation.execution.pipeline_rules import STEP_LINE
from operation.tests.unit.test_safeguards import steps_of_files

TEMPLATE = Path("azure_pipelines/templates/deploy_online.yml")
# The first of these gives the new deployment requests of clients.
GIVES_REQUESTS = {"mirror_online", "shift_online", "canary_online"}


def test_a_deployment_passes_its_smoke_test_before_it_gets_a_request_of_a_client(root: Path) -> None:
    values = [value for mapping in mappings(read_pipeline_file(root, TEMPLATE).content) for value in mapping.values()]
    steps = [found["step"] for value in values if isinstance(value, str) and (found := STEP_LINE.fullmatch(value))]
    before = steps[: min(steps.index(step) for step in GIVES_REQUESTS & set(steps))]
    assert before[0] == "deploy_online"
    assert "smoke_test_online" in before


def test_the_pipeline_of_every_environment_takes_these_steps(root: Path) -> None:
    deployment = read_pipeline_file(root, Path("azure_pipelines/deployment.yml"))
    assert steps_of_files(root, deployment) >= {"release", *steps_of_files(root, read_pipeline_file(root, TEMPLATE))}
