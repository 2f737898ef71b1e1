"""The monitor of an online endpoint, by azure-ai-ml as it is; only the network answers in this process."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from operation.configuration_sections.monitoring import SECTION as MONITORING
from operation.configuration_sections.online import SECTION as ONLINE
from operation.execution.apply_monitor import monitor_of, serving_deployment
from operation.execution.configuration import Configuration, ConfigurationFolder
from operation.execution.exit_codes import ConfigurationError, ExitCode, ServiceError
from operation.execution.online.azureml_endpoints import AzureMlOnlineEndpoints
from operation.execution.online.azureml_monitor import hand_over, load_monitor
from operation.execution.online.rollout import Wanted, deploy, give_all_traffic
from operation.execution.registry.model_registry import ModelVersion
from operation.tests.azure_workspace import WORKSPACE, connected
from operation.tests.conftest import run_step
from operation.tests.unit.online.workspace_of_endpoints import EndpointWorkspace
from operation.tests.unit.workspace_of_schedules import ScheduleWorkspace
from src.errors import ModelError

WANTED = Wanted(ModelVersion("mlr", "model", "7", "sha", {}, "azureml:model:7"), "fingerprint")


def _written(tmp_path: Path, monitor: dict[str, object]) -> Path:
    file = tmp_path / "monitor.yml"
    file.write_text(yaml.safe_dump(monitor), "utf-8")
    return file


class MonitoredWorkspace(EndpointWorkspace, ScheduleWorkspace):
    """Keeps endpoints, and the schedules that watch them."""


def watched(workspace: MonitoredWorkspace, configuration: Configuration, file: Path, *, collect: bool) -> None:
    """Deploy a model, and hand over the monitor of its deployment."""
    settings = configuration.section(ONLINE).deployment.model_copy(update={"collect_data": collect})
    with connected(workspace) as client:
        endpoints = AzureMlOnlineEndpoints(client, "churn", settings)
        give_all_traffic(endpoints, deploy(endpoints, WANTED))
        hand_over(client, file)


def test_the_service_gets_every_threshold_of_the_environment(
    root: Path, environment: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    workspace, configuration = MonitoredWorkspace(), ConfigurationFolder(root).load(environment)
    watched(workspace, configuration, _written(tmp_path, monitor_of(configuration, "churn", "blue")), collect=True)
    name = f"{configuration.project.project_name}-{environment}-data-drift"
    (body,) = workspace.bodies("PUT", f"schedules/{name}")
    assert body["properties"]["trigger"]["schedule"]["hours"] == [6]
    monitor = body["properties"]["action"]["monitorDefinition"]
    limits = configuration.section(MONITORING).drift.default
    deployment = f"{WORKSPACE}/onlineEndpoints/churn/deployments/blue"
    assert monitor["monitoringTarget"]["deploymentId"] == deployment
    found = {
        (threshold["dataType"], threshold["metric"]): threshold["threshold"]["value"]
        for signal in monitor["signals"].values()
        for threshold in signal["metricThresholds"]
    }
    assert found == {
        (kind, metric): limit
        for kind in ("Numerical", "Categorical")
        for metric, limit in (
            ("populationStabilityIndex", limits.psi),
            ("jensenShannonDistance", limits.jensen_shannon),
        )
    }
    for signal in monitor["signals"].values():
        assert signal["productionData"]["uri"] == f"{WORKSPACE}/data/churn-blue-model_inputs/versions/1"


def test_a_deployment_that_keeps_no_requests_cannot_be_watched(
    root: Path, environment: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    workspace, configuration = MonitoredWorkspace(), ConfigurationFolder(root).load(environment)
    file = _written(tmp_path, monitor_of(configuration, "churn", "blue"))
    with pytest.raises(ServiceError, match="data collection for model inputs is not enabled"):
        watched(workspace, configuration, file, collect=False)


def test_name_deployment_thresholds_and_addresses_come_from_the_configuration(
    project: Path, environment: str, tmp_path: Path
) -> None:
    file = project / "operation/configuration" / f"environment_{environment}" / "monitoring.yml"
    content = yaml.safe_load(file.read_text("utf-8"))
    content["drift"]["default"]["psi"] = 0.33
    content["alert_emails"] = ["team@contoso.example"]
    file.write_text(yaml.safe_dump(content), "utf-8")
    configuration = ConfigurationFolder(project).load(environment)
    monitor: Any = load_monitor(_written(tmp_path, monitor_of(configuration, "churn", "blue")))
    assert monitor.name == f"{configuration.project.project_name}-{environment}-data-drift"
    assert monitor.create_monitor.monitoring_target.endpoint_deployment_id == "azureml:churn:blue"
    signal = monitor.create_monitor.monitoring_signals["population_stability_index"]
    assert signal.metric_thresholds.categorical.population_stability_index == 0.33
    assert monitor.create_monitor.alert_notification.emails == ["team@contoso.example"]


def test_a_schedule_that_is_no_monitor_is_refused(root: Path, tmp_path: Path) -> None:
    trigger = {"type": "recurrence", "frequency": "day", "interval": 1}
    job = {"type": "pipeline", "job": str(root / "operation/execution/jobs/training.yml")}
    file = _written(tmp_path, {"name": "training", "trigger": trigger, "create_job": job})
    with pytest.raises(ConfigurationError, match="expected a schedule with create_monitor, found JobSchedule"):
        load_monitor(file)


def test_the_deployment_with_most_traffic_is_watched() -> None:
    assert serving_deployment("churn", {"blue": 10, "green": 90}) == "green"
    with pytest.raises(ModelError, match="expected: a deployment with traffic"):
        serving_deployment("churn", {})


def test_a_dry_run_prints_the_monitor_and_writes_nothing(
    project: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_step("apply_monitor", "--env", environment, "--backend", "local", "--dry-run") == ExitCode.OK
    assert "create_monitor:" in capsys.readouterr().out
    assert not (project / "outputs").exists()


def test_without_a_deployment_there_is_nothing_to_watch(project: Path, environment: str) -> None:
    assert run_step("apply_monitor", "--env", environment, "--backend", "local") == ExitCode.MODEL
    assert not (project / "outputs" / environment / "monitoring").exists()


def test_where_no_requests_are_collected_no_monitor_is_applied(
    project: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    online = ConfigurationFolder(project).environment_file(environment, "online.yml")
    online.write_text(online.read_text("utf-8").replace("collect_data: true", "collect_data: false"), "utf-8")
    assert run_step("apply_monitor", "--env", environment, "--backend", "local") == ExitCode.OK
    assert "deployment.collect_data in online.yml is false" in capsys.readouterr().out
    assert not (project / "outputs" / environment / "monitoring").exists()
