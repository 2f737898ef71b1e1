"""The batch endpoint that a step works on, by its backend."""

from operation.configuration_sections.azure import SECTION as AZURE
from operation.configuration_sections.batch import SECTION as BATCH
from operation.execution.azureml.workspace import client_of, names_of, workspace_of
from operation.execution.batch.batch_endpoints import BatchEndpoints
from operation.execution.batch.deployment_file import mini_batch_size
from operation.execution.batch.local_batch_endpoints import LocalBatchEndpoints
from operation.execution.configuration import ENVIRONMENT_PREFIX, Configuration
from operation.execution.exit_codes import ConfigurationError
from operation.execution.local_store import kept_directory

FOLDER = "batch_endpoint"


def endpoints_of(backend: str, configuration: Configuration) -> BatchEndpoints:
    """Return the batch endpoint of an environment."""
    names = names_of(configuration)
    if backend == "local":
        folder = kept_directory(configuration) / FOLDER
        return LocalBatchEndpoints(names.batch_endpoint, folder, mini_batch_size())
    require_cluster(configuration)
    # Azure's packages take seconds to load, and nothing local needs them.
    from operation.execution.batch.azureml_batch_endpoints import AzureMlBatchEndpoints  # noqa: PLC0415

    client = client_of(workspace_of(configuration))
    return AzureMlBatchEndpoints(client, names.batch_endpoint, names.compute, configuration.section(BATCH))


def require_cluster(configuration: Configuration) -> None:
    """Refuse an environment without a cluster: batch deployments do not run on serverless compute."""
    found = configuration.section(AZURE).jobs.run_on
    if found != "cluster":
        message = (
            f"{ENVIRONMENT_PREFIX}{configuration.environment}/azure.yml: jobs.run_on\n"
            f"  expected: cluster, because batch deployments run on no other compute\n  found:    {found}\n"
            "  remedy:   Write cluster, and run the infrastructure step."
        )
        raise ConfigurationError(message)
