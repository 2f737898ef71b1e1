"""Each file in `bad_data` breaks the data contract in one way; prepare must say which."""

from pathlib import Path

import pandas as pd
import pytest

from operation.execution.exit_codes import ExitCode
from operation.tests.conftest import replace, run_step
from src import acquire
from src.data_contract import FEATURE_NAMES, MINIMUM_ROWS, TARGET
from src.data_schema import features_schema, labelled_schema
from src.data_validation import check_rows, read_rows
from src.errors import DataError

BAD_DATA = Path(__file__).parent / "bad_data"
COMPLAINTS = {
    "missing_column.csv": "a column is missing: body_mass_index",
    "unknown_column.csv": "not part of the contract, found patient_name",
    "text_instead_of_number.csv": "blood_pressure: a number is expected, found high in line 5$",
    "number_instead_of_category.csv": "sex: expected: .*code_1.*, found 1 in line 4$",
    "negative_value.csv": r"blood_sugar.*found -5.0 in line 7$",
    "value_in_another_unit.csv": r"total_cholesterol: expected: in range\(50, 600\), found 4.06, .*in line 2, ",
    "value_out_of_range.csv": r"age.*found 180.0 in line 10$",
    "missing_value.csv": "ldl_cholesterol: a value is missing in line 7$",
    "new_category.csv": "sex: expected: .*code_1.*code_2.*, found code_3 in line 6$",
    "target_out_of_range.csv": f"{TARGET}.*found 5000.0 in line 8$",
    "same_target_everywhere.csv": "the target differs between rows",
    "too_few_rows.csv": f"at least {MINIMUM_ROWS} rows",
    "duplicated_rows.csv": "no row is there twice",
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
    with pytest.raises(DataError, match=f"(?m){COMPLAINTS[name]}"):
        read_rows(BAD_DATA / name, labelled_schema())


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "raw.csv").write_bytes(b"age\n\xff\xfe\x00\x01\n")
    with pytest.raises(DataError, match="not a readable CSV file"):
        read_rows(tmp_path / "raw.csv", labelled_schema())


def test_good_data_is_accepted(rows: pd.DataFrame) -> None:
    assert len(rows) == 442
    assert list(rows.columns) == [*FEATURE_NAMES, TARGET]
    assert rows["sex"].value_counts().to_dict() == {"code_1": 235, "code_2": 207}


def test_the_sample_is_in_the_units_of_the_contract(rows: pd.DataFrame) -> None:
    assert (rows["age"].min(), rows["age"].max()) == (19, 79)
    assert rows["body_mass_index"].median() == pytest.approx(25.7)
    ratio = rows["total_cholesterol"] / rows["hdl_cholesterol"]
    assert (ratio - rows["cholesterol_ratio"]).abs().median() < 0.5


def test_rows_to_score_must_not_carry_the_answer(rows: pd.DataFrame) -> None:
    with pytest.raises(DataError, match=TARGET):
        check_rows(rows, features_schema(), "rows")
    assert list(check_rows(rows[list(FEATURE_NAMES)], features_schema(), "rows").columns) == list(FEATURE_NAMES)


def test_a_file_that_is_not_there_is_a_data_error() -> None:
    with pytest.raises(DataError, match="there is no such file"):
        read_rows(Path("nowhere.csv"), labelled_schema())


def test_the_prepare_step_ends_with_the_data_exit_code(
    project: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = project / f"operation/configuration/environment_{environment}/settings.yml"
    replace(settings, "source: sample", "source: file")
    raw = project / "data/raw/sample.csv"
    raw.parent.mkdir(parents=True)
    raw.write_bytes((BAD_DATA / "new_category.csv").read_bytes())
    assert run_step("prepare", "--env", environment, "--backend", "local") == ExitCode.DATA
    assert "found code_3 in line 6" in capsys.readouterr().err
    assert not (project / "data/processed").exists()
