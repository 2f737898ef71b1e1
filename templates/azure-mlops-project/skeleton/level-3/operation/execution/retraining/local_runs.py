"""Trainings that are started from this computer: the step `training_pipeline`, and a file of when it was started."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from operation.execution import training_pipeline
from operation.execution.exit_codes import ExitCode
from operation.execution.locations import outputs_directory
from operation.execution.whole_directory import write_whole
from src.errors import CoreError, DataError
from src.scored_log import in_utc

FILE = "retraining.json"


class TrainingFailedError(CoreError):
    """The training that was started failed; its exit code is that of the training."""

    def __init__(self, message: str, exit_code: int) -> None:
        """Keep the exit code."""
        super().__init__(message)
        self.exit_code = exit_code


@dataclass(frozen=True)
class LocalRuns:
    """Trains in the training environment, on a backend."""

    environment: str
    backend: str

    @property
    def file(self) -> Path:
        """Return the file of what was started."""
        return outputs_directory(self.environment) / FILE

    def last_started(self) -> datetime | None:
        """Return when a training was last started here."""
        starts = self._starts()
        return in_utc(datetime.fromisoformat(starts[-1]["started_at"]), str(self.file)) if starts else None

    def start(self, now: datetime, reasons: tuple[str, ...]) -> str:
        """Write down that a training starts, and run it to its end."""
        # first the note: a training that fails must not start again at once
        write_whole(self.file, [*self._starts(), {"started_at": now.isoformat(), "reasons": list(reasons)}])
        arguments = ["--env", self.environment, "--backend", self.backend]
        code = training_pipeline.main(arguments)
        if code != ExitCode.OK:
            message = f"training_pipeline {' '.join(arguments)} ended with exit code {code}, see above"
            raise TrainingFailedError(message, code)
        return f"trained here, in {self.environment}"

    def _starts(self) -> list[dict[str, str]]:
        if not self.file.is_file():
            return []
        try:
            starts: list[dict[str, str]] = json.loads(self.file.read_text(encoding="utf-8"))
            for entry in starts:
                datetime.fromisoformat(entry["started_at"])
        except (ValueError, KeyError, TypeError) as error:
            message = f"{self.file}: expected what this step wrote: {error!r}. Delete the file to end the cool-down."
            raise DataError(message) from error
        return starts
