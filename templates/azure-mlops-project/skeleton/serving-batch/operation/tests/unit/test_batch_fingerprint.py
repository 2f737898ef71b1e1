"""What makes a batch deployment another one, and how it is called then."""

from dataclasses import replace
from pathlib import Path

import pytest
from azure.ai.ml.entities._endpoint._endpoint_helpers import validate_endpoint_or_deployment_name

from operation.configuration_sections.batch import BatchSettings
from operation.execution.batch.batch_endpoints import deployment_of
from operation.execution.batch.fingerprint import fingerprint_of
from operation.execution.registry.model_registry import ModelVersion
from operation.tests.project_copies import own

VERSION = ModelVersion("local", "churn-model", "7", "a" * 64, {}, "somewhere")
SETTINGS = BatchSettings(source="sample", folder="to_score", instances=1, maximum_minutes=60)
COMPUTE = "cpu-cluster"


@pytest.mark.parametrize(
    "file",
    [
        "operation/execution/batch/score.py",
        "operation/execution/batch/deployment.yml",
        "operation/execution/environments/batch.yml",
        "operation/execution/environments/batch/Dockerfile",
        "operation/execution/environments/batch/requirements.lock",
    ],
)
def test_a_deployment_is_another_one_when_it_differs_in(file: str, project: Path) -> None:
    before = fingerprint_of(VERSION, SETTINGS, COMPUTE)
    path = own(project / file)
    path.write_text(f"{path.read_text('utf-8')}# another line\n", "utf-8")
    assert fingerprint_of(VERSION, SETTINGS, COMPUTE) != before


def test_a_deployment_is_another_one_with_other_core_scripts(project: Path, root: Path) -> None:
    (project / "src").mkdir()
    target = project / "src/problem.py"
    target.write_text((root / "src/problem.py").read_text("utf-8"), "utf-8")
    before = fingerprint_of(VERSION, SETTINGS, COMPUTE)
    target.write_text(f"{target.read_text('utf-8')}# another line\n", "utf-8")
    assert fingerprint_of(VERSION, SETTINGS, COMPUTE) != before


def test_a_deployment_is_another_one_on_other_machines_and_the_same_for_other_files(root: Path) -> None:
    before = fingerprint_of(VERSION, SETTINGS, COMPUTE, root)
    assert fingerprint_of(VERSION, SETTINGS, "gpu-cluster", root) != before
    assert fingerprint_of(VERSION, SETTINGS.model_copy(update={"instances": 2}), COMPUTE, root) != before
    for_other_files = {"source": "folder", "folder": "march", "maximum_minutes": 5}
    assert fingerprint_of(VERSION, SETTINGS.model_copy(update=for_other_files), COMPUTE, root) == before


@pytest.mark.parametrize("version", ["1", "7", "100000", "9" * 15])
def test_the_name_tells_version_and_fingerprint_and_is_one_that_azure_takes(version: str, root: Path) -> None:
    model = replace(VERSION, version=version)
    fingerprint = fingerprint_of(model, SETTINGS, COMPUTE, root)
    deployment = deployment_of(model, fingerprint)
    validate_endpoint_or_deployment_name(deployment.name, is_deployment=True)
    assert deployment.name == f"version-{version}-{fingerprint[:8]}"
    assert deployment_of(model, fingerprint[::-1]).name != deployment.name
