"""What is remembered of submitted jobs, so that a later step can wait for them and fetch what they wrote."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from operation.execution.azureml.jobs import SubmittedJob
from operation.execution.exit_codes import ConfigurationError
from operation.execution.locations import outputs_directory
from operation.execution.whole_directory import write_whole

FILE = "jobs.json"


@dataclass(frozen=True)
class Writer:
    """The job and the output that wrote to a location, and where that really is."""

    job: str
    output: str
    path: str


@dataclass
class JobRecord:
    """The latest job that wrote to each location, and the one that nobody has waited for yet."""

    path: Path
    writers: dict[str, Writer] = field(default_factory=dict)
    pending: SubmittedJob | None = None

    def submitted(self, job: SubmittedJob, outputs: Mapping[str, str], folder: str) -> None:
        """Remember a job and the output that it writes to each location."""
        self.pending = job
        for location, output in outputs.items():
            self.writers[location] = Writer(job.name, output, f"{folder}/{output}")
        self._write()

    def waited(self) -> None:
        """Remember that nobody has to wait any more."""
        self.pending = None
        self._write()

    def pending_job(self) -> SubmittedJob:
        """Return the job that was submitted and not waited for."""
        if self.pending is None:
            message = (
                f"{self.path.as_posix()}\n  expected: a job that was submitted\n  found:    none\n"
                "  remedy:   Run training_pipeline with --no-wait first, in the same folder."
            )
            raise ConfigurationError(message)
        return self.pending

    def read(self, location: str) -> str:
        """Return where what is at a location was really written; what no job wrote is where it says."""
        return self.writers[location].path if location in self.writers else location

    def writer(self, location: str) -> Writer:
        """Return the job that wrote to a location."""
        if location not in self.writers:
            message = (
                f"{self.path.as_posix()}\n  expected: the job that wrote {location}\n  found:    none\n"
                "  remedy:   Run train, evaluate and gate, or training_pipeline, first, in the same folder."
            )
            raise ConfigurationError(message)
        return self.writers[location]

    def _write(self) -> None:
        writers = {location: asdict(writer) for location, writer in self.writers.items()}
        write_whole(self.path, {"pending": asdict(self.pending) if self.pending else None, "writers": writers})


def read_job_record(environment: str) -> JobRecord:
    """Read what is remembered for an environment; at first it is nothing."""
    path = outputs_directory(environment) / FILE
    if not path.is_file():
        return JobRecord(path)
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        writers = {location: Writer(**entry) for location, entry in content["writers"].items()}
        return JobRecord(path, writers, SubmittedJob(**content["pending"]) if content["pending"] else None)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        message = (
            f"{path.as_posix()}\n  expected: what a step wrote\n  found:    {error!r}\n  remedy:   Delete the file."
        )
        raise ConfigurationError(message) from error
