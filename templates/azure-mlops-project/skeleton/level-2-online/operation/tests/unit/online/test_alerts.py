import json
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import ValidationError

from operation.configuration_sections.online_alerts import OnlineAlerts
from operation.execution.exit_codes import ServiceError
from operation.execution.online.alerts import LocalAlerts
from operation.execution.online.local_endpoints import LocalOnlineEndpoints
from operation.execution.online.rollout import deploy
from operation.tests.unit.online.conftest import Versions


def rules(maximum: float = 0, metric: str = "failures_per_minute") -> dict[str, object]:
    rule = {"name": "rule", "metric": metric, "maximum": maximum, "window_minutes": 5, "severity": 1}
    return {"action_group": "", "rules": [rule]}


@pytest.fixture
def alerts(serving: LocalOnlineEndpoints, tmp_path: Path) -> LocalAlerts:
    """Return alerts without a rule yet."""
    return LocalAlerts(tmp_path / "online" / "alerts.json", serving)


def test_without_rules_and_without_failures_there_is_no_alert(alerts: LocalAlerts, versions: Versions) -> None:
    assert list(alerts.raised()) == []
    alerts.set_rules(OnlineAlerts.model_validate(rules()))
    alerts.endpoints.invoke(versions.request)
    assert list(alerts.raised()) == []


def test_failures_of_any_deployment_raise_an_alert_until_they_are_past(
    alerts: LocalAlerts, versions: Versions, broken: Path
) -> None:
    alerts.set_rules(OnlineAlerts.model_validate(rules()))
    deploy(alerts.endpoints, versions.wanted(2, broken))
    with pytest.raises(ServiceError):
        alerts.endpoints.invoke(versions.request, "green")
    assert [str(alert) for alert in alerts.raised()] == ["rule: failures_per_minute is 0.2, allowed are 0.0"]
    later = LocalAlerts(alerts.file, alerts.endpoints, now=lambda: alerts.now() + 301)
    assert list(later.raised()) == []


def test_slow_answers_raise_an_alert(alerts: LocalAlerts, versions: Versions) -> None:
    alerts.set_rules(OnlineAlerts.model_validate(rules(0.0001, "latency_95_milliseconds")))
    alerts.endpoints.invoke(versions.request)
    assert [alert.rule for alert in alerts.raised()] == ["rule"]


@pytest.mark.parametrize(
    ("metric", "maximum", "bad"),
    [("failures_per_minute", 0.4, {"status": 500}), ("latency_95_milliseconds", 50, {"milliseconds": 51})],
)
def test_an_alert_is_raised_since_the_answer_that_was_one_too_many(
    alerts: LocalAlerts, metric: str, maximum: float, bad: dict[str, float]
) -> None:
    alerts.set_rules(OnlineAlerts.model_validate(rules(maximum, metric)))
    folder = alerts.file.parent / "endpoint" / "blue"
    good = {"event": "scored", "status": 200, "milliseconds": 1}
    # Two of forty are let pass, by either rule.
    answers = [{**good, "time": 1000 + second} | (bad if second in {3, 5, 7} else {}) for second in range(40)]
    (folder / "log.jsonl").write_text("\n".join(map(json.dumps, answers)), "utf-8")
    (alert,) = replace(alerts, now=lambda: 1100).raised()
    assert alert.since == 1007
    answers[7] = {**good, "time": 1007}
    (folder / "log.jsonl").write_text("\n".join(map(json.dumps, answers)), "utf-8")
    assert list(replace(alerts, now=lambda: 1100).raised()) == []


def test_two_rules_of_one_name_are_refused() -> None:
    twice = rules()
    assert isinstance(twice["rules"], list)
    twice["rules"] *= 2
    with pytest.raises(ValidationError, match="a name of its own for each rule, not "):
        OnlineAlerts.model_validate(twice)
