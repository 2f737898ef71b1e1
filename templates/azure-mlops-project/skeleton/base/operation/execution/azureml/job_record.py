"""What is remembered of submitted jobs, so that a later step can wait for them and fetch what they wrote."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from operation.execution.azureml.jobs import SubmittedJob
from operation.execution.exit_codes import ConfigurationError
from operation.execution.locations import outputs_directory
from operation.execution.whole_directory import write_whole

FILE = "jobs.json"


@dataclass
class JobRecord:
    """The latest job that wrote to each location, and the one that nobody has waited for yet."""

    path: Path
    writers: dict[str, dict[str, str]] = field(default_factory=dict)
    pending: dict[str, str] = field(default_factory=dict)

    def submitted(self, job: SubmittedJob, outputs: dict[str, str]) -> None:
        """Remember a job and the output that it writes to each location."""
        self.pending = {"name": job.name, "url": job.url}
        for location, output in outputs.items():
            self.writers[location] = {"job": job.name, "output": output}
        self._write()

    def waited(self) -> None:
        """Remember that nobody has to wait any more."""
        self.pending = {}
        self._write()

    def pending_job(self) -> SubmittedJob:
        """Return the job that was submitted and not waited for."""
        if not self.pending:
            message = (
                f"{self.path.as_posix()}\n  expected: a job that was submitted\n  found:    none\n"
                "  remedy:   Run training_pipeline with --no-wait first, in the same folder."
            )
            raise ConfigurationError(message)
        return SubmittedJob(self.pending["name"], self.pending["url"])

    def writer(self, location: str) -> tuple[str, str]:
        """Return the job and the output that wrote to a location."""
        if location not in self.writers:
            message = (
                f"{self.path.as_posix()}\n  expected: the job that wrote {location}\n  found:    none\n"
                "  remedy:   Run train, evaluate and gate, or training_pipeline, first, in the same folder."
            )
            raise ConfigurationError(message)
        return self.writers[location]["job"], self.writers[location]["output"]

    def _write(self) -> None:
        write_whole(self.path, {"pending": self.pending, "writers": self.writers})


def read_job_record(environment: str) -> JobRecord:
    """Read what is remembered for an environment; at first it is nothing."""
    path = outputs_directory(environment) / FILE
    if not path.is_file():
        return JobRecord(path)
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return JobRecord(path, content["writers"], content["pending"])
    except (ValueError, KeyError) as error:
        message = (
            f"{path.as_posix()}\n  expected: what a step wrote\n  found:    {error!r}\n  remedy:   Delete the file."
        )
        raise ConfigurationError(message) from error
