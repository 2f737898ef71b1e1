"""Batch endpoints of Azure Machine Learning, on operations that only take what those of the SDK take.

Nothing here was answered by Azure: what is proved is what we ask of it, and what we make of its answers.
"""

import inspect
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from azure.ai.ml import load_environment
from azure.ai.ml.operations import BatchDeploymentOperations, BatchEndpointOperations, JobOperations
from azure.core.exceptions import ResourceNotFoundError

from operation.configuration_sections.azure import SECTION as AZURE
from operation.configuration_sections.batch import BatchSettings
from operation.execution.azureml.workspace import names_of
from operation.execution.batch.azureml_batch_endpoints import AzureMlBatchEndpoints
from operation.execution.batch.batch_endpoints import deployment_of
from operation.execution.batch.connection import endpoints_of
from operation.execution.batch.deployment_file import DEPLOYMENT, mini_batch_size
from operation.execution.configuration import ConfigurationFolder
from operation.execution.exit_codes import ConfigurationError, ServiceError, StepTimeoutError
from operation.execution.registry.model_registry import ModelVersion
from operation.tests.conftest import replace
from src.errors import DataError, ModelError

VERSION = ModelVersion(
    "mlr", "churn-model", "7", "a" * 64, {}, "azureml://registries/mlr/models/churn-model/versions/7"
)
DEPLOYMENT_7 = deployment_of(VERSION, "0123456789abcdef")
SETTINGS = BatchSettings(source="folder", folder="to_score", instances=3, maximum_minutes=1)


class Operations:
    """Passes a call on only if the operations of the SDK have it, with these arguments."""

    def __init__(self, specification: type, calls: dict[str, Callable[..., object]]) -> None:
        self._specification = specification
        self._calls = calls

    def __getattr__(self, name: str) -> Callable[..., object]:
        signature = inspect.signature(getattr(self._specification, name))

        def call(*arguments: object, **options: object) -> object:
            signature.bind(self, *arguments, **options)
            return self._calls[name](*arguments, **options)

        return call


class Workspace:
    """A workspace that keeps what it is told; its jobs end as they are told to."""

    def __init__(self) -> None:
        self.endpoint: Any = None
        self.deployments: dict[str, Any] = {}
        self.invoked: list[dict[str, Any]] = []
        self.states = ["Running", "Completed"]
        self.scored = ["a.csv", "b.csv"]
        self.children = 1
        self.cancelled: list[str] = []
        self.batch_endpoints = Operations(
            BatchEndpointOperations,
            {"get": self._endpoint, "begin_create_or_update": self._keep_endpoint, "invoke": self._invoke},
        )
        self.batch_deployments = Operations(
            BatchDeploymentOperations,
            {
                "list": lambda name: self._endpoint(name) and list(self.deployments.values()),
                "begin_create_or_update": self._keep_deployment,
                "begin_delete": lambda name, _: done(self.deployments.pop(name)),
            },
        )
        self.jobs = Operations(
            JobOperations,
            {
                "get": lambda _: SimpleNamespace(status=self.states.pop(0) if len(self.states) > 1 else self.states[0]),
                "list": lambda *, parent_job_name: [SimpleNamespace(name=f"{parent_job_name}-1")] * self.children,
                "download": self._download,
                "begin_cancel": self._cancel,
            },
        )

    def _endpoint(self, name: str) -> object:
        if self.endpoint is None:
            raise ResourceNotFoundError(name)
        return self.endpoint

    def _keep_endpoint(self, endpoint: Any) -> object:  # noqa: ANN401 - of the SDK
        self.endpoint = endpoint
        if isinstance(endpoint.defaults, dict):
            endpoint.defaults = SimpleNamespace(**endpoint.defaults)
        return done(endpoint)

    def _keep_deployment(self, deployment: Any) -> object:  # noqa: ANN401 - of the SDK
        self.deployments[deployment.name] = deployment
        return done(deployment)

    def _invoke(self, **options: Any) -> object:  # noqa: ANN401 - of the SDK
        self.invoked.append(options)
        return SimpleNamespace(name="job-1")

    def _cancel(self, name: str) -> object:
        self.cancelled.append(name)
        return done(None)

    def _download(self, name: str, *, download_path: str, output_name: str) -> None:
        assert name == "job-1-1"
        folder = Path(download_path, "named-outputs", output_name)
        folder.mkdir(parents=True)
        for file in self.scored:
            (folder / file).write_text("row,label\n0,x\n", "utf-8")


def done(outcome: object) -> object:
    return SimpleNamespace(result=lambda: outcome)


@pytest.fixture
def workspace() -> Workspace:
    return Workspace()


@pytest.fixture
def endpoints(workspace: Workspace, project: Path) -> AzureMlBatchEndpoints:
    assert project.is_dir()
    return AzureMlBatchEndpoints(workspace, "churn-batch", "cpu-cluster", SETTINGS, wait=lambda _: None)


def test_a_version_is_deployed_as_the_yaml_and_the_configuration_say(
    endpoints: AzureMlBatchEndpoints, workspace: Workspace
) -> None:
    assert endpoints.deployments() == []
    assert endpoints.default() is None
    endpoints.deploy(DEPLOYMENT_7, VERSION)
    assert workspace.endpoint.name == "churn-batch"
    assert endpoints.deployments() == [DEPLOYMENT_7]
    assert endpoints.default() is None
    found = workspace.deployments["version-7-01234567"]
    assert (found.endpoint_name, found.model, found.compute) == ("churn-batch", VERSION.location, "cpu-cluster")
    assert found.resources.instance_count == 3
    assert found.settings.error_threshold == 0
    assert found.settings.output_action == "summary_only"
    assert found.code_configuration.scoring_script == "operation/execution/batch/score.py"
    assert found.environment.build.path.endswith("batch")


def test_an_endpoint_that_is_there_keeps_its_default(endpoints: AzureMlBatchEndpoints) -> None:
    endpoints.deploy(DEPLOYMENT_7, VERSION)
    endpoints.set_default(DEPLOYMENT_7.name)
    newer = ModelVersion("mlr", "churn-model", "10", "b" * 64, {}, "azureml:churn-model:10")
    endpoints.deploy(deployment_of(newer, "f" * 16), newer)
    assert endpoints.default() == DEPLOYMENT_7.name
    assert [deployment.version for deployment in endpoints.deployments()] == ["7", "10"]
    endpoints.delete_deployment("version-10-ffffffff")
    assert [deployment.version for deployment in endpoints.deployments()] == ["7"]


def test_the_same_version_with_other_code_is_deployed_beside_the_one_that_scores(
    endpoints: AzureMlBatchEndpoints, workspace: Workspace
) -> None:
    other = deployment_of(VERSION, "b" * 16)
    for deployment in (DEPLOYMENT_7, other):
        endpoints.deploy(deployment, VERSION)
    assert endpoints.deployments() == [DEPLOYMENT_7, other]
    assert sorted(workspace.deployments) == ["version-7-01234567", "version-7-bbbbbbbb"]
    assert workspace.deployments[other.name].tags["fingerprint"] == other.fingerprint


def test_a_deployment_that_somebody_made_by_hand_is_left_alone(
    endpoints: AzureMlBatchEndpoints, workspace: Workspace
) -> None:
    endpoints.deploy(DEPLOYMENT_7, VERSION)
    workspace.deployments["by-hand"] = SimpleNamespace(name="by-hand", tags=None)
    assert [deployment.name for deployment in endpoints.deployments()] == [DEPLOYMENT_7.name]


def test_a_folder_of_this_computer_is_scored_and_its_scores_are_fetched(
    endpoints: AzureMlBatchEndpoints, workspace: Workspace, tmp_path: Path
) -> None:
    files = tmp_path / "files"
    files.mkdir()
    for name in ("a.csv", "b.csv"):
        (files / name).touch()
    assert endpoints.invoke(str(files), tmp_path / "scores", DEPLOYMENT_7.name) == ["a.csv", "b.csv"]
    assert sorted(path.name for path in (tmp_path / "scores").iterdir()) == ["a.csv", "b.csv"]
    (call,) = workspace.invoked
    assert (call["endpoint_name"], call["deployment_name"]) == ("churn-batch", DEPLOYMENT_7.name)
    assert call["inputs"]["files"].path == str(files)
    (files / "c.csv").touch()
    with pytest.raises(DataError, match=r"missing: c\.csv"):
        endpoints.invoke(str(files), tmp_path / "scores", DEPLOYMENT_7.name)
    assert sorted(path.name for path in (tmp_path / "scores").iterdir()) == ["a.csv", "b.csv"]


def test_a_folder_in_the_storage_of_the_workspace_is_scored_by_the_default(
    endpoints: AzureMlBatchEndpoints, workspace: Workspace, tmp_path: Path
) -> None:
    address = "azureml://datastores/workspaceblobstore/paths/churn/prod/raw/to_score"
    with pytest.raises(ModelError, match="Run release and deploy_batch"):
        endpoints.invoke(address, tmp_path / "scores")
    endpoints.deploy(DEPLOYMENT_7, VERSION)
    endpoints.set_default(DEPLOYMENT_7.name)
    assert endpoints.invoke(address, tmp_path / "scores") == ["a.csv", "b.csv"]
    assert workspace.invoked[-1]["deployment_name"] == DEPLOYMENT_7.name
    workspace.scored = []
    with pytest.raises(DataError, match="found none"):
        endpoints.invoke(address, tmp_path / "scores")


def test_a_job_that_failed_brings_no_scores(
    endpoints: AzureMlBatchEndpoints, workspace: Workspace, tmp_path: Path
) -> None:
    workspace.states = ["Failed"]
    with pytest.raises(ServiceError, match="name the file and the line"):
        endpoints.invoke("azureml://somewhere", tmp_path / "scores", DEPLOYMENT_7.name)
    assert not (tmp_path / "scores").exists()


def test_a_job_without_a_scoring_job_below_it_brings_no_scores(
    endpoints: AzureMlBatchEndpoints, workspace: Workspace, tmp_path: Path
) -> None:
    workspace.children = 0
    with pytest.raises(ServiceError, match="one scoring job below it"):
        endpoints.invoke("azureml://somewhere", tmp_path / "scores", DEPLOYMENT_7.name)
    assert not (tmp_path / "scores").exists()


def test_a_job_that_takes_too_long_is_cancelled(
    endpoints: AzureMlBatchEndpoints, workspace: Workspace, tmp_path: Path
) -> None:
    workspace.states = ["Running"]
    with pytest.raises(StepTimeoutError, match="cancelled"):
        endpoints.invoke("azureml://somewhere", tmp_path / "scores", DEPLOYMENT_7.name)
    assert workspace.cancelled == ["job-1"]


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
