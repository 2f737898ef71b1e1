"""Each file in `bad_data` breaks the data contract in one way; prepare must say which."""

from pathlib import Path

import pandas as pd
import pytest

from operation.execution.exit_codes import ExitCode
from operation.tests.conftest import replace, run_step
from src import acquire
from src.data_contract import FEATURE_NAMES, MINIMUM_ROWS, TARGET, TIME, WINDOW
from src.data_schema import features_schema, labelled_schema
from src.data_validation import check_rows, read_rows
from src.errors import DataError

BAD_DATA = Path(__file__).parent / "bad_data"
COMPLAINTS = {
    "missing_column.csv": f"a column is missing: {TARGET}",
    "unknown_column.csv": "not part of the contract, found station",
    "text_instead_of_number.csv": f"{TARGET}: a number is expected, found warm in line 5$",
    "value_out_of_range.csv": rf"{TARGET}: expected: in range\(10.0, 40.0\), found -3.2 in line 10$",
    "value_in_another_unit.csv": rf"{TARGET}: expected: in range\(10.0, 40.0\), found 73.6, .* in line 2, 3,",
    "missing_value.csv": f"{TARGET}: a value is missing in line 7$",
    "missing_month.csv": "month: a value is missing in line 7$",
    "not_a_month.csv": "month: expected: a month such as 1950-01, found 1950-13 in line 8$",
    "another_way_to_write_a_month.csv": "month: expected: a month such as 1950-01, found 01/1950, .* in line 2, 3,",
    "month_twice.csv": "month: expected: each month once, found 1950-10 in line 12$",
    "gap.csv": "month: expected: no month left out before, found 1951-11 in line 22$",
    "shuffled_rows.csv": "month: expected: rows in order of time, found ",
    "latest_first.csv": "month: expected: rows in order of time, found .* in line 3, 4, 5, 6, 7, …$",
    "too_few_rows.csv": f"at least {MINIMUM_ROWS} rows",
    "empty.csv": "not a readable CSV file",
}


@pytest.fixture
def rows(tmp_path: Path) -> pd.DataFrame:
    acquire.main(["--raw-data", str(tmp_path / "raw.csv")])
    return read_rows(tmp_path / "raw.csv", labelled_schema())


def test_every_bad_file_has_an_expected_complaint() -> None:
    assert {path.name for path in BAD_DATA.glob("*.csv")} == {*COMPLAINTS}


@pytest.mark.parametrize("name", COMPLAINTS)
def test_bad_data_is_refused_with_the_reason(name: str) -> None:
    with pytest.raises(DataError, match=f"(?m){COMPLAINTS[name]}") as caught:
        read_rows(BAD_DATA / name, labelled_schema())
    named = {"shuffled_rows.csv": 2}.get(name, 1)
    assert str(caught.value).count("\n  ") == (0 if name == "empty.csv" else named + len(["remedy"]))


def test_good_data_is_accepted(rows: pd.DataFrame) -> None:
    assert list(rows.columns) == list(FEATURE_NAMES)
    assert rows.iloc[0].to_dict() == {TIME: "1950-01", TARGET: 23.11}
    assert rows.iloc[-1].to_dict() == {TIME: "2010-12", TARGET: 22.07}
    assert len(rows) == 61 * 12


def test_a_history_needs_a_whole_window_and_no_more(rows: pd.DataFrame) -> None:
    assert len(check_rows(rows.tail(WINDOW), features_schema(), "the history")) == WINDOW
    with pytest.raises(DataError, match=f"at least {WINDOW} rows"):
        check_rows(rows.tail(WINDOW - 1), features_schema(), "the history")


def test_a_series_to_learn_from_needs_more_than_a_history(rows: pd.DataFrame) -> None:
    assert len(check_rows(rows.head(MINIMUM_ROWS), labelled_schema(), "the series")) == MINIMUM_ROWS
    with pytest.raises(DataError, match=f"at least {MINIMUM_ROWS} rows"):
        check_rows(rows.head(MINIMUM_ROWS - 1), labelled_schema(), "the series")


def test_a_series_that_starts_with_another_month_is_as_good(rows: pd.DataFrame) -> None:
    assert check_rows(rows.iloc[7:], labelled_schema(), "the series").iloc[0][TIME] == "1950-08"


def test_a_month_as_a_number_or_a_date_is_refused(rows: pd.DataFrame) -> None:
    for written in (195001, "1950-01-01", "Jan 1950", "now", "NaT"):
        with pytest.raises(DataError, match=f"a month such as 1950-01, found {written}"):
            check_rows(rows.assign(**{TIME: [written, *rows[TIME].iloc[1:]]}), labelled_schema(), "the series")


def test_the_prepare_step_ends_with_the_data_exit_code(
    project: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = project / f"operation/configuration/environment_{environment}/settings.yml"
    replace(settings, "source: sample", "source: file")
    raw = project / "data/raw/sample.csv"
    raw.parent.mkdir(parents=True)
    raw.write_bytes((BAD_DATA / "gap.csv").read_bytes())
    assert run_step("prepare", "--env", environment, "--backend", "local") == ExitCode.DATA
    assert "no month left out before, found 1951-11" in capsys.readouterr().err
    assert not (project / "data/processed").exists()
