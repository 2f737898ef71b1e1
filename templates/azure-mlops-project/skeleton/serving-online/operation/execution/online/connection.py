"""The endpoint that a step works on, by its backend."""

from operation.configuration_sections.online import SECTION as ONLINE
from operation.execution.azureml.workspace import client_of, names_of, workspace_of
from operation.execution.configuration import Configuration
from operation.execution.local_store import kept_directory
from operation.execution.online.endpoints import OnlineEndpoints
from operation.execution.online.local_endpoints import LocalOnlineEndpoints
from operation.execution.provenance import git_sha

FOLDER = "online"


def endpoints_of(backend: str, configuration: Configuration) -> OnlineEndpoints:
    """Return the endpoint of an environment."""
    names = names_of(configuration)
    settings = configuration.section(ONLINE).deployment
    if backend == "local":
        folder = kept_directory(configuration) / FOLDER / names.online_endpoint
        return LocalOnlineEndpoints(folder, settings.collect_data)
    # Azure's packages take seconds to load, and nothing local needs them.
    from operation.execution.online.azureml_endpoints import AzureMlOnlineEndpoints  # noqa: PLC0415

    tags = {"project": configuration.project.project_name, "git_sha": git_sha()}
    client = client_of(workspace_of(configuration))
    return AzureMlOnlineEndpoints(client, names.online_endpoint, settings, names.kubernetes_compute, tags)
