"""The steps from logging to the verdict, on data as it was and on data that was shifted on purpose."""

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from operation.execution.exit_codes import ExitCode
from operation.tests.integration.monitoring.conftest import Released
from src.data_contract import TARGET
from src.data_schema import labelled_schema
from src.data_validation import read_rows

DRIFT = "monitoring/drift/drift.json"
PERFORMANCE = "monitoring/performance/performance.json"


def read(file: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return content


def as_it_was(rows: pd.DataFrame) -> pd.DataFrame:
    return rows


def number_columns(rows: pd.DataFrame) -> list[str]:
    return [str(name) for name in rows.columns if pd.api.types.is_numeric_dtype(rows[name])]


def shifted(rows: pd.DataFrame) -> pd.DataFrame:
    """Move one number a good part of its range up, within what the data contract allows."""
    column = number_columns(rows)[0]
    values = rows[column]
    return rows.assign(**{column: values.clip(lower=values.quantile(0.9))})


def test_the_sample_is_logged_and_nothing_is_found(released: Released, capsys: pytest.CaptureFixture[str]) -> None:
    steps = ("log_scored_data", "check_freshness", "monitor_drift", "monitor_performance", "monitoring_verdict")
    assert [released.run(step) for step in steps] == [ExitCode.OK] * len(steps)
    assert read(released.outputs / DRIFT)["drifted"] is False
    assert read(released.outputs / PERFORMANCE)["worse"] is False
    assert "no column drifted" in capsys.readouterr().out


def test_shifted_data_goes_red_with_the_exit_code_of_drift(
    released: Released, capsys: pytest.CaptureFixture[str]
) -> None:
    released.log(shifted)
    assert released.run("monitor_drift") == ExitCode.DRIFT
    record = read(released.outputs / DRIFT)
    column = number_columns(pd.read_csv(released.holdout))[0]
    assert column in record["drifted_columns"]
    printed = capsys.readouterr()
    assert "DRIFTED" in printed.out
    assert "FAILED with exit code 35 (drift)" in printed.err
    page = (released.outputs / "monitoring/drift/drift.html").read_text("utf-8")
    assert "<h1>Drift report: drift</h1>" in page
    assert "<svg" in page


def test_drift_that_was_only_recorded_fails_the_verdict(released: Released) -> None:
    released.log(as_it_was, age=timedelta(hours=1))
    assert released.run("monitor_performance", "--record-only") == ExitCode.OK
    assert released.run("monitor_drift", "--record-only") == ExitCode.OK
    assert released.run("monitoring_verdict") == ExitCode.OK
    released.log(shifted)
    assert released.run("monitor_drift", "--record-only") == ExitCode.OK
    assert released.run("monitoring_verdict") == ExitCode.DRIFT


def test_columns_may_be_ignored_have_limits_of_their_own_or_be_allowed_to_drift(released: Released) -> None:
    released.log(shifted)
    column = number_columns(pd.read_csv(released.holdout))[0]
    released.settings("drift", maximum_drifted_columns=1)
    assert released.run("monitor_drift") == ExitCode.OK
    released.settings("drift", maximum_drifted_columns=0, columns={column: {"psi": 50.0, "jensen_shannon": 1.0}})
    assert released.run("monitor_drift") == ExitCode.OK
    released.settings("drift", columns={"no_such_column": {"psi": 50.0, "jensen_shannon": 1.0}})
    assert released.run("monitor_drift") == ExitCode.DATA


def test_too_few_rows_say_nothing(released: Released, capsys: pytest.CaptureFixture[str]) -> None:
    released.log(as_it_was)
    released.settings("drift", minimum_rows=100000)
    assert released.run("monitor_drift") == ExitCode.DATA
    assert "needed are 100000" in capsys.readouterr().err


def test_rows_outside_the_window_do_not_count(released: Released, capsys: pytest.CaptureFixture[str]) -> None:
    released.log(as_it_was, age=timedelta(days=31))
    assert released.run("monitor_drift") == ExitCode.DATA
    assert "no scoring run is in the log" in capsys.readouterr().err
    month_ago = (datetime.now(timezone.utc) - timedelta(days=30)).isoformat()
    assert released.run("monitor_drift", "--now", month_ago) == ExitCode.OK


def test_what_is_scored_is_held_against_what_the_model_was_trained_on_whatever_the_data_is_now(
    released: Released,
) -> None:
    released.log(as_it_was)
    train = Path("data/processed", released.environment, "train.csv")
    rows = read_rows(train, labelled_schema())
    shifted(rows).to_csv(train, index=False)
    assert released.run("monitor_drift") == ExitCode.OK
    train.unlink()
    assert released.run("monitor_drift") == ExitCode.OK
    reference = read(released.outputs / DRIFT)["facts"]["reference"]
    assert reference == f"the last {len(rows)} of {len(rows)} rows that the model was trained on"
    released.log(shifted)
    assert released.run("monitor_drift") == ExitCode.DRIFT


def test_a_model_without_the_rows_that_it_was_trained_on_is_trained_again(
    released: Released, capsys: pytest.CaptureFixture[str]
) -> None:
    released.log(as_it_was)
    model = released.outputs / "release/model"
    (model / "reference.csv").unlink()
    assert released.run("monitor_drift") == ExitCode.MODEL
    assert "reference.csv: SHA-256 is (no such file)" in capsys.readouterr().err
    metadata = read(model / "metadata.json")
    files = {name: sha256 for name, sha256 in metadata["files"].items() if name != "reference.csv"}
    (model / "metadata.json").write_text(json.dumps({**metadata, "files": files}), "utf-8")
    assert released.run("monitor_drift") == ExitCode.MODEL
    assert "remedy:   Train again and release that model." in capsys.readouterr().err


@pytest.fixture
def wrong_truth(released: Released) -> Path:
    """Return a truth that contradicts the model: that of other rows."""
    rows = pd.read_csv(released.holdout)
    rows[TARGET] = rows[TARGET].to_numpy()[::-1]
    file = Path("data/raw/ground_truth.csv")
    rows.to_csv(file, index=False)
    released.settings("performance", truth_source="file", truth_file=file.name)
    return file


def test_a_model_that_became_worse_goes_red(
    released: Released, wrong_truth: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    released.log(as_it_was)
    assert wrong_truth.is_file()
    assert released.run("monitor_performance") == ExitCode.DRIFT
    record = read(released.outputs / PERFORMANCE)
    assert record["worse"] is True
    assert record["worse_metrics"]
    assert "WORSE" in capsys.readouterr().out


def test_the_verdict_fails_for_performance_alone(released: Released, wrong_truth: Path) -> None:
    released.log(as_it_was)
    assert wrong_truth.is_file()
    assert released.run("monitor_drift", "--record-only") == ExitCode.OK
    assert released.run("monitor_performance", "--record-only") == ExitCode.OK
    assert released.run("monitoring_verdict") == ExitCode.DRIFT


def test_truth_that_is_not_there_stops_the_step(released: Released, capsys: pytest.CaptureFixture[str]) -> None:
    released.log(as_it_was)
    released.settings("performance", truth_source="file", truth_file="nowhere.csv")
    assert released.run("monitor_performance") == ExitCode.DATA
    assert "nowhere.csv: there is no such file" in capsys.readouterr().err
    Path("data/raw/nowhere.csv").write_text("", "utf-8")
    assert released.run("monitor_performance") == ExitCode.DATA
    assert "not a readable CSV file" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("limit", "reason"),
    [
        ({"label_delay_days": 14.0}, "no answer is older than the label delay of 14 days"),
        ({"minimum_rows": 100000}, "needed are 100000"),
    ],
)
def test_what_cannot_be_judged_yet_is_recorded_and_neither_fails_nor_trains(
    released: Released, capsys: pytest.CaptureFixture[str], limit: dict[str, float], reason: str
) -> None:
    released.log(as_it_was)
    released.settings("performance", **limit)
    assert released.run("monitor_performance") == ExitCode.DATA
    assert not (released.outputs / PERFORMANCE).exists()
    assert released.run("monitor_performance", "--record-only") == ExitCode.OK
    record = read(released.outputs / PERFORMANCE)
    assert (record["judged"], record["worse"]) == (False, False)
    assert reason in record["reason"]
    assert released.run("monitor_drift", "--record-only") == ExitCode.OK
    capsys.readouterr()
    assert released.run("trigger_retraining") == ExitCode.OK
    assert "decision: no reason" in capsys.readouterr().out
    assert released.run("monitoring_verdict") == ExitCode.OK
    assert f"not judged: {record['reason']}" in capsys.readouterr().out


def test_truth_that_contradicts_itself_fails_whoever_judges(
    released: Released, capsys: pytest.CaptureFixture[str]
) -> None:
    released.log(as_it_was)
    truth = pd.read_csv(released.holdout)
    pd.concat([truth, truth.assign(**{TARGET: truth[TARGET].to_numpy()[::-1]})]).to_csv(
        "data/raw/truth.csv", index=False
    )
    released.settings("performance", truth_source="file", truth_file="truth.csv")
    assert released.run("monitor_performance", "--record-only") == ExitCode.DATA
    assert "the truth says different things" in capsys.readouterr().err


def test_answers_of_another_model_do_not_count(released: Released, capsys: pytest.CaptureFixture[str]) -> None:
    released.log(as_it_was)
    evaluation = released.outputs / "release/evaluation/evaluation.json"
    evaluation.write_text(json.dumps({**read(evaluation), "model_sha256": "another"}), "utf-8")
    assert released.run("monitor_performance") == ExitCode.DATA
    assert "no answer is older than the label delay" in capsys.readouterr().err


def test_stale_data_stops_the_step(released: Released, capsys: pytest.CaptureFixture[str]) -> None:
    released.log(as_it_was, age=timedelta(hours=49))
    assert released.run("check_freshness") == ExitCode.DATA
    printed = capsys.readouterr()
    assert "stale data: scored data, truth of scored data" in printed.err
    released.log(as_it_was)
    assert released.run("check_freshness") == ExitCode.OK


def test_truth_that_is_overdue_stops_the_step(released: Released, capsys: pytest.CaptureFixture[str]) -> None:
    released.log(as_it_was)
    rows = pd.read_csv(released.holdout)
    rows.head(0).to_csv("data/raw/ground_truth.csv", index=False)
    released.settings("performance", truth_source="file")
    assert released.run("check_freshness") == ExitCode.DATA
    assert "stale data: truth of scored data\n" in capsys.readouterr().err.replace(". Look", "\n. Look")


def test_where_scoring_keeps_the_log_nothing_is_made_up(released: Released, capsys: pytest.CaptureFixture[str]) -> None:
    released.settings("scored_data", source="log")
    assert released.run("log_scored_data") == ExitCode.OK
    assert not (released.outputs / "scored_log").exists()
    assert "whoever scores writes" in capsys.readouterr().out


@pytest.mark.parametrize(
    "step", ["log_scored_data", "check_freshness", "monitor_drift", "monitor_performance", "monitoring_verdict"]
)
def test_a_dry_run_writes_nothing(released: Released, step: str) -> None:
    assert released.run(step, "--dry-run") == ExitCode.OK
    assert not (released.outputs / "monitoring").exists()
    assert not (released.outputs / "scored_log").exists()


def test_a_verdict_needs_records_about_the_released_model(
    released: Released, capsys: pytest.CaptureFixture[str]
) -> None:
    assert released.run("monitoring_verdict") == ExitCode.DATA
    assert "Run the steps monitor_drift and monitor_performance first" in capsys.readouterr().err
    released.log(as_it_was)
    assert released.run("monitor_drift") == ExitCode.OK
    record = released.outputs / DRIFT
    record.write_text(json.dumps({**read(record), "model_sha256": "another"}), "utf-8")
    assert released.run("monitoring_verdict") == ExitCode.DATA
    assert "it is about model another" in capsys.readouterr().err


def test_a_time_without_zone_is_refused(released: Released, capsys: pytest.CaptureFixture[str]) -> None:
    for text in ("2026-03-01T06:00:00", "soon"):
        with pytest.raises(SystemExit) as caught:
            released.run("monitor_drift", "--now", text)
        assert caught.value.code == ExitCode.USAGE
    assert "expected a time with its zone" in capsys.readouterr().err
