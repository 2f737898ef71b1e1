"""Jobs of a workspace: submit, look, cancel, fetch logs and outputs."""

import io
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from operation.execution.azureml.service_errors import service_errors
from operation.execution.exit_codes import ServiceError

if TYPE_CHECKING:
    from azure.ai.ml import MLClient

COMPLETED, FAILED, CANCELED = "Completed", "Failed", "Canceled"
FINAL_STATES = frozenset({COMPLETED, FAILED, CANCELED})
LOG = "std_log.txt"


@dataclass(frozen=True)
class SubmittedJob:
    """A job that the service knows."""

    name: str
    url: str


@dataclass(frozen=True)
class ChildJob:
    """A component's run inside a pipeline job."""

    name: str
    title: str
    status: str


class Jobs(Protocol):
    """What the backend asks of a workspace."""

    def submit(self, text: str, folder: Path) -> SubmittedJob:
        """Submit the YAML of a job, as if it were in a folder."""

    def status(self, name: str) -> str:
        """Return how far a job is."""

    def children(self, name: str) -> Sequence[ChildJob]:
        """Return the runs of the components of a pipeline job."""

    def log(self, name: str) -> str:
        """Return what a component's run has printed; nothing if it never came so far."""

    def cancel(self, name: str) -> None:
        """Ask for the end of a job."""

    def download(self, name: str, output: str, to: Path) -> None:
        """Write the files of an output into a folder."""


@dataclass(frozen=True)
class AzureMlJobs:
    """The jobs of a workspace of Azure Machine Learning."""

    client: "MLClient"

    def submit(self, text: str, folder: Path) -> SubmittedJob:
        """Submit the YAML of a job, as if it were in a folder."""
        from azure.ai.ml import load_job  # noqa: PLC0415

        with service_errors("submit the job"):
            job = self.client.jobs.create_or_update(
                load_job(io.StringIO(text), relative_origin=str(folder / "job.yml"))
            )
        return SubmittedJob(str(job.name), str(job.studio_url or ""))

    def status(self, name: str) -> str:
        """Return how far a job is."""
        with service_errors(f"ask for job {name}"):
            return _text(self.client.jobs.get(name).status)

    def children(self, name: str) -> Sequence[ChildJob]:
        """Return the runs of the components of a pipeline job."""
        with service_errors(f"ask for the runs of job {name}"):
            found = [job for job in self.client.jobs.list(parent_job_name=name) if job is not None]
        return [ChildJob(str(job.name), str(job.display_name or job.name), _text(job.status)) for job in found]

    def log(self, name: str) -> str:
        """Return what a component's run has printed; nothing if it never came so far."""
        with tempfile.TemporaryDirectory() as folder, service_errors(f"fetch the log of {name}"):
            self.client.jobs.download(name, download_path=folder)
            logs = sorted(Path(folder).rglob(LOG))
            return "\n".join(log.read_text(encoding="utf-8", errors="replace") for log in logs)

    def cancel(self, name: str) -> None:
        """Ask for the end of a job."""
        with service_errors(f"cancel job {name}"):
            self.client.jobs.begin_cancel(name)

    def download(self, name: str, output: str, to: Path) -> None:
        """Write the files of an output into a folder."""
        with tempfile.TemporaryDirectory(dir=to.parent) as folder:
            with service_errors(f"download output {output} of job {name}"):
                self.client.jobs.download(name, download_path=folder, output_name=output)
            source = Path(folder, "named-outputs", output)
            if not source.is_dir():
                message = (
                    f"output {output} of job {name}\n  expected: files\n  found:    none\n"
                    "  remedy:   Look at the job in the Azure ML studio: the component that writes it has not run."
                )
                raise ServiceError(message)
            source.rename(to)


def _text(status: object) -> str:
    """Return a status as text: azure-ai-ml gives some as members of an enumeration."""
    return str(getattr(status, "value", status))
