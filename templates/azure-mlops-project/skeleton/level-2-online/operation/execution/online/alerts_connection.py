"""The alerts that a step works on, by its backend."""

from operation.execution.azureml.workspace import names_of, sign_in, workspace_of
from operation.execution.configuration import Configuration
from operation.execution.locations import outputs_directory
from operation.execution.online.alerts import RULES, Alerts, LocalAlerts
from operation.execution.online.connection import FOLDER
from operation.execution.online.endpoints import OnlineEndpoints


def alerts_of(backend: str, configuration: Configuration, endpoints: OnlineEndpoints) -> Alerts:
    """Return the alerts of an environment's endpoint."""
    if backend == "local":
        return LocalAlerts(outputs_directory(configuration.environment) / FOLDER / RULES, endpoints)
    # Azure's packages take seconds to load, and nothing local needs them.
    from operation.execution.azure_infrastructure.resource_manager import ResourceManager  # noqa: PLC0415
    from operation.execution.online.azureml_alerts import AzureMonitorAlerts  # noqa: PLC0415

    endpoint = names_of(configuration).online_endpoint
    return AzureMonitorAlerts(ResourceManager(sign_in()), workspace_of(configuration), endpoint)
