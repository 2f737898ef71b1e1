"""Hand a monitor over to Azure Machine Learning."""

from pathlib import Path

from azure.ai.ml import MLClient
from azure.ai.ml.entities import MonitorSchedule
from azure.ai.ml.entities._load_functions import load_schedule  # the SDK loads schedules nowhere else

from operation.execution.azureml.service_errors import service_errors
from operation.execution.exit_codes import ConfigurationError


def load_monitor(file: Path) -> MonitorSchedule:
    """Read a monitor as the command line `az ml schedule create` does."""
    monitor = load_schedule(str(file))
    if not isinstance(monitor, MonitorSchedule):
        message = f"{file}: expected a schedule with create_monitor, found {type(monitor).__name__}"
        raise ConfigurationError(message)
    return monitor


def hand_over(client: MLClient, file: Path) -> str:
    """Create or change the monitor in the workspace, and say so."""
    monitor = load_monitor(file)
    with service_errors(f"apply the monitor {monitor.name}"):
        client.schedules.begin_create_or_update(monitor).result()
    return f"Azure Machine Learning keeps the monitor {monitor.name}"
