"""Batch deployments by azure-ai-ml as it is: its requests, which a workspace in this process answers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from operation.configuration_sections.batch import SECTION as BATCH
from operation.execution.batch.azureml_batch_endpoints import AzureMlBatchEndpoints
from operation.execution.batch.batch_endpoints import deployment_of
from operation.execution.configuration import ConfigurationFolder
from operation.execution.exit_codes import ServiceError
from operation.execution.registry.model_registry import ModelVersion
from operation.tests.azure_answers import Response
from operation.tests.azure_workspace import WORKSPACE, AzureWorkspace, Json, connected

VERSION = ModelVersion("mlr", "model", "7", "a" * 64, {}, "azureml://registries/mlr/models/model/versions/7")
ENDPOINT = "batchEndpoints/churn-batch"
DEPLOYMENT = deployment_of(VERSION, "f" * 64)


class BatchWorkspace(AzureWorkspace):
    """Keeps batch endpoints and deployments; no cluster starts."""

    def __init__(self) -> None:
        super().__init__()
        endpoint, deployment = r"batchEndpoints/[^/]+", r"batchEndpoints/[^/]+/deployments/[^/]+"
        self.routes |= {
            f"GET ({endpoint}|{deployment})": self.given,
            f"PUT ({endpoint}|{deployment})": self._put,
            f"GET {endpoint}/deployments": self._deployments,
            f"DELETE {deployment}": self._delete,
        }

    def _put(self, path: str, body: Json) -> Response:
        status = 200 if path in self.kept else 201
        kept = self.keep(path, body, provisioningState="Creating")
        return self.long_operation(path, status, kept, lambda: kept["properties"].update(provisioningState="Succeeded"))

    def _deployments(self, path: str, _: object) -> Response:
        if path.removesuffix("/deployments") not in self.kept:
            return self.given(path)
        return 200, {"value": [self.kept[name] for name in sorted(self.kept) if name.startswith(f"{path}/")]}

    def _delete(self, path: str, _: object) -> Response:
        return self.long_operation(path, 202, None, lambda: self.kept.pop(path))


@pytest.fixture
def workspace() -> BatchWorkspace:
    return BatchWorkspace()


@pytest.fixture
def endpoints(
    workspace: BatchWorkspace, root: Path, environment: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[AzureMlBatchEndpoints]:
    monkeypatch.chdir(root)
    settings = ConfigurationFolder(root).load(environment).section(BATCH).model_copy(update={"instances": 3})
    with connected(workspace) as client:
        yield AzureMlBatchEndpoints(client, "churn-batch", "cpu-cluster", settings, wait=lambda _: None)


def test_a_deployment_carries_what_its_yaml_and_the_configuration_say(
    endpoints: AzureMlBatchEndpoints, workspace: BatchWorkspace
) -> None:
    assert (endpoints.deployments(), endpoints.default()) == ([], None)
    endpoints.deploy(DEPLOYMENT, VERSION)
    (body,) = workspace.bodies("PUT", f"{ENDPOINT}/deployments/{DEPLOYMENT.name}")
    properties = body["properties"]
    assert properties["model"] == {"referenceType": "Id", "assetId": VERSION.location}
    assert properties["compute"] == f"{WORKSPACE}/computes/cpu-cluster"
    assert properties["resources"]["instanceCount"] == 3
    assert (properties["errorThreshold"], properties["outputAction"]) == (0, "SummaryOnly")
    assert properties["environmentId"] == f"{WORKSPACE}/environments/batch/versions/1"
    script = properties["codeConfiguration"]["scoringScript"]
    assert script == "operation/execution/batch/score.py"
    assert [name for name in workspace.files if name.endswith(script)]
    assert (endpoints.deployments(), endpoints.default()) == ([DEPLOYMENT], None)


def test_the_default_is_set_and_another_deployment_is_deleted(
    endpoints: AzureMlBatchEndpoints, workspace: BatchWorkspace
) -> None:
    endpoints.deploy(DEPLOYMENT, VERSION)
    endpoints.set_default(DEPLOYMENT.name)
    assert workspace.bodies("PUT", ENDPOINT)[-1]["properties"]["defaults"] == {"deploymentName": DEPLOYMENT.name}
    assert endpoints.default() == DEPLOYMENT.name
    other = deployment_of(VERSION, "0" * 64)
    endpoints.deploy(other, VERSION)
    assert len(endpoints.deployments()) == 2
    endpoints.delete_deployment(other.name)
    assert endpoints.deployments() == [DEPLOYMENT]


def test_what_the_service_says_of_a_deployment_that_fails_is_the_error(
    endpoints: AzureMlBatchEndpoints, workspace: BatchWorkspace
) -> None:
    path = f"{ENDPOINT}/deployments/{DEPLOYMENT.name}"
    workspace.failures[path] = {"code": "BadArgument", "message": "there is no such cluster"}
    with pytest.raises(ServiceError, match="BadArgument: there is no such cluster"):
        endpoints.deploy(DEPLOYMENT, VERSION)
