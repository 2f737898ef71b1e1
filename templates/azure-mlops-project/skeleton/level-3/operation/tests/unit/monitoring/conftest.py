"""Rows of the problem, whichever it is, and a log of scoring."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pandas as pd
import pytest

from src import acquire
from src.data_schema import labelled_schema
from src.data_validation import read_rows
from src.problem import score_input
from src.scored_log import write_run

NOW = datetime(2026, 3, 10, 12, tzinfo=timezone.utc)
MODEL = "a" * 64


@dataclass(frozen=True)
class Log:
    """A folder of scoring runs, and how to add one."""

    folder: Path
    rows: pd.DataFrame

    def add(
        self, *, first: int = 0, count: int = 40, age: timedelta = timedelta(), answer: float = 1, model: str = MODEL
    ) -> Path:
        rows = score_input(self.rows.iloc[first : first + count]).reset_index(drop=True)
        answers = pd.DataFrame({"answer": [answer] * len(rows)})
        return write_run(self.folder, rows, answers, scored_at=NOW - age, model_sha256=model)


@pytest.fixture(scope="session")
def labelled_rows(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """Return the rows of the sample data set."""
    path = tmp_path_factory.mktemp("sample") / "sample.csv"
    acquire.main(["--raw-data", str(path)])
    return read_rows(path, labelled_schema())


@pytest.fixture
def scored(tmp_path: Path, labelled_rows: pd.DataFrame) -> Log:
    """Return a log without runs."""
    return Log(tmp_path / "log", labelled_rows)
