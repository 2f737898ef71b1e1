"""The Kubernetes (AKS) cluster that the online endpoint runs on: attached once, and left as it is from then on."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from operation.configuration_sections.azure import SECTION as AZURE
from operation.configuration_sections.online import SECTION as ONLINE
from operation.execution.azure_infrastructure.additions import Addition
from operation.execution.azure_infrastructure.creation import finish, loaded
from operation.execution.azure_infrastructure.resource import Resource
from operation.execution.azureml.service_errors import service_errors
from operation.execution.configuration import ENVIRONMENT_PREFIX, Configuration
from operation.execution.exit_codes import ConfigurationError, ServiceError
from operation.execution.yaml_files import complaint

if TYPE_CHECKING:
    from azure.ai.ml import MLClient

KIND = "kubernetes"
KEY = "kubernetes.cluster_id"
FAILED = ("Failed", "Canceled")
NO_CLUSTER = f"attached by whoever owns the cluster, for {KEY} in {ONLINE.file} is empty"
WRITE_THE_ID = "Write what `az aks show --name <cluster> --resource-group <group> --query id --output tsv` prints."


def addition(configuration: Configuration) -> Addition | None:
    """Return the cluster of an environment whose endpoint runs on one."""
    settings = configuration.section(ONLINE)
    if settings.deployment.compute != KIND:
        return None
    cluster, namespace = settings.kubernetes.cluster_id, settings.kubernetes.namespace
    file = Path("operation/configuration", f"{ENVIRONMENT_PREFIX}{configuration.environment}", ONLINE.file)
    _require_the_subscription(file, cluster, configuration.section(AZURE).subscription_id)
    values = {"kubernetes_cluster_id": cluster or None, "kubernetes_namespace": namespace}
    return Addition(values, file, "" if cluster else NO_CLUSTER)


def create(client: "MLClient", resource: Resource, maximum_seconds: float) -> str:
    """Attach the cluster, unless it is attached already."""
    found = _attached(client, resource)
    if found is not None:
        _require_the_same(resource, found)
        return "attached already, left as it is"
    if "resource_id" not in resource.document:
        expected = f"the id of an AKS cluster, or a {resource.label} that is attached to the workspace already"
        raise ConfigurationError(complaint(resource.source, KEY, expected, "'', and no such compute", WRITE_THE_ID))
    try:
        with service_errors(f"attach {resource.label}"):
            finish(client.compute.begin_create_or_update(loaded(resource)), resource.label, maximum_seconds)
    except ServiceError as error:
        if not _came_from_the_service(error):
            raise
        message = f"{error}\n{_remedy(resource)}"
        raise ServiceError(message) from error
    return "attached"


def extension_command(cluster_id: str) -> str:
    """Return what puts the extension of Azure Machine Learning on a cluster."""
    _, _, _, _, group, *_, cluster = cluster_id.split("/")
    return (
        "az k8s-extension create --name azureml --extension-type Microsoft.AzureML.Kubernetes "
        f"--cluster-type managedClusters --cluster-name {cluster} --resource-group {group} --scope cluster "
        "--config enableInference=True inferenceRouterServiceType=LoadBalancer sslCname=<host name> "
        "--config-protected sslCertPemFile=<file> sslKeyPemFile=<file>"
    )


def _attached(client: "MLClient", resource: Resource) -> Any:  # noqa: ANN401 - a compute of azure.ai.ml, or None
    from azure.core.exceptions import ResourceNotFoundError  # noqa: PLC0415

    with service_errors(f"look for {resource.label}"):
        try:
            return client.compute.get(resource.name)
        except ResourceNotFoundError:
            return None


def _require_the_subscription(file: Path, cluster: str, subscription: str) -> None:
    """Azure Machine Learning attaches no AKS cluster of another subscription."""
    if cluster and subscription and cluster.split("/")[2].lower() != subscription.lower():
        expected = f"a cluster of subscription {subscription}, as in {AZURE.file}"
        remedy = "Take a cluster of that subscription: Azure Machine Learning attaches no AKS cluster of another one."
        raise ConfigurationError(complaint(file, KEY, expected, cluster, remedy))


def _require_the_same(resource: Resource, found: Any) -> None:  # noqa: ANN401 - a compute of azure.ai.ml
    """Refuse a compute of the same name that is something else, or that was never attached properly."""
    of_configuration = {
        "deployment.compute": KIND,
        KEY: resource.document.get("resource_id"),
        "kubernetes.namespace": resource.document["namespace"],
    }
    of_workspace = {
        "deployment.compute": found.type,
        KEY: found.resource_id,
        "kubernetes.namespace": getattr(found, "namespace", None),
    }
    detach = f"detach the compute with `az ml compute detach --name {resource.name}` and the names of its workspace"
    for key, wanted in of_configuration.items():
        if wanted is not None and str(of_workspace[key]).lower() != str(wanted).lower():
            expected = f"{of_workspace[key]}, for that is what {resource.label} of the workspace is"
            remedy = f"Correct it; or {detach}; or name another one under names.kubernetes_compute in {AZURE.file}."
            raise ConfigurationError(complaint(resource.source, key, expected, str(wanted), remedy))
    state = str(getattr(found.provisioning_state, "value", found.provisioning_state))
    if state in FAILED:
        message = (
            f"{resource.label}\n  expected: attached\n"
            f"  found:    {state}: {found.provisioning_errors}\n"
            f"  remedy:   Do as follows, then {detach}, and run the same line again.\n{_remedy(resource)}"
        )
        raise ServiceError(message)


def _remedy(resource: Resource) -> str:
    """Return what the service most often misses."""
    cluster = str(resource.document.get("resource_id") or "/subscriptions/…/resourceGroups/<group>/…/<cluster>")
    return (
        "            The cluster needs the extension of Azure Machine Learning, which this step does not install:\n"
        f"            {extension_command(cluster)}\n"
        "            docs/how_to/serve_on_kubernetes.md says what else it needs."
    )


def _came_from_the_service(error: ServiceError) -> bool:
    from azure.core.exceptions import HttpResponseError  # noqa: PLC0415

    return isinstance(error.__cause__, HttpResponseError)
