"""Step `apply_monitor`: let Azure Machine Learning watch what the online endpoint is sent.

With the local backend there is no service to hand the monitor to: the step writes the YAML that it would hand over.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from operation.configuration_sections.monitoring import SECTION as MONITORING
from operation.configuration_sections.online import SECTION as ONLINE
from operation.execution.azureml.workspace import client_of, workspace_of
from operation.execution.configuration import Configuration
from operation.execution.monitoring_places import monitoring_directory
from operation.execution.online.connection import endpoints_of
from operation.execution.step import StepContext, run_environment_step
from operation.execution.yaml_files import read_yaml
from src.errors import ModelError

FILE = Path(__file__).parents[1] / "monitoring" / "endpoint_monitor.yml"
WRITTEN = "endpoint_monitor.yml"
# Signals of the file are called as the metric that they have.
PSI, JENSEN_SHANNON = "population_stability_index", "jensen_shannon_distance"
DRY_RUN = "the-one-with-most-traffic"
NOTHING_COLLECTED = (
    "no monitor is applied: deployment.collect_data in online.yml is false, and a monitor compares what was collected. "
    "One that an earlier deployment left runs without data until it is deleted in the studio."
)


def monitor_of(configuration: Configuration, endpoint: str, deployment: str) -> dict[str, Any]:
    """Return the monitor with the values of an environment."""
    settings = configuration.section(MONITORING)
    monitor: dict[str, Any] = read_yaml(FILE)
    definition = monitor["create_monitor"]
    monitor["name"] = f"{configuration.project.project_name}-{configuration.environment}-data-drift"
    definition["monitoring_target"]["endpoint_deployment_id"] = f"azureml:{endpoint}:{deployment}"
    limits = settings.drift.default
    for metric, limit in {PSI: limits.psi, JENSEN_SHANNON: limits.jensen_shannon}.items():
        for thresholds in definition["monitoring_signals"][metric]["metric_thresholds"].values():
            thresholds[metric] = limit
    if settings.alert_emails:
        definition["alert_notification"] = {"emails": list(settings.alert_emails)}
    else:
        del definition["alert_notification"]
    return monitor


def serving_deployment(endpoint: str, traffic: dict[str, int]) -> str:
    """Return the deployment that answers most requests."""
    if not traffic:
        message = (
            f"online endpoint {endpoint}\n  expected: a deployment with traffic\n  found:    none\n"
            "  remedy:   Deploy a model first; a monitor watches what a deployment is sent."
        )
        raise ModelError(message)
    return max(traffic, key=lambda name: (traffic[name], name))


def work(context: StepContext) -> None:
    """Write the monitor, and hand it over where there is a service; without collected requests there is none."""
    configuration = context.configuration
    if not configuration.section(ONLINE).deployment.collect_data:
        print(NOTHING_COLLECTED)
        return
    endpoints = endpoints_of(context.backend.name, configuration)
    deployment = DRY_RUN if context.dry_run else serving_deployment(endpoints.name, dict(endpoints.traffic()))
    text = yaml.safe_dump(monitor_of(configuration, endpoints.name, deployment), sort_keys=False)
    print(text)
    if context.dry_run:
        print("dry run, nothing is written or handed over")
        return
    file = monitoring_directory(configuration.environment) / WRITTEN
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    if context.backend.name == "local":
        print(f"wrote {file}: with --backend azureml it would be handed over")
        return
    from operation.execution.online.azureml_monitor import hand_over  # noqa: PLC0415 - Azure's packages load slowly

    print(hand_over(client_of(workspace_of(configuration)), file))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    description = "Let Azure Machine Learning watch what the online endpoint is sent."
    return run_environment_step("apply_monitor", description, work, arguments)


if __name__ == "__main__":
    sys.exit(main())
