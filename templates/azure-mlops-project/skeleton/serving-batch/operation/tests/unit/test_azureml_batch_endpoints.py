"""What batch endpoints of Azure Machine Learning are made of: the configuration and the files of an environment."""

from pathlib import Path

import pytest
from azure.ai.ml import load_environment

from operation.configuration_sections.azure import SECTION as AZURE
from operation.execution.azureml.workspace import names_of
from operation.execution.batch.connection import endpoints_of
from operation.execution.batch.deployment_file import DEPLOYMENT, mini_batch_size
from operation.execution.configuration import ConfigurationFolder
from operation.execution.exit_codes import ConfigurationError
from operation.tests.conftest import replace


def test_batch_deployments_need_a_cluster(project: Path, environment: str) -> None:
    file = project / f"operation/configuration/environment_{environment}/{AZURE.file}"
    replace(file, "run_on: cluster", "run_on: serverless")
    with pytest.raises(ConfigurationError, match="batch deployments run on no other compute"):
        endpoints_of("azureml", ConfigurationFolder(project).load(environment))


def test_an_environment_without_a_place_in_azure_is_named(project: Path, environment: str) -> None:
    file = project / f"operation/configuration/environment_{environment}/{AZURE.file}"
    text = file.read_text("utf-8")
    lines = ['subscription_id: ""' if line.startswith("subscription_id:") else line for line in text.splitlines()]
    file.write_text("\n".join(lines) + "\n", "utf-8")
    with pytest.raises(ConfigurationError, match="subscription_id"):
        endpoints_of("azureml", ConfigurationFolder(project).load(environment))


@pytest.mark.parametrize("size", ["0", "many", "[]"])
def test_a_mini_batch_has_at_least_one_file(project: Path, size: str) -> None:
    assert mini_batch_size() == 5
    replace(project / DEPLOYMENT, "mini_batch_size: 5", f"mini_batch_size: {size}")
    with pytest.raises(ConfigurationError, match="mini_batch_size"):
        mini_batch_size()


def test_the_environment_of_batch_deployments_loads_and_has_what_they_need(root: Path) -> None:
    folder = root / "operation/execution/environments"
    assert load_environment(folder / "batch.yml").name == "batch"
    locked = (folder / "batch/requirements.lock").read_text("utf-8")
    project = (root / "requirements.lock").read_text("utf-8")
    for package in ("azureml-core", "azureml-dataset-runtime", "scikit-learn", "pandas", "pandera"):
        (line,) = [line for line in locked.splitlines() if line.startswith(f"{package}==")]
        version = line.rstrip(" \\")
        assert package.startswith("azureml") or any(entry.startswith(version) for entry in project.splitlines())


def test_the_name_of_the_endpoint_is_that_of_the_environment(project: Path, environment: str) -> None:
    configuration = ConfigurationFolder(project).load(environment)
    assert endpoints_of("local", configuration).name == names_of(configuration).batch_endpoint
