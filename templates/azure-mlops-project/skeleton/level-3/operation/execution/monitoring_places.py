"""Where monitoring reads and writes, on each backend."""

from dataclasses import dataclass
from pathlib import Path

from operation.configuration_sections.monitoring import SECTION as MONITORING
from operation.execution.backend import Backend
from operation.execution.configuration import Configuration
from operation.execution.locations import local_locations, outputs_directory, release_directory

HOLDOUT_FILE = "holdout.csv"


@dataclass(frozen=True)
class MonitoringPlaces:
    """Folders, as a backend names them."""

    model: str
    evaluation: str
    reference_data: str
    processed_data: str
    truth: str
    truth_file: str
    past: str
    scored_log: str
    drift_report: str
    performance_report: str


def monitoring_directory(environment: str) -> Path:
    """Return the folder of the reports and decisions of monitoring."""
    return outputs_directory(environment) / "monitoring"


def monitoring_places(configuration: Configuration, backend: Backend) -> MonitoringPlaces:
    """Return where the monitoring of an environment reads and writes."""
    environment, locations = configuration.environment, backend.locations
    released = release_directory(environment).as_posix()
    performance = configuration.section(MONITORING).performance
    sample = performance.truth_source == "sample"
    outputs = outputs_directory(environment).as_posix()
    training = local_locations(configuration.project.training_environment)
    return MonitoringPlaces(
        model=f"{released}/model",
        evaluation=f"{released}/evaluation",
        reference_data=training.processed_data,
        processed_data=locations.processed_data,
        truth=locations.processed_data if sample else locations.raw_data,
        truth_file=HOLDOUT_FILE if sample else performance.truth_file,
        past=f"{outputs}/past",
        scored_log=f"{outputs}/scored_log",
        drift_report=f"{outputs}/monitoring/drift",
        performance_report=f"{outputs}/monitoring/performance",
    )
