"""Alerts about the online endpoint: the rules, and which of them are broken right now."""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from operation.configuration_sections.online_alerts import AlertMetric, AlertRule, OnlineAlerts
from operation.execution.online.endpoints import OnlineEndpoints
from operation.execution.online.observations import Observations, observe

RULES = "alerts.json"
LINES = 100_000
LATENCY_PER_CENT = 95


@dataclass(frozen=True)
class Alert:
    """An alert that is raised."""

    rule: str
    details: str

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
        since = self.now() - rule.window_minutes * 60
        lines = [line for found in self.endpoints.deployments() for line in self.endpoints.logs(found.name, LINES)]
        value = VALUES[rule.metric](observe(lines, since=since), rule.window_minutes)
        if value <= rule.maximum:
            return None
        return Alert(rule.name, f"{rule.metric} is {value:.1f}, allowed are {rule.maximum:.1f}")


VALUES: dict[AlertMetric, Callable[[Observations, float], float]] = {
    "failures_per_minute": lambda found, minutes: found.errors / minutes,
    "latency_95_milliseconds": lambda found, _: found.percentile(LATENCY_PER_CENT),
}
