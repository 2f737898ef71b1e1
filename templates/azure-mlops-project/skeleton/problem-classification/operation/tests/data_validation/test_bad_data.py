"""Each file in `bad_data` breaks the data contract in one way; prepare must say which."""

from pathlib import Path

import pytest

from operation.execution.exit_codes import ExitCode
from operation.tests.conftest import run_step
from src import acquire
from src.data_contract import FEATURE_NAMES, MINIMUM_ROWS
from src.data_schema import features_schema, labelled_schema
from src.data_validation import check_rows, read_rows
from src.errors import DataError

BAD_DATA = Path(__file__).parent / "bad_data"
COMPLAINTS = {
    "missing_column.csv": "a column is missing: mean_radius",
    "unknown_column.csv": "not part of the contract, found patient_name",
    "text_instead_of_number.csv": "mean_texture: a number is expected, found rough in line 5$",
    "negative_value.csv": r"mean_area.*found -5",
    "value_out_of_range.csv": r"worst_smoothness.*found 22",
    "missing_value.csv": "mean_concavity: a value is missing in line 7$",
    "unknown_class.csv": r"diagnosis.*found unclear",
    "one_class_only.csv": "every class occurs",
    "too_few_rows.csv": f"at least {MINIMUM_ROWS} rows",
    "duplicated_rows.csv": "no row is there twice",
    "empty.csv": "not a readable CSV file",
}


def test_every_bad_file_has_an_expected_complaint() -> None:
    assert {path.name for path in BAD_DATA.glob("*.csv")} == {*COMPLAINTS}


@pytest.mark.parametrize("name", COMPLAINTS)
def test_bad_data_is_refused_with_the_reason(name: str) -> None:
    with pytest.raises(DataError, match=f"(?m){COMPLAINTS[name]}"):
        read_rows(BAD_DATA / name, labelled_schema())


def test_the_complaint_names_the_line_of_the_file() -> None:
    with pytest.raises(DataError, match=r"(?m)mean_area.* in line 7$"):
        read_rows(BAD_DATA / "negative_value.csv", labelled_schema())


def test_good_data_is_accepted(tmp_path: Path) -> None:
    acquire.main(["--raw-data", str(tmp_path / "raw.csv")])
    rows = read_rows(tmp_path / "raw.csv", labelled_schema())
    assert len(rows) == 569
    assert rows["diagnosis"].value_counts().to_dict() == {"benign": 357, "malignant": 212}


def test_rows_to_score_must_not_carry_the_answer(tmp_path: Path) -> None:
    acquire.main(["--raw-data", str(tmp_path / "raw.csv")])
    rows = read_rows(tmp_path / "raw.csv", labelled_schema())
    with pytest.raises(DataError, match="diagnosis"):
        check_rows(rows, features_schema(), "rows")
    assert list(check_rows(rows[list(FEATURE_NAMES)], features_schema(), "rows").columns) == list(FEATURE_NAMES)


def test_the_prepare_step_ends_with_the_data_exit_code(project: Path, environment: str) -> None:
    settings = project / f"operation/configuration/environment_{environment}/settings.yml"
    text = settings.read_text("utf-8").replace("source: sample", "source: file")
    settings.write_text(text, "utf-8")
    raw = project / "data/raw/sample.csv"
    raw.parent.mkdir(parents=True)
    raw.write_bytes((BAD_DATA / "negative_value.csv").read_bytes())
    assert run_step("prepare", "--env", environment, "--backend", "local") == ExitCode.DATA
    assert not (project / "data/processed").exists()
