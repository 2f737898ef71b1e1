"""Ids of rows, by which an answer meets its truth when that arrives later.

An answer that names what it is about by a column of the data, such as the month of a forecast, is known by that column.
Otherwise a row is known by its content: the same values give the same id everywhere, so that nobody has to hand ids on.
"""

import hashlib
from collections.abc import Sequence

import pandas as pd

from src.errors import DataError

ROW_ID = "row_id"
LENGTH = 20


def key_columns(answers: pd.DataFrame, rows: pd.DataFrame) -> tuple[str, ...]:
    """Return the columns by which answers name what they are about, or none."""
    return tuple(str(name) for name in answers.columns if name in rows.columns)


def ids_of_answers(answers: pd.DataFrame, rows: pd.DataFrame) -> "pd.Series[str]":
    """Return an id for each answer to rows that were scored."""
    key = key_columns(answers, rows)
    if key:
        return row_ids(answers, key)
    if len(answers) != len(rows):
        message = f"{len(answers)} answers to {len(rows)} rows, and no column of the answers says which is whose"
        raise DataError(message)
    return row_ids(rows, list(rows.columns)).set_axis(answers.index)


def row_ids(rows: pd.DataFrame, columns: Sequence[str]) -> "pd.Series[str]":
    """Return an id for each row, made of its values in these columns."""
    values = zip(*(_texts(rows[name]) for name in columns), strict=True)
    digests = [hashlib.sha256("\x1f".join(row).encode()).hexdigest()[:LENGTH] for row in values]
    return pd.Series(digests, index=rows.index, name=ROW_ID, dtype=str)


def _texts(values: "pd.Series") -> list[str]:
    """Write values so that 1 and 1.0 are the same, as they are in a CSV file and in JSON."""
    if pd.api.types.is_numeric_dtype(values):
        return [repr(float(value)) for value in values]
    return [str(value) for value in values]
