"""Read rows and hold them against the data contract; every complaint names column, check, value and line."""

from contextlib import suppress
from pathlib import Path

import pandas as pd
import pandera.pandas as pa

from src.errors import DataError

WHOLE_FILE = "the whole file"
FIRST_LINE = 2  # of a CSV file with a header, counted from 1
LONGEST_LIST = 5
REMEDY = "Correct the data where it comes from; change src/data_contract.py only on purpose."
NUMBER = "float64"
WRONG_TYPE = "coerce_dtype"
CHECK_WORDS = {
    WRONG_TYPE: "a number is expected",
    "column_in_schema": "a column is not part of the contract",
}
NO_COLUMN = "column_in_dataframe"
NO_VALUE = "not_nullable"


def read_rows(path: Path, schema: pa.DataFrameSchema) -> pd.DataFrame:
    """Read a CSV file and check it; columns come back in the order of the contract."""
    if not path.is_file():
        message = f"{path}: there is no such file. Run the step prepare if it is one of its files, or correct the path."
        raise DataError(message)
    try:
        rows = pd.read_csv(path)
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError) as error:
        message = f"{path}: not a readable CSV file: {error}"
        raise DataError(message) from error
    return check_rows(rows, schema, str(path), REMEDY)


def check_rows(rows: pd.DataFrame, schema: pa.DataFrameSchema, source: str, remedy: str = "") -> pd.DataFrame:
    """Check rows against a schema and name every column that breaks it, and what to do where somebody can."""
    rows = _with_numbers(rows, schema)
    try:
        checked: pd.DataFrame = schema.validate(rows, lazy=True)[list(schema.columns)]
    except pa.errors.SchemaErrors as error:
        advice = [f"  remedy:   {remedy}"] if remedy else []
        message = "\n".join([f"{source} breaks the data contract:", *_violations(error.failure_cases), *advice])
        raise DataError(message) from error
    return checked


def _with_numbers(rows: pd.DataFrame, schema: pa.DataFrameSchema) -> pd.DataFrame:
    """Turn columns of numbers into floats: all at once, which is faster than pandera does it."""
    names = [name for name, column in schema.columns.items() if str(column.dtype) == NUMBER and name in rows]
    with suppress(TypeError, ValueError):
        return rows.astype(dict.fromkeys(names, NUMBER))
    return rows.assign(**{name: _numbers_or_objects(rows[name]) for name in names})


def _numbers_or_objects(values: pd.Series) -> pd.Series:
    """Return floats, or single objects, so that the schema names those that are no numbers."""
    try:
        return values.astype(float)
    except (TypeError, ValueError):
        return values.astype(object)


def _violations(cases: pd.DataFrame) -> list[str]:
    """Word what a schema found, one line for each column and check."""
    checks = cases["check"].astype(str).replace(f"dtype('{NUMBER}')", f"{WRONG_TYPE}('{NUMBER}')")
    cases = cases.assign(check=checks, column=cases["column"].fillna(WHOLE_FILE))
    not_numbers = set(cases.loc[cases["check"].str.startswith(WRONG_TYPE), "column"])
    # what else is said about a column of the wrong type only follows from it
    telling = cases[cases["check"].str.startswith(WRONG_TYPE) | ~cases["column"].isin(not_numbers)]
    return [
        f"  {column}: {_complaint(str(check), group['failure_case'])}{_lines(group['index'])}"
        for (column, check), group in telling.groupby(["column", "check"], sort=False)
    ]


def _complaint(check: str, cases: pd.Series) -> str:
    """Word a check that failed: what is missing cannot be found."""
    if check == NO_COLUMN:
        names = [str(name) for name in cases]
        return f"{'a column is' if len(names) == 1 else 'columns are'} missing: {_shortened(names)}"
    return "a value is missing" if check == NO_VALUE else f"{_words(check)}{_found(cases)}"


def _words(check: str) -> str:
    name, *values = check.partition("(")
    return CHECK_WORDS.get(name, f"expected: {name.replace('_', ' ')}{''.join(values)}")


def _found(values: pd.Series) -> str:
    distinct = [text for text in dict.fromkeys(map(str, values)) if text != "False"]
    return f", found {_shortened(distinct)}" if distinct else ""


def _lines(positions: pd.Series) -> str:
    numbers = sorted({int(position) + FIRST_LINE for position in positions.dropna()})
    return f" in line {_shortened([str(number) for number in numbers])}" if numbers else ""


def _shortened(texts: list[str]) -> str:
    return ", ".join([*texts[:LONGEST_LIST], *(["…"] if len(texts) > LONGEST_LIST else [])])
