"""What the monitoring steps found out, as their records say."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from operation.execution.locations import release_directory
from operation.execution.monitoring_places import fetched_report, monitoring_places
from operation.execution.step import StepContext
from src.candidate import METADATA, MODEL_DIRECTORY, read_record
from src.errors import DataError
from src.monitor_drift import RECORD as DRIFT
from src.monitor_performance import RECORD as PERFORMANCE
from src.scored_log import in_utc

Name = Literal["drift", "performance"]


@dataclass(frozen=True)
class Finding:
    """One record, in short."""

    name: Name
    measured_at: datetime
    bad: bool
    summary: str


def read_findings(context: StepContext) -> list[Finding]:
    """Read both records; each must be there and be about the model that is released."""
    places = monitoring_places(context.configuration, context.backend)
    released = release_directory(context.configuration.environment)
    model_sha256 = read_record(released / MODEL_DIRECTORY, METADATA).get("model_sha256")
    drift = _record(fetched_report(context, places.drift_report, "drift"), DRIFT, model_sha256)
    performance = _record(fetched_report(context, places.performance_report, "performance"), PERFORMANCE, model_sha256)
    return [
        Finding("drift", _measured_at(drift), drift["drifted"] is not False, _drift_summary(drift)),
        Finding(
            "performance",
            _measured_at(performance),
            performance["worse"] is not False,
            _performance_summary(performance),
        ),
    ]


def _drift_summary(record: dict[str, Any]) -> str:
    columns = record["drifted_columns"]
    if not columns:
        return "no column drifted"
    return f"{len(columns)} column{'s' if len(columns) > 1 else ''} drifted: {', '.join(columns)}"


def _performance_summary(record: dict[str, Any]) -> str:
    if not record["judged"]:
        return f"not judged: {record['reason']}"
    metrics = record["worse_metrics"]
    return f"worse than allowed: {', '.join(metrics)}" if metrics else "every metric kept"


def _record(directory: Path, name: str, model_sha256: object) -> dict[str, Any]:
    path = directory / name
    if not path.is_file():
        message = f"{path}: there is no such file. Run the steps monitor_drift and monitor_performance first."
        raise DataError(message)
    record = read_record(directory, name)
    if record.get("model_sha256") != model_sha256:
        found = record.get("model_sha256")
        message = f"{path}: it is about model {found}, released is {model_sha256}. Run the monitoring steps again."
        raise DataError(message)
    return record


def _measured_at(record: dict[str, Any]) -> datetime:
    return in_utc(datetime.fromisoformat(record["measured_at"]), "measured_at")
