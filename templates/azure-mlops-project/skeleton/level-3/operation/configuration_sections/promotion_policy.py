"""`promotion_policy.yml`: what a model must be to be released into an environment without anybody deciding."""

from typing import Annotated, Literal, get_args

from pydantic import Field, model_validator
from typing_extensions import Self

from operation.execution.named_metrics import NamedMetric, limited_metrics
from operation.execution.section import Section
from operation.execution.yaml_files import StrictModel

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class Window(StrictModel):
    """When a release may happen, in UTC."""

    days: Annotated[list[Weekday], Field(min_length=1)]
    from_hour: Annotated[int, Field(ge=0, le=23)]
    until_hour: Annotated[int, Field(ge=1, le=24)]

    @model_validator(mode="after")
    def _not_empty(self) -> Self:
        if self.from_hour >= self.until_hour:
            message = f"from_hour before until_hour, which is {self.until_hour}"
            raise ValueError(message)
        return self


class Overrides(StrictModel):
    """Whether the policy may be overridden here, and how much of a reason that takes."""

    allowed: bool
    minimum_reason_characters: Annotated[int, Field(ge=10)]


class PromotionPolicy(StrictModel):
    """The file."""

    minimums: dict[str, float]
    maximums: dict[str, float]
    minimum_holdout_rows: Annotated[int, Field(ge=1)]
    champion_comparison: bool
    window: Window
    overrides: Overrides

    def named_metrics(self) -> list[NamedMetric]:
        """Return the metrics that the file names."""
        return limited_metrics(self.minimums, self.maximums)

    def rehearsed(self) -> Self:
        """Demand of a model that learns from the sample, at any time, no more than the gate does."""
        any_time = Window(days=list(get_args(Weekday)), from_hour=0, until_hour=24)
        demands = {"minimums": {}, "maximums": {}, "minimum_holdout_rows": 1, "window": any_time}
        return self.model_copy(update=demands)


SECTION = Section(file="promotion_policy.yml", scope="environment", model=PromotionPolicy)
