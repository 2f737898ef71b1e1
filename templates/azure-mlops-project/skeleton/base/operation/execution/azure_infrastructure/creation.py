"""Create the resources of an environment, each after those that it needs."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from operation.execution.azure_infrastructure.additions import addition_kinds
from operation.execution.azure_infrastructure.resource import Resource
from operation.execution.azureml.service_errors import service_errors
from operation.execution.exit_codes import StepTimeoutError

if TYPE_CHECKING:
    from azure.ai.ml import MLClient

MAXIMUM_SECONDS = 1800.0


class LongOperation(Protocol):
    """What the service is still doing."""

    def wait(self, timeout: float) -> None:
        """Wait until it is done, or so many seconds."""

    def done(self) -> bool:
        """Tell whether it is done."""

    def result(self) -> object:
        """Return what it made, or raise as it failed."""


class ResourceCreator(Protocol):
    """Creates resources of one service."""

    def create(self, resource: Resource) -> str:
        """Make sure that a resource is there, and return what was done for it."""


def create_resources(
    resources: Sequence[Resource], resource_manager: ResourceCreator, machine_learning: ResourceCreator
) -> None:
    """Create what is missing; running it again changes nothing that is as it should be."""
    for resource in resources:
        creator = resource_manager if resource.is_of_resource_manager else machine_learning
        print(f"{resource.label}: {creator.create(resource)}", flush=True)


@dataclass(frozen=True)
class AzureMlResources:
    """Creates workspaces, clusters and registries; those have a resource group, and so a client, of their own."""

    client: "MLClient"
    registry_client: "MLClient"
    maximum_seconds: float = MAXIMUM_SECONDS

    def create(self, resource: Resource) -> str:
        """Create or update a resource and wait until it is ready."""
        if resource.kind in (kinds := addition_kinds()):
            return kinds[resource.kind].create(self.client, resource, self.maximum_seconds)
        entity = loaded(resource)
        with service_errors(f"create {resource.label}"):
            match resource.kind:
                case "workspace":
                    poller = self.client.workspaces.begin_create(entity)
                case "registry":
                    poller = self.registry_client.registries.begin_create(entity)
                case _:
                    poller = self.client.compute.begin_create_or_update(entity)
            finish(poller, resource.label, self.maximum_seconds)
        return "created, or brought up to date"


def loaded(resource: Resource) -> Any:  # noqa: ANN401 - an entity of the kind
    """Return the entity that Azure Machine Learning makes of the YAML of a resource."""
    from azure.ai.ml import load_compute, load_registry, load_workspace  # noqa: PLC0415

    load: Callable[..., Any] = {"workspace": load_workspace, "registry": load_registry}.get(resource.kind, load_compute)
    with service_errors(f"read the YAML of {resource.label}"):
        return load(io.StringIO(resource.text()))


def finish(poller: LongOperation, label: str, maximum_seconds: float) -> None:
    """Wait for an operation, no longer than stated."""
    poller.wait(maximum_seconds)
    if not poller.done():
        message = f"{label}: not ready after {maximum_seconds:.0f} s; it may still become so: run the same line again"
        raise StepTimeoutError(message)
    poller.result()
