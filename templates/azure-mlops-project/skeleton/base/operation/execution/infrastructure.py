"""Step `infrastructure`: create what an environment has in Azure; run again, it changes nothing that is right."""

import sys
from collections.abc import Sequence

from operation.configuration_sections.azure import SECTION as AZURE
from operation.execution.azure_infrastructure.creation import AzureMlResources, create_resources, loaded
from operation.execution.azure_infrastructure.resource_manager import ResourceManager
from operation.execution.azure_infrastructure.resources import resources_of
from operation.execution.azureml.workspace import Workspace, client_of, names_of, sign_in
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
            print(f"--- # {resource.kind}\n{resource.text()}", end="")
        return
    manager = ResourceManager(sign_in())
    for resource in resources:
        if not resource.is_of_resource_manager:
            loaded(resource)
    create_resources(resources, manager, AzureMlResources(client_of(own_workspace(configuration))))


def own_workspace(configuration: Configuration) -> Workspace:
    """Return the workspace of the environment, whatever a config.json says: that one is about to be created."""
    names = names_of(configuration)
    source = f"azure.yml of {configuration.environment}"
    return Workspace(configuration.section(AZURE).subscription_id, names.resource_group, names.workspace, source)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    return run_environment_step("infrastructure", "Create what an environment has in Azure.", work, arguments)


if __name__ == "__main__":
    sys.exit(main())
