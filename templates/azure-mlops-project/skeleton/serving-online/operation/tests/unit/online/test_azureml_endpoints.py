from dataclasses import replace
from pathlib import Path

import pytest
from azure.ai.ml._utils._asset_utils import get_ignore_file, get_upload_files_from_folder
from azure.ai.ml.entities import CodeConfiguration, Environment, KubernetesOnlineDeployment, ManagedOnlineDeployment
from azure.core.exceptions import ClientAuthenticationError

from operation.configuration_sections.online import DeploymentSettings
from operation.execution.exit_codes import AuthenticationError, StepTimeoutError
from operation.execution.online import http_invocation
from operation.execution.online.azureml_endpoints import AzureMlOnlineEndpoints
from operation.execution.online.endpoints import Answer, Deployment
from operation.execution.online.rollout import Wanted, delete_others, deploy, give_all_traffic
from operation.execution.online.situation import situation_of
from operation.execution.registry.model_registry import ModelVersion
from operation.tests.unit.online.workspace_of_endpoints import EndpointWorkspace

MANAGED = DeploymentSettings(compute="managed", instance_type="Standard_F4s_v2", instance_count=3, collect_data=True)
KUBERNETES = DeploymentSettings(compute="kubernetes", instance_type="small", instance_count=2, collect_data=False)
BLUE = Deployment("blue", "model", 10, "sha", "fingerprint", 1)


def wanted(number: int) -> Wanted:
    version = ModelVersion("registry", "model", str(number), "sha", {}, f"azureml:model:{number}")
    return Wanted(version, f"fingerprint-of-{number}")


@pytest.fixture
def workspace(root: Path, monkeypatch: pytest.MonkeyPatch) -> EndpointWorkspace:
    """Return an empty workspace; the current folder is the project."""
    monkeypatch.chdir(root)
    return EndpointWorkspace()


@pytest.fixture
def endpoints(workspace: EndpointWorkspace) -> AzureMlOnlineEndpoints:
    """Return an endpoint of the workspace, on managed compute."""
    waited: list[float] = []
    return AzureMlOnlineEndpoints(workspace, "churn-dev", MANAGED, "kube", {"project": "churn"}, wait=waited.append)


def test_a_managed_deployment_is_its_yaml_with_what_the_configuration_says(endpoints: AzureMlOnlineEndpoints) -> None:
    made = endpoints.deployment(BLUE, wanted(10).version)
    assert isinstance(made, ManagedOnlineDeployment)
    assert (made.name, made.endpoint_name, made.instance_type, made.instance_count) == (
        "blue",
        "churn-dev",
        "Standard_F4s_v2",
        3,
    )
    assert str(made.model) == "model:10"
    assert isinstance(made.environment, Environment)
    assert made.environment.name == "serving"
    assert made.tags["project"] == "churn"
    assert Deployment.from_tags("blue", made.tags, ready=True) == BLUE
    assert set(made.data_collector.collections) == {"model_inputs", "model_outputs"}
    assert made.environment_variables == {"COLLECT_DATA": "true"}
    assert endpoints.endpoint().auth_mode == "aad_token"


def test_a_deployment_on_kubernetes_runs_the_same_scoring_script(endpoints: AzureMlOnlineEndpoints) -> None:
    managed = endpoints.deployment(BLUE, wanted(10).version)
    on_kubernetes = replace(endpoints, settings=KUBERNETES)
    made = on_kubernetes.deployment(BLUE, wanted(10).version)
    assert isinstance(made, KubernetesOnlineDeployment)
    for found in (made.code_configuration, managed.code_configuration):
        assert isinstance(found, CodeConfiguration)
        assert found.scoring_script == "operation/execution/online/score.py"
    assert (made.instance_type, made.data_collector) == ("small", None)
    assert on_kubernetes.endpoint().compute.endswith("kube")


def test_the_scoring_script_and_the_core_scripts_are_uploaded_and_nothing_else_of_the_project(root: Path) -> None:
    ignored = get_ignore_file(str(root))
    uploaded = {entry[1] for entry in get_upload_files_from_folder(str(root), prefix="", ignore_file=ignored)}
    assert {"operation/execution/online/score.py", "operation/execution/online/scoring.py", "src/score.py"} <= uploaded
    assert not [name for name in uploaded if not name.startswith(("src/", "operation/")) or "configuration" in name]


def test_a_rollout_calls_the_service_as_the_sdk_allows(
    endpoints: AzureMlOnlineEndpoints, workspace: EndpointWorkspace
) -> None:
    assert (list(endpoints.deployments()), endpoints.traffic(), endpoints.mirror()) == ([], {}, {})
    give_all_traffic(endpoints, deploy(endpoints, wanted(9)))
    deployment = deploy(endpoints, wanted(10))
    assert (deployment.name, deployment.replaces) == ("green", 9)
    endpoints.set_mirror({"green": 10})
    assert workspace.endpoints["churn-dev"].mirror_traffic == {"green": 10}
    give_all_traffic(endpoints, deployment)
    delete_others(endpoints, deployment)
    assert str(situation_of(endpoints)) == "green (version 10) 100 %"
    assert endpoints.logs("green", 2) == ["churn-dev green"] * 2


def test_a_deployment_that_is_being_changed_is_waited_for(
    endpoints: AzureMlOnlineEndpoints, workspace: EndpointWorkspace
) -> None:
    deploy(endpoints, wanted(9))
    workspace.states = ["Creating", "Creating", "Failed"]
    assert [found.ready for found in endpoints.deployments()] == [False]
    workspace.states = ["Deleting"] * 1000
    with pytest.raises(StepTimeoutError, match="still changing"):
        endpoints.deployments()


def test_requests_go_to_the_address_of_the_endpoint_with_its_token(
    endpoints: AzureMlOnlineEndpoints, monkeypatch: pytest.MonkeyPatch
) -> None:
    endpoints.create_endpoint()
    endpoints.create_endpoint()
    asked: list[http_invocation.Target] = []

    def ask(target: http_invocation.Target, *_: object) -> Answer:
        asked.append(target)
        return Answer({}, "blue", 0.1)

    monkeypatch.setattr("operation.execution.online.azureml_endpoints.ask", ask)
    assert endpoints.invoke({"records": []}).deployment == "blue"
    assert endpoints.invoke({"records": []}, "blue").deployment == "blue"
    assert asked == [http_invocation.Target("https://nowhere.invalid/score", "token")] * 2


def test_what_azure_refuses_has_its_exit_code(
    endpoints: AzureMlOnlineEndpoints, workspace: EndpointWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: str) -> None:
        raise ClientAuthenticationError

    monkeypatch.setitem(workspace.calls, "get", refuse)
    with pytest.raises(AuthenticationError, match="az login"):
        endpoints.traffic()
