"""Online endpoints, by azure-ai-ml as it is; only the network answers in this process."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from operation.configuration_sections.online import DeploymentSettings
from operation.execution.exit_codes import AuthenticationError, ServiceError, StepTimeoutError
from operation.execution.online import http_invocation
from operation.execution.online.azureml_endpoints import AzureMlOnlineEndpoints
from operation.execution.online.endpoints import Answer, Deployment
from operation.execution.online.rollout import Wanted, delete_others, deploy, give_all_traffic
from operation.execution.online.situation import situation_of
from operation.execution.registry.model_registry import ModelVersion
from operation.tests.azure_answers import error, token_for
from operation.tests.azure_workspace import STORAGE, WORKSPACE, connected
from operation.tests.unit.online.workspace_of_endpoints import EndpointWorkspace
from operation.tests.unit.test_azureml_client import client

MANAGED = DeploymentSettings(compute="managed", instance_type="Standard_F4s_v2", instance_count=3, collect_data=False)
KUBERNETES = DeploymentSettings(compute="kubernetes", instance_type="small", instance_count=2, collect_data=False)
BLUE = Deployment("blue", "model", 10, "sha", "fingerprint", 1)


def wanted(number: int) -> Wanted:
    version = ModelVersion("registry", "model", str(number), "sha", {}, f"azureml:model:{number}")
    return Wanted(version, f"fingerprint-of-{number}")


@pytest.fixture
def workspace() -> EndpointWorkspace:
    """Return an empty workspace."""
    return EndpointWorkspace()


@pytest.fixture
def endpoints(
    workspace: EndpointWorkspace, root: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[AzureMlOnlineEndpoints]:
    """Return an endpoint of the workspace, on managed compute; the current folder is the project."""
    monkeypatch.chdir(root)
    with connected(workspace) as client:
        yield AzureMlOnlineEndpoints(client, "churn-dev", MANAGED, "kube", {"project": "churn"}, wait=lambda _: None)


@pytest.fixture
def collecting(endpoints: AzureMlOnlineEndpoints) -> AzureMlOnlineEndpoints:
    """Return the endpoint, whose deployments keep requests and answers."""
    return replace(endpoints, settings=MANAGED.model_copy(update={"collect_data": True}))


@pytest.fixture
def on_kubernetes(endpoints: AzureMlOnlineEndpoints) -> AzureMlOnlineEndpoints:
    """Return the endpoint on the attached cluster."""
    return replace(endpoints, settings=KUBERNETES)


def test_a_managed_deployment_is_its_yaml_with_what_the_configuration_says(
    endpoints: AzureMlOnlineEndpoints, workspace: EndpointWorkspace
) -> None:
    endpoints.create_endpoint()
    endpoints.create_deployment(BLUE, wanted(10).version)
    (endpoint,) = workspace.bodies("PUT", "onlineEndpoints/churn-dev")
    assert (endpoint["properties"]["authMode"], endpoint["tags"]) == ("AADToken", {"project": "churn"})
    assert "compute" not in endpoint["properties"]
    (body,) = workspace.bodies("PUT", "onlineEndpoints/churn-dev/deployments/blue")
    properties = body["properties"]
    assert properties["endpointComputeType"] == "Managed"
    assert (properties["instanceType"], body["sku"]["capacity"]) == ("Standard_F4s_v2", 3)
    assert properties["model"] == f"{WORKSPACE}/models/model/versions/10"
    assert properties["environmentId"] == f"{WORKSPACE}/environments/serving/versions/1"
    assert properties["codeConfiguration"]["scoringScript"] == "operation/execution/online/score.py"
    assert properties["environmentVariables"] == {"COLLECT_DATA": "false"}
    assert "dataCollector" not in properties
    assert properties["requestSettings"] == {"maxConcurrentRequestsPerInstance": 2, "requestTimeout": "PT5S"}
    assert properties["readinessProbe"]["initialDelay"] == "PT10S"
    assert body["tags"]["project"] == "churn"
    assert endpoints.deployments() == [BLUE]


def test_what_is_collected_is_data_of_the_workspace(
    collecting: AzureMlOnlineEndpoints, workspace: EndpointWorkspace
) -> None:
    collecting.create_endpoint()
    collecting.create_deployment(BLUE, wanted(10).version)
    properties = workspace.deployment("churn-dev", "blue")["properties"]
    assert properties["environmentVariables"] == {"COLLECT_DATA": "true"}
    collections = properties["dataCollector"]["collections"]
    assert set(collections) == {"model_inputs", "model_outputs"}
    for name, collected in collections.items():
        asset = f"data/churn-dev-blue-{name}/versions/1"
        assert collected == {"dataCollectionMode": "Enabled", "dataId": f"{WORKSPACE}/{asset}"}
        assert workspace.kept[asset]["properties"]["dataUri"].endswith(f"/modelDataCollector/churn-dev/blue/{name}")


def test_a_released_model_is_taken_from_the_registry(
    endpoints: AzureMlOnlineEndpoints, workspace: EndpointWorkspace
) -> None:
    location = "azureml://registries/mlr/models/churn-model/versions/7"
    endpoints.create_endpoint()
    endpoints.create_deployment(BLUE, replace(wanted(7).version, location=location))
    assert workspace.deployment("churn-dev", "blue")["properties"]["model"] == location


def test_a_deployment_on_kubernetes_runs_the_same_scoring_script(
    on_kubernetes: AzureMlOnlineEndpoints, workspace: EndpointWorkspace
) -> None:
    give_all_traffic(on_kubernetes, deploy(on_kubernetes, wanted(10)))
    created, changed = workspace.bodies("PUT", "onlineEndpoints/churn-dev")
    for body in (created, changed):
        assert body["properties"]["compute"] == f"{WORKSPACE}/computes/kube"
        assert (body["properties"]["authMode"], body["properties"]["mirrorTraffic"]) == ("AMLToken", {})
    assert changed["properties"]["traffic"] == {"blue": 100}
    (body,) = workspace.bodies("PUT", "onlineEndpoints/churn-dev/deployments/blue")
    properties = body["properties"]
    assert (properties["endpointComputeType"], properties["instanceType"]) == ("Kubernetes", "small")
    assert body["sku"]["capacity"] == 2
    assert properties["codeConfiguration"]["scoringScript"] == "operation/execution/online/score.py"
    assert properties["containerResourceRequirements"]["containerResourceLimits"] == {"cpu": "1", "memory": "2Gi"}
    assert "dataCollector" not in properties
    assert str(situation_of(on_kubernetes)) == "blue (version 10) 100 %"


def test_the_scoring_script_and_the_core_scripts_are_uploaded_and_nothing_else_of_the_project(
    endpoints: AzureMlOnlineEndpoints, workspace: EndpointWorkspace, root: Path
) -> None:
    endpoints.create_endpoint()
    endpoints.create_deployment(BLUE, wanted(10).version)
    code = workspace.deployment("churn-dev", "blue")["properties"]["codeConfiguration"]["codeId"]
    uri = workspace.kept[code.removeprefix(f"{WORKSPACE}/")]["properties"]["codeUri"]
    prefix = uri.removeprefix(f"{STORAGE}/") + "/"
    uploaded = {
        name.removeprefix(prefix): content for name, content in workspace.files.items() if name.startswith(prefix)
    }
    script = "operation/execution/online/score.py"
    assert {script, "operation/execution/online/scoring.py", "src/score.py"} <= uploaded.keys()
    assert not [name for name in uploaded if not name.startswith(("src/", "operation/")) or "configuration" in name]
    assert uploaded[script] == (root / script).read_bytes()


def test_the_image_is_built_of_the_locked_packages(
    endpoints: AzureMlOnlineEndpoints, workspace: EndpointWorkspace, root: Path
) -> None:
    endpoints.create_endpoint()
    endpoints.create_deployment(BLUE, wanted(10).version)
    context = workspace.kept["environments/serving/versions/1"]["properties"]["build"]["contextUri"]
    folder = root / "operation/execution/environments/serving"
    for file in folder.iterdir():
        assert workspace.files[context.removeprefix(f"{STORAGE}/") + file.name] == file.read_bytes()


def test_a_rollout_moves_all_traffic_and_mirrors_on_its_way(
    endpoints: AzureMlOnlineEndpoints, workspace: EndpointWorkspace
) -> None:
    assert (list(endpoints.deployments()), endpoints.traffic(), endpoints.mirror()) == ([], {}, {})
    give_all_traffic(endpoints, deploy(endpoints, wanted(9)))
    deployment = deploy(endpoints, wanted(10))
    assert (deployment.name, deployment.replaces) == ("green", 9)
    assert endpoints.traffic() == {"blue": 100}
    endpoints.set_mirror({"green": 10})
    assert (endpoints.traffic(), endpoints.mirror()) == ({"blue": 100}, {"green": 10})
    give_all_traffic(endpoints, deployment)
    delete_others(endpoints, deployment)
    assert str(situation_of(endpoints)) == "green (version 10) 100 %"
    shares = [
        (body["properties"]["traffic"], body["properties"]["mirrorTraffic"])
        for body in workspace.bodies("PUT", "onlineEndpoints/churn-dev")
    ]
    assert shares == [
        ({}, {}),
        ({"blue": 100}, {}),
        ({"blue": 100}, {"green": 10}),
        ({"blue": 100}, {}),
        ({"green": 100}, {}),
    ]
    assert [sent.path for sent in workspace.sent if sent.method == "DELETE"] == [
        "onlineEndpoints/churn-dev/deployments/blue"
    ]
    assert endpoints.logs("green", 2) == ["churn-dev green"] * 2
    assert workspace.bodies("POST", "onlineEndpoints/churn-dev/deployments/green/getLogs") == [{"tail": 2}]


def test_what_the_service_refuses_leaves_the_traffic_as_it_was(
    endpoints: AzureMlOnlineEndpoints, workspace: EndpointWorkspace
) -> None:
    give_all_traffic(endpoints, deploy(endpoints, wanted(9)))
    for shares in ({"green": 100}, {"blue": 90}):
        with pytest.raises(ServiceError, match="BadArgument: traffic"):
            endpoints.set_traffic(shares)
    with pytest.raises(ServiceError, match="BadArgument: blue has traffic"):
        endpoints.delete_deployment("blue")
    assert workspace.endpoint("churn-dev")["traffic"] == endpoints.traffic() == {"blue": 100}


def test_a_deployment_that_never_starts_is_an_error_and_the_next_try_takes_its_place(
    endpoints: AzureMlOnlineEndpoints, workspace: EndpointWorkspace
) -> None:
    path = "onlineEndpoints/churn-dev/deployments/blue"
    workspace.failures[path] = {"code": "ResourceNotReady", "message": "User container has crashed"}
    with pytest.raises(ServiceError, match="ResourceNotReady: User container has crashed"):
        deploy(endpoints, wanted(9))
    assert [found.ready for found in endpoints.deployments()] == [False]
    workspace.failures.clear()
    assert deploy(endpoints, wanted(9)).name == "blue"
    assert [(sent.method, sent.path) for sent in workspace.sent if sent.path == path] == [
        ("PUT", path),
        ("DELETE", path),
        ("PUT", path),
    ]
    assert [found.ready for found in endpoints.deployments()] == [True]


def test_a_deployment_that_is_being_changed_is_waited_for(
    endpoints: AzureMlOnlineEndpoints, workspace: EndpointWorkspace
) -> None:
    deploy(endpoints, wanted(9))
    properties = workspace.deployment("churn-dev", "blue")["properties"]
    states = ["Updating", "Failed"]
    properties["provisioningState"] = "Creating"
    waiting = replace(endpoints, wait=lambda _: properties.update(provisioningState=states.pop(0)))
    assert [found.ready for found in waiting.deployments()] == [False]
    assert states == []
    properties["provisioningState"] = "Deleting"
    with pytest.raises(StepTimeoutError, match="still changing"):
        endpoints.deployments()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[http_invocation.Target]:
    """Return where requests go to; none goes there."""
    targets: list[http_invocation.Target] = []

    def ask(target: http_invocation.Target, *_: object) -> Answer:
        targets.append(target)
        return Answer({}, "blue", 0.1)

    monkeypatch.setattr("operation.execution.online.azureml_endpoints.ask", ask)
    return targets


def test_requests_go_to_the_address_of_the_endpoint_with_the_token_of_who_is_signed_in(
    endpoints: AzureMlOnlineEndpoints, asked: list[http_invocation.Target]
) -> None:
    endpoints.create_endpoint()
    endpoints.create_endpoint()
    assert endpoints.invoke({"records": []}).deployment == "blue"
    assert endpoints.invoke({"records": []}, "blue").deployment == "blue"
    assert (
        asked
        == [http_invocation.Target("https://nowhere.invalid/score", token_for("https://ml.azure.com/.default"))] * 2
    )


def test_a_token_of_an_endpoint_on_kubernetes_is_renewed_before_it_expires(
    on_kubernetes: AzureMlOnlineEndpoints, workspace: EndpointWorkspace, asked: list[http_invocation.Target]
) -> None:
    on_kubernetes.create_endpoint()
    for name, seconds in (("first", 3600), ("unused", 3600)):
        workspace.token |= {"accessToken": name, "expiryTimeUtc": int(time.time()) + seconds}
        on_kubernetes.invoke({"records": []})
    fresh = replace(on_kubernetes)
    for name, seconds in (("short", 60), ("second", 3600)):
        workspace.token |= {"accessToken": name, "expiryTimeUtc": int(time.time()) + seconds}
        fresh.invoke({"records": []})
    assert [target.token for target in asked] == ["first", "first", "short", "second"]


def test_what_azure_refuses_has_its_exit_code() -> None:
    refused = client(lambda *_: error(401, "InvalidAuthenticationToken", "expired"))
    with pytest.raises(AuthenticationError, match="az login"):
        AzureMlOnlineEndpoints(refused, "churn-dev", MANAGED).traffic()
