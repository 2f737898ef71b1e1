"""The page about the data says what the contract says, and what is in the data."""

import re
from pathlib import Path

import pandas as pd
import pytest

from src import acquire
from src.data_contract import ALLOWED, DESCRIPTIONS, FEATURE_NAMES, MINIMUM_ROWS, SEASON, TARGET, TIME, WINDOW
from src.periods import ordinals

COLUMN = re.compile(r"^\| `(\w+)` \| (.+?) \| (.+?) \|$", flags=re.MULTILINE)
MONTH = re.compile(r"^\| [A-Z]\w+ \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|$", flags=re.MULTILINE)


@pytest.fixture
def page(root: Path) -> str:
    return (root / "docs/data/sea_surface_temperature.md").read_text("utf-8")


@pytest.fixture
def rows(tmp_path: Path) -> pd.DataFrame:
    acquire.main(["--raw-data", str(tmp_path / "raw.csv")])
    return pd.read_csv(tmp_path / "raw.csv")


def test_the_page_lists_every_column_of_the_contract(page: str) -> None:
    assert COLUMN.findall(page) == [(name, DESCRIPTIONS[name], ALLOWED[name]) for name in FEATURE_NAMES]


def test_the_page_names_the_numbers_of_the_contract(page: str) -> None:
    assert f"at least {MINIMUM_ROWS} rows to learn from" in page
    assert f"at least {WINDOW} rows" in page


def test_the_profile_of_the_page_is_that_of_the_data(page: str, rows: pd.DataFrame) -> None:
    assert f"{len(rows)} months, from {rows[TIME].iloc[0]} to {rows[TIME].iloc[-1]}" in page
    months = rows.groupby(ordinals(rows[TIME]) % SEASON)[TARGET].agg(["min", "mean", "max"])
    assert MONTH.findall(page) == [tuple(f"{value:.1f}" for value in row) for row in months.to_numpy()]
