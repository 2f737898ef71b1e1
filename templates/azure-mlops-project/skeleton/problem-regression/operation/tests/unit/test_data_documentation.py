"""The page about the data says what is in the data; what the contract says is compared elsewhere."""

import re
from pathlib import Path

import pandas as pd
import pytest

from src import acquire
from src.data_contract import MINIMUM_ROWS, NUMBERS, TARGET

PROFILE = re.compile(r"^\| (\w+) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|$", flags=re.MULTILINE)


@pytest.fixture
def page(root: Path) -> str:
    return (root / "docs/data/diabetes.md").read_text("utf-8")


@pytest.fixture
def rows(tmp_path: Path) -> pd.DataFrame:
    acquire.main(["--raw-data", str(tmp_path / "raw.csv")])
    return pd.read_csv(tmp_path / "raw.csv")


def test_the_profile_of_the_page_is_that_of_the_data(page: str, rows: pd.DataFrame) -> None:
    columns = [*(number.name for number in NUMBERS), TARGET]
    statistics = rows[columns].agg(["min", "median", "max"]).T
    assert PROFILE.findall(page) == [(name, *(f"{value:g}" for value in statistics.loc[name])) for name in columns]


def test_the_page_counts_the_rows_and_the_categories(page: str, rows: pd.DataFrame) -> None:
    counts = rows["sex"].value_counts()
    assert f"{len(rows)} patients" in page
    assert f"{counts['code_1']} have the sex `code_1` and {counts['code_2']} have `code_2`" in page
    assert f"at least {MINIMUM_ROWS} rows" in page
