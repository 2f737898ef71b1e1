"""Where monitoring reads and writes, on each backend."""

from dataclasses import dataclass
from pathlib import Path

from operation.configuration_sections.monitoring import SECTION as MONITORING
from operation.execution.backend import Backend
from operation.execution.configuration import Configuration
from operation.execution.local_store import kept_directory
from operation.execution.locations import outputs_directory, release_directory
from operation.execution.step import StepContext

# Jobs are submitted as if they stood in operation/execution/jobs: from there to a folder of this computer.
ROOT_OF_JOBS = "../../../"


@dataclass(frozen=True)
class MonitoringPlaces:
    """Folders, as a backend names them."""

    model: str
    evaluation: str
    processed_data: str
    truth: str
    truth_file: str
    past: str
    scored_log: str
    whole_log: str
    drift_report: str
    performance_report: str


def monitoring_directory(environment: str) -> Path:
    """Return the folder of the reports and decisions of monitoring on this computer."""
    return outputs_directory(environment) / "monitoring"


def monitoring_places(configuration: Configuration, backend: Backend) -> MonitoringPlaces:
    """Return where the monitoring of an environment reads and writes."""
    locations = backend.locations
    here = backend.name == "local"
    outputs = outputs_directory(configuration.environment).as_posix() if here else _folder_of(locations.predictions)
    kept = kept_directory(configuration).as_posix() if here else outputs
    released = ("" if here else ROOT_OF_JOBS) + release_directory(configuration.environment).as_posix()
    performance = configuration.section(MONITORING).performance
    sample = performance.truth_source == "sample"
    return MonitoringPlaces(
        model=f"{released}/model",
        evaluation=f"{released}/evaluation",
        processed_data=locations.processed_data,
        truth=locations.raw_data,
        truth_file=configuration.settings.data.raw_file if sample else performance.truth_file,
        past=f"{outputs}/past",
        scored_log=f"{kept}/scored_log",
        # a job writes into a folder of its own below this one; the log is all of them together
        whole_log=f"{kept}/scored_log" if here else f"{outputs}/jobs",
        drift_report=f"{outputs}/monitoring/drift",
        performance_report=f"{outputs}/monitoring/performance",
    )


def fetched_report(context: StepContext, location: str, name: str) -> Path:
    """Return the folder of a report on this computer; one that a job wrote is downloaded."""
    if context.backend.name == "local":
        return Path(location)
    from operation.execution.azureml.job_record import read_job_record  # noqa: PLC0415 - only needed there
    from operation.execution.azureml.jobs import AzureMlJobs  # noqa: PLC0415
    from operation.execution.azureml.workspace import client_of, workspace_of  # noqa: PLC0415

    writer = read_job_record(context.configuration.environment).writer(location)
    target = monitoring_directory(context.configuration.environment) / f"{name}-{writer.job}"
    if not target.is_dir():
        target.parent.mkdir(parents=True, exist_ok=True)
        AzureMlJobs(client_of(workspace_of(context.configuration))).download(writer.job, writer.output, target)
    return target


def _folder_of(location: str) -> str:
    return location.rpartition("/")[0]
