"""From a finding to a training, with the cool-down between."""

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from operation.execution.exit_codes import ExitCode
from operation.tests.conftest import run_step
from operation.tests.integration.monitoring.conftest import Released
from operation.tests.integration.monitoring.test_monitoring_steps import as_it_was


@pytest.fixture
def drifted(released: Released) -> Released:
    """Return a project whose drift record says that a column drifted."""
    released.log(as_it_was)
    assert released.run("monitor_drift") == ExitCode.OK
    assert released.run("monitor_performance") == ExitCode.OK
    _edit(released.outputs / "monitoring/drift/drift.json", drifted=True, drifted_columns=["a_column"])
    return released


def _edit(file: Path, **changes: Any) -> None:  # noqa: ANN401 - whatever a record may hold
    file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), **changes}), "utf-8")


def _decision(released: Released) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((released.outputs / "monitoring/retraining_decision.json").read_text("utf-8"))
    return content


def test_drift_trains_again_once_and_then_waits_for_the_cool_down(
    drifted: Released, capsys: pytest.CaptureFixture[str]
) -> None:
    metadata = drifted.outputs / "candidate/model/metadata.json"
    before = metadata.stat().st_mtime_ns
    assert drifted.run("trigger_retraining") == ExitCode.OK
    assert metadata.stat().st_mtime_ns > before, "a model was trained"
    assert _decision(drifted)["outcome"] == "train"
    assert "drift: 1 column drifted: a_column" in capsys.readouterr().out

    trained = metadata.stat().st_mtime_ns
    assert drifted.run("trigger_retraining") == ExitCode.OK
    assert metadata.stat().st_mtime_ns == trained, "no second model was trained"
    assert _decision(drifted)["outcome"] == "cool-down"
    assert "the cool-down is 72.0 h" in capsys.readouterr().out

    later = (datetime.now(timezone.utc) + timedelta(hours=73)).isoformat()
    assert drifted.run("trigger_retraining", "--now", later, "--dry-run") == ExitCode.OK
    assert "decision: train" in capsys.readouterr().out
    assert len(json.loads((drifted.outputs / "retraining.json").read_text("utf-8"))) == 1


def test_a_dry_run_decides_and_starts_nothing(drifted: Released, capsys: pytest.CaptureFixture[str]) -> None:
    assert drifted.run("trigger_retraining", "--dry-run") == ExitCode.OK
    assert "decision: train" in capsys.readouterr().out
    assert not (drifted.outputs / "retraining.json").exists()
    assert not (drifted.outputs / "monitoring/retraining_decision.json").exists()


def test_where_nothing_is_released_a_dry_run_has_nothing_to_decide_about(project: Path, environment: str) -> None:
    options = ("--env", environment, "--backend", "local")
    assert run_step("trigger_retraining", *options, "--dry-run") == ExitCode.OK
    assert run_step("trigger_retraining", *options) == ExitCode.MODEL
    assert not (project / "outputs").exists()


def test_a_dry_run_fetches_no_report_from_a_platform(
    drifted: Released, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert drifted.outputs.is_dir()
    assert run_step("trigger_retraining", "--env", environment, "--backend", "azureml", "--dry-run") == ExitCode.OK
    assert "no report is fetched from azureml" in capsys.readouterr().out


def test_without_a_reason_nothing_happens(released: Released) -> None:
    released.log(as_it_was)
    assert released.run("monitor_drift") == ExitCode.OK
    assert released.run("monitor_performance") == ExitCode.OK
    assert released.run("trigger_retraining") == ExitCode.OK
    assert _decision(released)["outcome"] == "no reason"
    assert not (released.outputs / "retraining.json").exists()


def test_a_training_that_fails_ends_with_its_exit_code_and_counts_for_the_cool_down(drifted: Released) -> None:
    settings = Path("operation/configuration", f"environment_{drifted.environment}", "settings.yml")
    settings.write_text(settings.read_text("utf-8").replace("source: sample", "source: file"), "utf-8")
    (Path("data/raw") / "sample.csv").unlink(missing_ok=True)
    assert drifted.run("trigger_retraining") == ExitCode.DATA
    assert len(json.loads((drifted.outputs / "retraining.json").read_text("utf-8"))) == 1
    assert drifted.run("trigger_retraining") == ExitCode.OK
    assert _decision(drifted)["outcome"] == "cool-down"


def test_a_state_that_cannot_be_read_is_not_taken_for_none(
    drifted: Released, capsys: pytest.CaptureFixture[str]
) -> None:
    (drifted.outputs / "retraining.json").write_text('[{"started_at": "soon"}]', "utf-8")
    assert drifted.run("trigger_retraining") == ExitCode.DATA
    assert "Delete the file to end the cool-down" in capsys.readouterr().err


def test_in_a_pipeline_without_token_it_says_what_the_step_needs(
    drifted: Released, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TF_BUILD", "True")
    monkeypatch.setenv("SYSTEM_COLLECTIONURI", "https://dev.example/contoso/")
    monkeypatch.setenv("SYSTEM_TEAMPROJECT", "machine learning")
    monkeypatch.delenv("SYSTEM_ACCESSTOKEN", raising=False)
    assert drifted.run("trigger_retraining") == ExitCode.AUTHENTICATION
    assert "SYSTEM_ACCESSTOKEN" in capsys.readouterr().err
