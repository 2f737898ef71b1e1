"""Step `infrastructure`: create what an environment has in Azure; run again, it changes nothing that is right."""

import sys
from collections.abc import Sequence

from operation.execution.azure_infrastructure.creation import AzureMlResources, create_resources, loaded
from operation.execution.azure_infrastructure.resource_manager import ResourceManager
from operation.execution.azure_infrastructure.resources import resources_of
from operation.execution.azureml.workspace import Workspace, client_of, names_of, sign_in, subscription_of
from operation.execution.configuration import Configuration
from operation.execution.step import StepContext, run_environment_step


def work(context: StepContext) -> None:
    """Create the resources, or print them."""
    configuration = context.configuration
    if context.backend.name == "local":
        print("nothing to create: with --backend local, jobs, models and endpoints are folders below outputs/")
        return
    resources = resources_of(configuration)
    if context.dry_run:
        print("dry run, nothing is created:")
        for resource in resources:
            remark = f", {resource.remark}" if resource.remark else ""
            print(f"--- # {resource.kind}{remark}\n{resource.text()}", end="")
        return
    manager = ResourceManager(sign_in())
    for resource in resources:
        if not resource.is_of_resource_manager:
            loaded(resource)
    of_workspace, of_registry = places_of(configuration)
    create_resources(resources, manager, AzureMlResources(client_of(of_workspace), client_of(of_registry)))


def places_of(configuration: Configuration) -> tuple[Workspace, Workspace]:
    """Return where the workspace is about to be, whatever a config.json says, and where the registry is."""
    names, source = names_of(configuration), f"azure.yml of {configuration.environment}"
    subscription = subscription_of(configuration)
    own, shared = (
        Workspace(subscription, group, names.workspace, source)
        for group in (names.resource_group, names.registry_resource_group)
    )
    return own, shared


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    return run_environment_step("infrastructure", "Create what an environment has in Azure.", work, arguments)


if __name__ == "__main__":
    sys.exit(main())
