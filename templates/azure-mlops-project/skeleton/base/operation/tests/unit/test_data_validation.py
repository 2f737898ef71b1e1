"""Rows are held against a schema, and every complaint names column, check, value and line."""

from pathlib import Path

import pandas as pd
import pandera.pandas as pa
import pytest

from src.data_validation import check_rows, read_rows
from src.errors import DataError

SCHEMA = pa.DataFrameSchema(
    {
        "age": pa.Column(float, pa.Check.in_range(0, 120)),
        "city": pa.Column(str, pa.Check.isin(["Bern", "Basel"])),
    },
    checks=[pa.Check(lambda frame: len(frame) >= 2, name="at least 2 rows")],
    strict=True,
)


def complaint(text: str, tmp_path: Path) -> str:
    (tmp_path / "rows.csv").write_text(text, "utf-8")
    with pytest.raises(DataError) as caught:
        read_rows(tmp_path / "rows.csv", SCHEMA)
    return str(caught.value)


def test_good_rows_come_back_in_the_order_of_the_contract(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text("city,age\nBern,1\nBasel,2\n", "utf-8")
    assert list(read_rows(tmp_path / "rows.csv", SCHEMA).columns) == ["age", "city"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("age,city\n1,Bern\nold,Basel\n", "age: a number is expected, found old in line 3"),
        ("age,city\n1,Bern\n200,Basel\n", "found 200.0 in line 3"),
        ("age,city\n1,Bern\n,Basel\n", "age: a value is missing in line 3\n"),
        ("age,city\n1,Bern\n2,Paris\n", "found Paris in line 3"),
        ("city\nBern\nBasel\n", "the whole file: a column is missing: age\n"),
        ("shoe\n1\n2\n", "the whole file: columns are missing: age, city\n"),
        ("age,city,shoe\n1,Bern,2\n2,Basel,3\n", "a column is not part of the contract, found shoe"),
        ("age,city\n1,Bern\n", "the whole file: expected: at least 2 rows"),
        ("", "not a readable CSV file"),
        ('age,city\n1,"Bern\n', "not a readable CSV file"),
    ],
)
def test_rows_that_break_the_contract_are_refused_with_the_reason(text: str, expected: str, tmp_path: Path) -> None:
    found = complaint(text, tmp_path)
    assert expected in found
    assert "rows.csv" in found


def test_a_file_that_breaks_the_contract_comes_with_a_remedy_and_nothing_is_said_to_be_found_that_is_missing(
    tmp_path: Path,
) -> None:
    found = complaint('age\n1\n""\n', tmp_path)
    assert "found" not in found
    assert found.endswith(
        "\n  remedy:   Correct the data where it comes from; change src/data_contract.py only on purpose."
    )


def test_a_long_list_of_values_is_cut_short(tmp_path: Path) -> None:
    rows = "".join(f"{age},Bern\n" for age in range(200, 210))
    assert "found 200.0, 201.0, 202.0, 203.0, 204.0, … in line 2, 3, 4, 5, 6, …" in complaint(
        f"age,city\n{rows}", tmp_path
    )


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_bytes(b"age\n\xff\xfe\x00\x01\n")
    with pytest.raises(DataError, match="not a readable CSV file"):
        read_rows(tmp_path / "rows.csv", SCHEMA)


def test_a_file_that_is_not_there_is_a_data_error() -> None:
    with pytest.raises(DataError, match="there is no such file"):
        read_rows(Path("nowhere.csv"), SCHEMA)


def test_rows_of_a_request_are_named_by_what_they_are() -> None:
    with pytest.raises(DataError, match="the request breaks the data contract") as caught:
        check_rows(pd.DataFrame({"age": [-1.0]}), SCHEMA, "the request")
    assert "remedy" not in str(caught.value)
