"""Batch deployments by azure-ai-ml as it is: its requests, which a workspace in this process answers."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from operation.configuration_sections.batch import SECTION as BATCH
from operation.execution.batch.azureml_batch_endpoints import AzureMlBatchEndpoints
from operation.execution.batch.batch_endpoints import deployment_of
from operation.execution.batch.batch_rollout import ensure_deployed
from operation.execution.configuration import ConfigurationFolder
from operation.execution.exit_codes import ServiceError
from operation.execution.registry.model_registry import ModelVersion
from operation.tests.azure_workspace import WORKSPACE, connected
from operation.tests.unit.workspace_of_batch_endpoints import BatchWorkspace

VERSION = ModelVersion("mlr", "model", "7", "a" * 64, {}, "azureml://registries/mlr/models/model/versions/7")
ENDPOINT = "batchEndpoints/churn-batch"
DEPLOYMENT = deployment_of(VERSION, "f" * 64)


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
    newer = ModelVersion("mlr", "model", "10", "b" * 64, {}, "azureml://registries/mlr/models/model/versions/10")
    other = deployment_of(newer, "0" * 64)
    endpoints.deploy(other, newer)
    assert endpoints.default() == DEPLOYMENT.name
    assert endpoints.deployments() == [DEPLOYMENT, other]
    endpoints.delete_deployment(other.name)
    assert endpoints.deployments() == [DEPLOYMENT]


def test_the_same_version_with_other_code_stands_beside_the_one_that_scores_and_one_made_by_hand_is_left_alone(
    endpoints: AzureMlBatchEndpoints, workspace: BatchWorkspace
) -> None:
    other = deployment_of(VERSION, "0" * 64)
    for deployment in (DEPLOYMENT, other):
        endpoints.deploy(deployment, VERSION)
    path = f"{ENDPOINT}/deployments"
    assert workspace.kept[f"{path}/{other.name}"]["tags"]["fingerprint"] == other.fingerprint
    workspace.keep(f"{path}/by-hand", {"location": "westeurope", "properties": {}})
    assert sorted(endpoints.deployments(), key=lambda found: found.name) == [other, DEPLOYMENT]


def test_what_the_service_says_of_a_deployment_that_fails_is_the_error(
    endpoints: AzureMlBatchEndpoints, workspace: BatchWorkspace
) -> None:
    path = f"{ENDPOINT}/deployments/{DEPLOYMENT.name}"
    workspace.failures[path] = {"code": "BadArgument", "message": "there is no such cluster"}
    with pytest.raises(ServiceError, match="BadArgument: there is no such cluster"):
        endpoints.deploy(DEPLOYMENT, VERSION)


def test_a_deployment_whose_creation_failed_is_deleted_and_made_again_once(
    endpoints: AzureMlBatchEndpoints, workspace: BatchWorkspace
) -> None:
    path = f"{ENDPOINT}/deployments/{DEPLOYMENT.name}"
    workspace.failures[path] = {"code": "OutOfCapacity", "message": "no node could be had"}
    with pytest.raises(ServiceError, match="OutOfCapacity"):
        endpoints.deploy(DEPLOYMENT, VERSION)
    assert endpoints.deployments() == [replace(DEPLOYMENT, ready=False)]
    workspace.failures.clear()
    for _ in range(2):
        ensure_deployed(endpoints, DEPLOYMENT, VERSION)
    assert endpoints.deployments() == [DEPLOYMENT]
    changes = [sent.method for sent in workspace.sent if sent.path == path and sent.method != "GET"]
    assert changes == ["PUT", "DELETE", "PUT"]
