"""`monitoring.yml`: what is watched in an environment, and when the model is trained again."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints
from typing_extensions import Self

from operation.execution.named_metrics import NamedMetric
from operation.execution.section import Section
from operation.execution.yaml_files import StrictModel

Days = Annotated[float, Field(gt=0)]
Share = Annotated[float, Field(ge=0, le=1)]
Probability = Annotated[float, Field(gt=0, lt=1)]
Loss = Annotated[float, Field(ge=0)]
FileName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]+$")]
Column = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_]+$")]
Reason = Literal["drift", "performance", "age"]


class ScoredData(StrictModel):
    """Where the log of what was scored comes from, and how long it is kept."""

    source: Literal["sample", "log"]
    keep_days: Days
    window_days: Days
    maximum_age_hours: Days


class DriftLimits(StrictModel):
    """Distances from which on a column has drifted."""

    psi: Annotated[float, Field(gt=0)]
    jensen_shannon: Annotated[float, Field(gt=0, le=1)]


class Drift(StrictModel):
    """When data has drifted."""

    minimum_rows: Annotated[int, Field(ge=2)]
    bins: Annotated[int, Field(ge=2, le=100)]
    significance: Probability
    default: DriftLimits
    columns: dict[Column, DriftLimits]
    ignored_columns: list[Column]
    maximum_drifted_columns: Annotated[int, Field(ge=0)]

    def arguments(self) -> str:
        """Return what the core script is told."""
        own = [f"--limits {name}={limits.psi},{limits.jensen_shannon}" for name, limits in sorted(self.columns.items())]
        parts = [
            f"--minimum-rows {self.minimum_rows}",
            f"--bins {self.bins}",
            f"--significance {self.significance}",
            f"--psi {self.default.psi}",
            f"--jensen-shannon {self.default.jensen_shannon}",
            f"--maximum-drifted-columns {self.maximum_drifted_columns}",
        ]
        return " ".join([*parts, *own, *(f"--ignore {name}" for name in self.ignored_columns)])


class Performance(StrictModel):
    """When a model has become worse."""

    # sample: the raw data, whose truth is known. file: the file below data/raw.
    truth_source: Literal["sample", "file"]
    truth_file: FileName
    label_delay_days: Annotated[float, Field(ge=0)]
    window_days: Days
    minimum_rows: Annotated[int, Field(ge=1)]
    minimum_coverage: Share
    allowed_losses: Annotated[dict[str, Loss], Field(min_length=1)]

    def arguments(self) -> str:
        """Return what the core script is told."""
        parts = [
            f"--window-days {self.window_days}",
            f"--minimum-rows {self.minimum_rows}",
            f"--minimum-coverage {self.minimum_coverage}",
        ]
        return " ".join([*parts, *(f"--allowed-loss {name}={loss}" for name, loss in self.allowed_losses.items())])


class Retraining(StrictModel):
    """What is a reason to train again, and how often that may be."""

    reasons: list[Reason]
    maximum_model_age_days: Days
    cool_down_hours: Days


class MonitoringSettings(StrictModel):
    """The file."""

    scored_data: ScoredData
    drift: Drift
    performance: Performance
    retraining: Retraining
    alert_emails: list[Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+$")]]

    def named_metrics(self) -> list[NamedMetric]:
        """Return the metrics that the file names."""
        losses = self.performance.allowed_losses
        return [NamedMetric(f"performance.allowed_losses.{metric}", metric) for metric in losses]

    def rehearsed(self) -> Self:
        """Watch the sample, whose truth is known at once and whose rows are few."""
        truth = {"truth_source": "sample", "label_delay_days": 0.0, "minimum_rows": 1}
        return self.model_copy(
            update={
                "scored_data": self.scored_data.model_copy(update={"source": "sample"}),
                "drift": self.drift.model_copy(update={"minimum_rows": 2}),
                "performance": self.performance.model_copy(update=truth),
            }
        )


SECTION = Section(file="monitoring.yml", scope="environment", model=MonitoringSettings)
