"""Alerts of Azure Monitor about an online endpoint of Azure Machine Learning."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from operation.configuration_sections.online_alerts import AlertMetric, AlertRule, OnlineAlerts
from operation.execution.azure_infrastructure.resource_manager import ResourceManager
from operation.execution.azureml.workspace import Workspace
from operation.execution.online.alerts import Alert

RULES_VERSION = "2018-03-01"
RAISED_VERSION = "2019-03-01"
NAMESPACE = "Microsoft.MachineLearningServices/workspaces/onlineEndpoints"
# What the endpoint answers where a deployment fails: 424 for whatever its scoring script answered but 200, 408 where it
# took too long. Azure Monitor compares each status with the limit by itself.
FAILED = ("408", "424", "500", "502", "503", "504")
METRICS: Mapping[AlertMetric, Mapping[str, Any]] = {
    "failures_per_minute": {
        "metricName": "RequestsPerMinute",
        "dimensions": [{"name": "statusCode", "operator": "Include", "values": FAILED}],
        "timeAggregation": "Average",
    },
    "latency_95_milliseconds": {"metricName": "RequestLatency_P95", "dimensions": [], "timeAggregation": "Average"},
}


@dataclass(frozen=True)
class AzureMonitorAlerts:
    """Keeps a metric alert rule for each rule, in the resource group of the workspace."""

    manager: ResourceManager
    workspace: Workspace
    endpoint: str

    @property
    def resource_group(self) -> str:
        """Return the id of the resource group."""
        return f"/subscriptions/{self.workspace.subscription_id}/resourceGroups/{self.workspace.resource_group}"

    @property
    def target(self) -> str:
        """Return the id of the endpoint."""
        workspaces = f"{self.resource_group}/providers/Microsoft.MachineLearningServices/workspaces"
        return f"{workspaces}/{self.workspace.name}/onlineEndpoints/{self.endpoint}"

    def set_rules(self, wanted: OnlineAlerts) -> None:
        """Create or change the rules; one that is no longer in the file has to be deleted in the portal."""
        for rule in wanted.rules:
            identifier = f"{self.resource_group}/providers/Microsoft.Insights/metricAlerts/{self.endpoint}-{rule.name}"
            self.manager.put(identifier, RULES_VERSION, self.body(rule, wanted.action_group))

    def body(self, rule: AlertRule, action_group: str) -> dict[str, Any]:
        """Return a rule as Azure Resource Manager wants it."""
        return {
            "location": "global",
            "properties": {
                "description": f"{rule.metric} of {self.endpoint} above {rule.maximum}",
                "severity": rule.severity,
                "enabled": True,
                "scopes": [self.target],
                "evaluationFrequency": "PT1M",
                "windowSize": f"PT{rule.window_minutes}M" if rule.window_minutes < 60 else "PT1H",  # noqa: PLR2004
                "criteria": {
                    "odata.type": "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria",
                    "allOf": [
                        {
                            "criterionType": "StaticThresholdCriterion",
                            "name": rule.name,
                            "metricNamespace": NAMESPACE,
                            "operator": "GreaterThan",
                            "threshold": rule.maximum,
                            **METRICS[rule.metric],
                        }
                    ],
                },
                "autoMitigate": True,
                "actions": [{"actionGroupId": action_group}] if action_group else [],
            },
        }

    def raised(self) -> Sequence[Alert]:
        """Return the alerts about the endpoint that Azure Monitor holds to be fired."""
        identifier = f"/subscriptions/{self.workspace.subscription_id}/providers/Microsoft.AlertsManagement/alerts"
        answer = self.manager.read(
            identifier, RAISED_VERSION, targetResource=self.target, monitorCondition="Fired", timeRange="1h"
        )
        return [_alert_of(entry) for entry in answer["value"]]


def _alert_of(entry: Mapping[str, Any]) -> Alert:
    essentials = entry["properties"]["essentials"]
    rule = str(essentials["alertRule"]).rpartition("/")[2]
    started = str(essentials["startDateTime"])
    return Alert(rule, f"severity {essentials['severity']}, since {started}", pd.Timestamp(started).timestamp())
