"""The collected data that a step reads, by its backend."""

from pathlib import Path

from operation.execution.azureml.workspace import client_of, names_of, sign_in, workspace_of
from operation.execution.azureml_backend import DATASTORE
from operation.execution.configuration import Configuration
from operation.execution.local_store import kept_directory
from operation.execution.online.collected import COLLECTOR, AzureMlCollectedData, CollectedData, LocalCollectedData
from operation.execution.online.connection import FOLDER


def collected_place(backend: str, configuration: Configuration) -> str:
    """Return the folder below which the deployments of an environment's endpoint collect, as a backend names it."""
    endpoint = names_of(configuration).online_endpoint
    if backend == "local":
        return (kept_directory(configuration) / FOLDER / endpoint).as_posix()
    return f"{DATASTORE}/{COLLECTOR}/{endpoint}"


def collected_data_of(backend: str, configuration: Configuration) -> CollectedData:
    """Return the collected data of an environment's endpoint."""
    endpoint = names_of(configuration).online_endpoint
    if backend == "local":
        return LocalCollectedData(Path(collected_place(backend, configuration)))
    # Azure's packages take seconds to load, and nothing local needs them.
    from azure.storage.blob import ContainerClient  # noqa: PLC0415

    store = client_of(workspace_of(configuration)).datastores.get_default()
    address = f"https://{store.account_name}.blob.{store.endpoint}"
    return AzureMlCollectedData(ContainerClient(address, store.container_name, sign_in()), endpoint)
