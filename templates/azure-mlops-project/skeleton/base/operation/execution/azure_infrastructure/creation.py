"""Create the resources of an environment, each after those that it needs."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from operation.execution.azure_infrastructure.resource_manager import ResourceManager
from operation.execution.azure_infrastructure.resources import Resource
from operation.execution.azureml.service_errors import service_errors
from operation.execution.exit_codes import StepTimeoutError

if TYPE_CHECKING:
    from azure.ai.ml import MLClient
    from azure.core.polling import LROPoller

MAXIMUM_SECONDS = 1800.0


def create_resources(client: "MLClient", manager: ResourceManager, resources: Sequence[Resource]) -> None:
    """Create what is missing; running it again changes nothing that is as it should be."""
    for resource in resources:
        label = f"{resource.kind.replace('_', ' ')} {resource.name}"
        if not resource.is_of_resource_manager:
            print(f"{label}: create or update", flush=True)
            create_in_azure_machine_learning(client, resource)
            continue
        identifier, version = str(resource.document["id"]), str(resource.document["api_version"])
        if manager.exists(identifier, version):
            print(f"{label}: there already, left as it is", flush=True)
            continue
        print(f"{label}: create", flush=True)
        manager.create(identifier, version, resource.document["body"], MAXIMUM_SECONDS)


def create_in_azure_machine_learning(client: "MLClient", resource: Resource) -> None:
    """Create or update a workspace, a cluster or a registry."""
    entity = loaded(resource)
    with service_errors(f"create {resource.kind} {resource.name}"):
        match resource.kind:
            case "workspace":
                poller = client.workspaces.begin_create(entity)
            case "registry":
                poller = client.registries.begin_create(entity)
            case _:
                poller = client.compute.begin_create_or_update(entity)
        finish(poller, f"{resource.kind} {resource.name}", MAXIMUM_SECONDS)


def loaded(resource: Resource) -> Any:  # noqa: ANN401 - an entity of the kind
    """Return the entity that Azure Machine Learning makes of the YAML of a resource."""
    from azure.ai.ml import load_compute, load_registry, load_workspace  # noqa: PLC0415

    loaders = {"workspace": load_workspace, "compute": load_compute, "registry": load_registry}
    with service_errors(f"read the YAML of {resource.kind} {resource.name}"):
        return loaders[resource.kind](io.StringIO(resource.text()))


def finish(poller: "LROPoller[Any]", label: str, maximum_seconds: float) -> Any:  # noqa: ANN401 - what it makes
    """Wait for an operation, no longer than stated."""
    poller.wait(maximum_seconds)
    if not poller.done():
        message = f"{label}: not ready after {maximum_seconds:.0f} s; it may still become so: run the same line again"
        raise StepTimeoutError(message)
    return poller.result()
