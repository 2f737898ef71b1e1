"""The cluster of an endpoint, attached by azure-ai-ml as it is; only the network answers in this process."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from operation.configuration_sections.online import SECTION as ONLINE
from operation.execution.azure_consistency import azure_complaints
from operation.execution.azure_infrastructure.additions import addition_kinds
from operation.execution.azure_infrastructure.additions.kubernetes_compute import extension_command
from operation.execution.azure_infrastructure.creation import AzureMlResources, loaded
from operation.execution.azure_infrastructure.resource import Resource
from operation.execution.azure_infrastructure.resources import FOLDER, resources_of
from operation.execution.azure_names import RULES
from operation.execution.azureml.workspace import names_of
from operation.execution.configuration import Configuration, ConfigurationFolder
from operation.execution.exit_codes import AuthenticationError, ConfigurationError, ExitCode, ServiceError
from operation.execution.online.azureml_endpoints import AzureMlOnlineEndpoints
from operation.tests.azure_answers import Respond, error, no_network
from operation.tests.azure_workspace import WORKSPACE, connected
from operation.tests.conftest import run_step
from operation.tests.unit.online.workspace_of_endpoints import EndpointWorkspace
from operation.tests.unit.test_azure_configuration import SUBSCRIPTION, configured, set_key
from operation.tests.unit.test_azureml_client import client

OTHER = SUBSCRIPTION.replace("3", "4")
KIND = "kubernetes_compute"


def cluster(name: str = "aks", subscription: str = SUBSCRIPTION) -> str:
    group = f"/subscriptions/{subscription}/resourceGroups/shared"
    return f"{group}/providers/Microsoft.ContainerService/managedClusters/{name}"


def on_kubernetes(project: Path, environment: str, cluster_id: str = '""', namespace: str = "models") -> Configuration:
    file = ConfigurationFolder(project).environment_file(environment, ONLINE.file)
    for key, value in {"compute": "kubernetes", "cluster_id": cluster_id, "namespace": namespace}.items():
        set_key(file, key, value)
    return configured(project, environment, subscription_id=SUBSCRIPTION, tenant_id=SUBSCRIPTION)


def compute_of(configuration: Configuration) -> Resource:
    (resource,) = (resource for resource in resources_of(configuration) if resource.kind == KIND)
    return resource


class Service:
    """What the workspace has; it takes what is put there."""

    def __init__(self, attached: dict[str, Any] | None = None, refusal: tuple[int, Any] | None = None) -> None:
        self.attached, self.refusal = attached, refusal
        self.put: list[dict[str, Any]] = []

    def __call__(self, method: str, path: str, body: Any) -> tuple[int, Any]:  # noqa: ANN401 - what was sent
        if "/computes/" not in path:
            return 200, {"id": path, "name": "workspace", "location": "westeurope", "properties": {}}
        if method == "PUT":
            if self.refusal:
                return self.refusal
            self.put.append(body)
            self.attached = {**body, "properties": {**body["properties"], "provisioningState": "Succeeded"}}
        if self.attached is None:
            return error(404, "ResourceNotFound", "no such compute")
        return 200, {"id": path, "name": path.rpartition("/")[2], **self.attached}


def attached_to(cluster_id: str, namespace: str = "models", state: str = "Succeeded") -> dict[str, Any]:
    properties = {
        "computeType": "Kubernetes",
        "resourceId": cluster_id,
        "provisioningState": state,
        "provisioningErrors": [{"error": {"code": "ExtensionNotInstalled"}}] if state == "Failed" else [],
        "properties": {"namespace": namespace},
    }
    return {"location": "westeurope", "properties": properties}


def attach(resource: Resource, respond: Respond) -> str:
    return AzureMlResources(client(respond), client(no_network), maximum_seconds=30).create(resource)


def test_the_cluster_is_in_the_plan_after_the_workspace(project: Path, environment: str) -> None:
    configuration = on_kubernetes(project, environment, cluster())
    kinds = [resource.kind for resource in resources_of(configuration)]
    assert kinds.index(KIND) > kinds.index("workspace")
    made: Any = loaded(compute_of(configuration))
    assert (made.type, made.resource_id, made.namespace) == ("kubernetes", cluster(), "models")
    assert made.identity.type == "system_assigned"
    assert RULES[KIND].allows(made.name)


def test_an_endpoint_on_managed_compute_has_no_cluster(project: Path, environment: str) -> None:
    on_kubernetes(project, environment, cluster())
    set_key(ConfigurationFolder(project).environment_file(environment, ONLINE.file), "compute", "managed")
    assert addition_kinds()[KIND].addition(ConfigurationFolder(project).load(environment)) is None


def test_the_endpoint_runs_on_the_compute_that_is_attached(
    project: Path, environment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    configuration = on_kubernetes(project, environment, cluster())
    endpoint = yaml.safe_load(Path("operation/execution/online/kubernetes/endpoint.yml").read_text("utf-8"))
    assert endpoint["compute"] == f"azureml:{compute_of(configuration).name}"
    renamed = configured(project, environment, names="{ kubernetes_compute: shared-aks }")
    monkeypatch.chdir(project)
    settings, names = renamed.section(ONLINE).deployment, names_of(renamed)
    workspace = EndpointWorkspace()
    with connected(workspace) as workspace_client:
        AzureMlOnlineEndpoints(workspace_client, "churn", settings, names.kubernetes_compute).create_endpoint()
    assert compute_of(renamed).name == "shared-aks"
    assert workspace.endpoint("churn")["compute"] == f"{WORKSPACE}/computes/shared-aks"


def test_a_cluster_that_is_not_attached_is_attached_once(project: Path, environment: str) -> None:
    resource, service = compute_of(on_kubernetes(project, environment, cluster())), Service()
    assert attach(resource, service) == "attached"
    assert attach(resource, service) == "attached already, left as it is"
    (body,) = service.put
    assert body["identity"] == {"type": "SystemAssigned"}
    properties = body["properties"]
    assert (properties["computeType"], properties["resourceId"]) == ("Kubernetes", cluster())
    assert properties["properties"]["namespace"] == "models"


def test_what_differs_in_upper_case_alone_is_the_same_cluster(project: Path, environment: str) -> None:
    resource = compute_of(on_kubernetes(project, environment, cluster()))
    service = Service(attached_to(cluster().replace("resourceGroups", "resourcegroups")))
    assert attach(resource, service) == "attached already, left as it is"
    assert service.put == []


@pytest.mark.parametrize(
    ("attached", "key", "expected"),
    [
        (attached_to(cluster("another")), "kubernetes.cluster_id", cluster("another")),
        (attached_to(cluster(), "others"), "kubernetes.namespace", "others"),
        ({"properties": {"computeType": "AmlCompute", "properties": {}}}, "deployment.compute", "amlcompute"),
    ],
)
def test_a_compute_of_that_name_that_is_something_else_is_refused(
    attached: dict[str, Any], key: str, expected: str, project: Path, environment: str
) -> None:
    service = Service(attached)
    with pytest.raises(ConfigurationError) as caught:
        attach(compute_of(on_kubernetes(project, environment, cluster())), service)
    first, second, *_ = str(caught.value).splitlines()
    assert first == f"operation/configuration/environment_{environment}/online.yml: {key}"
    assert second == f"  expected: {expected}, for that is what kubernetes compute kubernetes of the workspace is"
    assert "az ml compute detach --name kubernetes" in str(caught.value)
    assert service.put == []


def test_a_cluster_whose_attachment_failed_is_an_error_with_the_extension_as_its_remedy(
    project: Path, environment: str
) -> None:
    with pytest.raises(ServiceError, match="Failed: ExtensionNotInstalled") as caught:
        attach(compute_of(on_kubernetes(project, environment)), Service(attached_to(cluster(), state="Failed")))
    assert "--cluster-name <cluster> --resource-group <group>" in str(caught.value)


def test_a_refusal_of_the_service_has_the_command_that_installs_the_extension(project: Path, environment: str) -> None:
    resource = compute_of(on_kubernetes(project, environment, cluster()))
    with pytest.raises(ServiceError, match="BadRequest: the extension is missing") as caught:
        attach(resource, Service(refusal=error(400, "BadRequest", "the extension is missing")))
    assert extension_command(cluster()) in str(caught.value)
    assert "--cluster-name aks --resource-group shared" in extension_command(cluster())
    with pytest.raises(AuthenticationError):
        attach(resource, Service(refusal=error(403, "AuthorizationFailed", "no right")))


def test_without_network_nobody_is_sent_to_the_extension(project: Path, environment: str) -> None:
    resource = compute_of(on_kubernetes(project, environment, cluster()))

    def unreachable_later(method: str, path: str, body: object) -> tuple[int, Any]:
        return Service()(method, path, body) if method == "GET" else no_network(method, path, body)

    for respond in (no_network, unreachable_later):
        with pytest.raises(ServiceError, match="Check the connection") as caught:
            attach(resource, respond)
        assert "k8s-extension" not in str(caught.value)


def test_the_docs_have_the_command_of_the_error(root: Path) -> None:
    page = (root / "docs/how_to/serve_on_kubernetes.md").read_text("utf-8")
    words = extension_command("/subscriptions/s/resourceGroups/<group>/providers/p/managedClusters/<cluster>").split()
    assert " ".join(words) in " ".join(page.replace("\\\n", " ").split())


def test_without_an_id_the_owner_must_have_attached_a_cluster(project: Path, environment: str) -> None:
    resource = compute_of(on_kubernetes(project, environment))
    assert attach(resource, Service(attached_to(cluster("owned")))) == "attached already, left as it is"
    with pytest.raises(ConfigurationError) as caught:
        attach(resource, Service())
    assert f"environment_{environment}/online.yml: kubernetes.cluster_id\n" in str(caught.value)
    assert "az aks show" in str(caught.value)


@pytest.mark.parametrize(("given", "remark"), [(cluster(), ""), ('""', "attached by whoever owns the cluster")])
def test_the_dry_run_shows_the_cluster_and_who_attaches_it(
    given: str, remark: str, project: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    configuration = on_kubernetes(project, environment, given)
    options = ("--env", environment, "--backend", "azureml", "--dry-run")
    assert run_step("infrastructure", *options) == ExitCode.OK
    (part,) = [part for part in capsys.readouterr().out.split("--- # ") if part.startswith(KIND)]
    head, _, text = part.partition("\n")
    assert head.startswith(f"{KIND}, {remark}" if remark else KIND)
    assert ("," in head) is bool(remark)
    assert yaml.safe_load(text) == dict(compute_of(configuration).document)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("cluster_id", "aks"),
        ("cluster_id", f"{cluster()}/agentPools/a"),
        ("cluster_id", cluster().replace("ContainerService", "Compute")),
        ("namespace", "My_Models"),
        ("namespace", '""'),
        ("namespace", "n" * 64),
    ],
)
def test_a_wrong_value_is_refused_with_its_file_and_key(key: str, value: str, project: Path, environment: str) -> None:
    with pytest.raises(ConfigurationError, match=rf"environment_{environment}/online\.yml: kubernetes\.{key}\n"):
        on_kubernetes(project, environment, **{key: value})


def test_a_cluster_of_another_subscription_is_refused_before_anything_is_created(
    project: Path, environment: str
) -> None:
    configuration = on_kubernetes(project, environment, cluster(subscription=OTHER))
    complaints = azure_complaints(ConfigurationFolder(project), environment)
    (found,) = (complaint for complaint in complaints if "kubernetes.cluster_id" in complaint)
    assert found.startswith(f"operation/configuration/environment_{environment}/online.yml: kubernetes.cluster_id\n")
    with pytest.raises(ConfigurationError, match=f"expected: a cluster of subscription {SUBSCRIPTION}"):
        resources_of(configuration)
    assert run_step("validate_configuration") == ExitCode.CONFIGURATION


def test_every_addition_has_a_file_of_its_own() -> None:
    kinds = addition_kinds()
    assert KIND in kinds
    assert all((FOLDER / f"{kind}.yml").is_file() for kind in kinds)
