"""What a batch scored, and what was answered, gets into the log that monitoring reads."""

import json
from datetime import datetime, timezone
from pathlib import Path

import pytest

from operation.execution.exit_codes import ExitCode
from operation.tests.conftest import run_step
from src import problem
from src.data_schema import labelled_schema
from src.data_validation import read_rows
from src.scored_log import read_runs
from src.trained_model import load_model

LOCAL = ("--backend", "local")
LONG_AGO = datetime(2020, 1, 1, tzinfo=timezone.utc)


@pytest.fixture
def batch(candidate: Path, environment: str) -> Path:
    """Return the folder of a batch of two files that was scored."""
    folder = Path("outputs", environment, "batch_scores")
    files = Path("data/raw/files")
    for directory in (folder / "scores", files):
        directory.mkdir(parents=True)
    rows = problem.score_input(read_rows(Path("data/processed", environment, "holdout.csv"), labelled_schema()))
    half = len(rows) // 2
    for name, part in (("a.csv", rows.iloc[:half]), ("b.csv", rows.iloc[half:])):
        part.to_csv(files / name, index=False)
        answers = problem.predict(load_model(candidate / "model"), part.reset_index(drop=True))
        answers.to_csv(folder / "scores" / name, index_label="row")
    record = {"files": files.as_posix(), "model_sha256": "a" * 64, "scored_at": "2026-03-10T12:00:00+00:00"}
    (folder / "run.json").write_text(json.dumps(record), "utf-8")
    return folder


def test_each_file_of_a_batch_is_a_run_of_the_log(batch: Path, environment: str) -> None:
    assert run_step("log_batch_scores", "--env", environment, *LOCAL, "--dry-run") == ExitCode.OK
    assert not batch.with_name("scored_log").exists()
    assert run_step("log_batch_scores", "--env", environment, *LOCAL) == ExitCode.OK
    runs = read_runs(batch.with_name("scored_log"), since=LONG_AGO, until=datetime.now(timezone.utc))
    assert len(runs) == 2
    assert {run.model_sha256 for run in runs} == {"a" * 64}
    assert runs[0].scored_at < runs[1].scored_at
    rows = read_rows(Path("data/processed", environment, "holdout.csv"), labelled_schema())
    assert sum(len(run.inputs) for run in runs) == len(rows)


def test_a_batch_is_not_logged_twice(batch: Path, environment: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_step("log_batch_scores", "--env", environment, *LOCAL) == ExitCode.OK
    assert run_step("log_batch_scores", "--env", environment, *LOCAL) == ExitCode.DATA
    assert "of this very moment is already in the log" in capsys.readouterr().err
    assert len(list(batch.with_name("scored_log").iterdir())) == 2


def test_a_batch_with_a_broken_file_is_not_logged_at_all(batch: Path, environment: str) -> None:
    (batch / "scores/b.csv").write_text("row\n", "utf-8")
    Path("data/raw/files/b.csv").write_text("nonsense\n1\n", "utf-8")
    assert run_step("log_batch_scores", "--env", environment, *LOCAL) == ExitCode.DATA
    assert not batch.with_name("scored_log").exists()


def test_without_scores_there_is_nothing_to_log(
    batch: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for file in (batch / "scores").iterdir():
        file.unlink()
    assert run_step("log_batch_scores", "--env", environment, *LOCAL) == ExitCode.DATA
    assert "there are no scores" in capsys.readouterr().err
    (batch / "run.json").unlink()
    assert run_step("log_batch_scores", "--env", environment, *LOCAL) == ExitCode.DATA
    assert "Run the step score_batch first" in capsys.readouterr().err
