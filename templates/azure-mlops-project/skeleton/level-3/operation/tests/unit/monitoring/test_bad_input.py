"""What the core scripts of the monitoring are told wrongly, or given that is no data."""

import json
from datetime import timedelta
from pathlib import Path

import pandas as pd
import pytest

from operation.tests.unit.monitoring.conftest import MODEL, NOW, Log
from src import log_scored_data, monitor_drift, monitor_performance
from src.errors import DataError
from src.performance import match
from src.problem import score_input
from src.scored_log import read_runs

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (None, "Run the score step first"),
        ("", "not a readable CSV file"),
        ("label\nx\n", "expected a column row, found label"),
        ("row,label\n0,\n1,x\n", "answers are missing in label"),
    ],
)
def test_answers_that_are_none_are_refused(tmp_path: Path, content: str | None, complaint: str) -> None:
    file = tmp_path / "predictions.csv"
    if content is not None:
        file.write_text(content, "utf-8")
    with pytest.raises(DataError, match=complaint):
        log_scored_data.read_answers(file)


def test_answers_come_in_the_order_of_the_rows(tmp_path: Path) -> None:
    file = tmp_path / "predictions.csv"
    file.write_text("row,label\n1,b\n0,a\n", "utf-8")
    assert log_scored_data.read_answers(file)["label"].tolist() == ["a", "b"]


def test_logging_drops_what_is_kept_no_longer(scored: Log, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    old = scored.add(age=400 * DAY)
    rows = score_input(scored.rows.iloc[:40])
    rows.to_csv(tmp_path / "score.csv", index=False)
    pd.DataFrame({"answer": [1] * 40}).to_csv(tmp_path / "predictions.csv", index_label="row")
    (tmp_path / "metadata.json").write_text(json.dumps({"model_sha256": MODEL}), "utf-8")
    places = {"score-data": "score.csv", "predictions": "predictions.csv", "model-directory": "", "scored-log": "log"}
    arguments = [part for name, place in places.items() for part in (f"--{name}", str(tmp_path / place))]
    with caplog.at_level("INFO"):
        log_scored_data.main([*arguments, "--now", NOW.isoformat()])
    assert not old.exists()
    assert "dropped 1 runs older than 365 days" in caplog.text
    assert len(read_runs(scored.folder, since=NOW - DAY, until=NOW)) == 1


@pytest.mark.parametrize("text", ["age", "age=0.1", "=0.1,0.2", "age=0.1,0.2,0.3", "age=low,0.2"])
def test_limits_that_are_none_are_refused(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        monitor_drift.parse_arguments(["--limits", text])
    assert "expected column=index,distance" in capsys.readouterr().err


def test_a_performance_check_that_demands_nothing_is_refused() -> None:
    with pytest.raises(DataError, match="a check that demands nothing finds nothing"):
        monitor_performance.main([])


def test_runs_that_identify_their_answers_in_different_ways_are_refused(scored: Log) -> None:
    scored.add(age=DAY)
    record = scored.add(age=2 * DAY) / "run.json"
    record.write_text(json.dumps({**json.loads(record.read_text("utf-8")), "key": ["month"]}), "utf-8")
    runs = read_runs(scored.folder, since=NOW - 3 * DAY, until=NOW)
    with pytest.raises(DataError, match="identify their answers in different ways"):
        match(runs, scored.rows, now=NOW, label_delay=timedelta())
