"""The monitor of an online endpoint, as the SDK of Azure Machine Learning reads it."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from azure.ai.ml import MLClient
from azure.ai.ml.operations import ScheduleOperations

from operation.configuration_sections.monitoring import SECTION as MONITORING
from operation.execution.apply_monitor import monitor_of, serving_deployment
from operation.execution.configuration import ConfigurationFolder
from operation.execution.exit_codes import ConfigurationError, ExitCode
from operation.execution.online.azureml_monitor import load_monitor
from operation.tests.conftest import run_step
from src.errors import ModelError


def _written(tmp_path: Path, monitor: dict[str, object]) -> Path:
    file = tmp_path / "monitor.yml"
    file.write_text(yaml.safe_dump(monitor), "utf-8")
    return file


def test_the_sdk_reads_the_monitor_with_the_thresholds_of_the_environment(root: Path, environment: str) -> None:
    configuration = ConfigurationFolder(root).load(environment)
    monitor: Any = load_monitor(root / "operation/monitoring/endpoint_monitor.yml")
    signal = monitor.create_monitor.monitoring_signals["data_drift"]
    limits = configuration.section(MONITORING).drift.default
    assert signal.metric_thresholds.numerical.population_stability_index == limits.psi
    assert signal.metric_thresholds.numerical.jensen_shannon_distance == limits.jensen_shannon
    assert signal.metric_thresholds.categorical.pearsons_chi_squared_test == 0.01
    assert monitor.trigger.schedule.hours == 6


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
    signal = monitor.create_monitor.monitoring_signals["data_drift"]
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


def test_the_sdk_has_what_hands_the_monitor_over() -> None:
    assert callable(ScheduleOperations.begin_create_or_update)
    assert isinstance(MLClient.schedules, property)
