"""Alerts about the online endpoint: the rules, and which of them are broken right now."""

import json
import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from operation.configuration_sections.online_alerts import AlertMetric, AlertRule, OnlineAlerts
from operation.execution.online.endpoints import OnlineEndpoints
from operation.execution.online.observations import Observations, answers, failed, observe

RULES = "alerts.json"
LINES = 100_000
LATENCY_PER_CENT = 95


@dataclass(frozen=True)
class Alert:
    """An alert that is raised."""

    rule: str
    details: str
    # When it was raised, in seconds since 1970.
    since: float

    def __str__(self) -> str:
        """Return how messages speak of it."""
        return f"{self.rule}: {self.details}"


class Alerts(Protocol):
    """The alerts of one endpoint."""

    def set_rules(self, wanted: OnlineAlerts) -> None:
        """Make sure that exactly these rules watch the endpoint from now on, as far as their names tell."""

    def raised(self) -> Sequence[Alert]:
        """Return the alerts that are raised now."""


@dataclass(frozen=True)
class LocalAlerts:
    """Evaluates the rules on the logs of a local endpoint."""

    file: Path
    endpoints: OnlineEndpoints
    now: Callable[[], float] = time.time

    def set_rules(self, wanted: OnlineAlerts) -> None:
        """Keep the rules beside the endpoint."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_text(json.dumps(wanted.model_dump(mode="json"), indent=2) + "\n", encoding="utf-8")

    def raised(self) -> Sequence[Alert]:
        """Evaluate every rule on what all deployments have answered within its window."""
        if not self.file.is_file():
            return []
        rules = OnlineAlerts.model_validate_json(self.file.read_text(encoding="utf-8")).rules
        return [alert for rule in rules if (alert := self._alert_of(rule)) is not None]

    def _alert_of(self, rule: AlertRule) -> Alert | None:
        moment = self.now() - rule.window_minutes * 60
        lines = [line for found in self.endpoints.deployments() for line in self.endpoints.logs(found.name, LINES)]
        value = VALUES[rule.metric](observe(lines, since=moment), rule.window_minutes)
        if value <= rule.maximum:
            return None
        details = f"{rule.metric} is {value:.1f}, allowed are {rule.maximum:.1f}"
        return Alert(rule.name, details, _passed(rule, answers(lines, since=moment)))


def _passed(rule: AlertRule, found: Sequence[Mapping[str, Any]]) -> float:
    """Return when the answer was given with which there were too many bad ones for the rule."""
    bad = sorted(answer["time"] for answer in found if BAD[rule.metric](answer, rule.maximum))
    return float(bad[min(ALLOWED[rule.metric](len(found), rule), len(bad) - 1)])


VALUES: Mapping[AlertMetric, Callable[[Observations, float], float]] = {
    "failures_per_minute": lambda found, minutes: found.errors / minutes,
    "latency_95_milliseconds": lambda found, _: found.percentile(LATENCY_PER_CENT),
}
# Which answers a metric is about, and how many of them a rule lets pass.
BAD: Mapping[AlertMetric, Callable[[Mapping[str, Any], float], bool]] = {
    "failures_per_minute": lambda answer, _: failed(answer),
    "latency_95_milliseconds": lambda answer, maximum: answer["milliseconds"] > maximum,
}
ALLOWED: Mapping[AlertMetric, Callable[[int, AlertRule], int]] = {
    "failures_per_minute": lambda _, rule: math.floor(rule.maximum * rule.window_minutes),
    "latency_95_milliseconds": lambda count, _: count - math.ceil(LATENCY_PER_CENT / 100 * count),
}
