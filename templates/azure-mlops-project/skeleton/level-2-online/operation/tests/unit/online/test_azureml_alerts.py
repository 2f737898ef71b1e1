import json
from datetime import datetime, timezone
from types import SimpleNamespace
from typing import Any

import pytest

from operation.configuration_sections.online_alerts import AlertRule, OnlineAlerts
from operation.execution.azureml.workspace import Workspace
from operation.execution.online.azureml_alerts import METRICS, AzureMonitorAlerts

WORKSPACE = Workspace("0000", "rg-churn-dev", "mlw-churn-dev", "azure.yml")
# More digits than a datetime holds, as Azure Monitor writes them.
STARTED = "2026-01-02T03:04:05.7391253Z"
GROUP = "/subscriptions/0000/resourceGroups/rg/providers/microsoft.insights/actionGroups/people"


class Manager(SimpleNamespace):
    """Keeps what is written, and answers as Azure Monitor documents it."""

    def put(self, identifier: str, api_version: str, body: dict[str, Any]) -> None:
        self.written.append((identifier, api_version, json.loads(json.dumps(body))))

    def read(self, identifier: str, api_version: str, **parameters: str) -> dict[str, Any]:
        self.asked.append((identifier, api_version, parameters))
        essentials = {"alertRule": "/subscriptions/x/metricAlerts/slow", "severity": "Sev2", "startDateTime": STARTED}
        return {"value": [{"properties": {"essentials": essentials}}]}


@pytest.fixture
def manager() -> Manager:
    """Return a resource manager that nothing was asked of."""
    return Manager(written=[], asked=[])


@pytest.fixture
def alerts(manager: Manager) -> AzureMonitorAlerts:
    """Return the alerts of an endpoint."""
    return AzureMonitorAlerts(manager, WORKSPACE, "churn-dev")  # type: ignore[arg-type] # only two of its calls matter


def rule(metric: str, window: int = 5) -> AlertRule:
    content = {"name": "rule", "metric": metric, "maximum": 1.5, "window_minutes": window, "severity": 2}
    return AlertRule.model_validate(content)


@pytest.mark.parametrize("metric", sorted(METRICS))
def test_each_rule_becomes_a_metric_alert_on_the_endpoint(
    alerts: AzureMonitorAlerts, manager: Manager, metric: str
) -> None:
    alerts.set_rules(OnlineAlerts(action_group=GROUP, rules=[rule(metric)]))
    identifier, version, body = manager.written[0]
    assert identifier.endswith("/resourceGroups/rg-churn-dev/providers/Microsoft.Insights/metricAlerts/churn-dev-rule")
    assert version == "2018-03-01"
    properties = body["properties"]
    assert properties["scopes"] == [alerts.target]
    assert properties["actions"] == [{"actionGroupId": GROUP}]
    criterion = properties["criteria"]["allOf"][0]
    assert (criterion["threshold"], criterion["operator"]) == (1.5, "GreaterThan")
    assert criterion["metricName"] in {"RequestsPerMinute", "RequestLatency_P95"}


def test_a_scoring_script_that_fails_counts_though_the_endpoint_answers_424_for_it(
    alerts: AzureMonitorAlerts, manager: Manager
) -> None:
    alerts.set_rules(OnlineAlerts(action_group=GROUP, rules=[rule("failures_per_minute")]))
    _, _, body = manager.written[0]
    (dimension,) = body["properties"]["criteria"]["allOf"][0]["dimensions"]
    assert (dimension["name"], dimension["operator"]) == ("statusCode", "Include")
    assert {"408", "424", "500", "503"} <= set(dimension["values"])
    assert not {"200", "400", "401", "403", "429"} & set(dimension["values"])


def test_without_an_action_group_nobody_is_told(alerts: AzureMonitorAlerts) -> None:
    assert alerts.body(rule("failures_per_minute"), "")["properties"]["actions"] == []


@pytest.mark.parametrize(("minutes", "written"), [(1, "PT1M"), (30, "PT30M"), (60, "PT1H")])
def test_windows_are_those_that_azure_monitor_knows(alerts: AzureMonitorAlerts, minutes: int, written: str) -> None:
    assert alerts.body(rule("failures_per_minute", minutes), "")["properties"]["windowSize"] == written


def test_fired_alerts_are_asked_for_by_endpoint(alerts: AzureMonitorAlerts, manager: Manager) -> None:
    (alert,) = alerts.raised()
    assert str(alert) == f"slow: severity Sev2, since {STARTED}"
    assert alert.since == pytest.approx(datetime(2026, 1, 2, 3, 4, 5, 739125, tzinfo=timezone.utc).timestamp())
    _, _, parameters = manager.asked[0]
    assert parameters["targetResource"] == alerts.target
    assert parameters["monitorCondition"] == "Fired"
