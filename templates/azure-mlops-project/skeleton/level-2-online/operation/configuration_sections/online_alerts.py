"""`online_alerts.yml`: what the online endpoint of an environment raises an alert about."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator

from operation.execution.section import Section
from operation.execution.yaml_files import Slug, StrictModel

AlertMetric = Literal["failures_per_minute", "latency_95_milliseconds"]
WindowMinutes = Literal[1, 5, 15, 30, 60]


class AlertRule(StrictModel):
    """An alert is raised while the metric is above the maximum, over the window."""

    name: Slug
    metric: AlertMetric
    maximum: Annotated[float, Field(ge=0)]
    window_minutes: WindowMinutes
    # 0 is critical, 4 is verbose.
    severity: Annotated[int, Field(ge=0, le=4)]


class OnlineAlerts(StrictModel):
    """The file."""

    # Empty, or the resource id of the action group that tells people.
    action_group: Annotated[str, StringConstraints(pattern=r"^(/subscriptions/[^\s]+)?$")]
    rules: Annotated[list[AlertRule], Field(min_length=1)]

    @field_validator("rules")
    @classmethod
    def _names_differ(cls, rules: list[AlertRule]) -> list[AlertRule]:
        names = [rule.name for rule in rules]
        if len(set(names)) < len(names):
            message = f"a name of its own for each rule, not {', '.join(names)}"
            raise ValueError(message)
        return rules


SECTION = Section(file="online_alerts.yml", scope="environment", model=OnlineAlerts)
