"""Rows as a table that Azure Machine Learning reads: a CSV file, and beside it a file that says how to read it."""

from pathlib import Path

import pandas as pd

ROWS = "rows.csv"
DESCRIPTION = "MLTable"
READING = """\
$schema: https://azuremlschemas.azureedge.net/latest/MLTable.schema.json
type: mltable
paths:
  - file: ./{rows}
transformations:
  - read_delimited:
      delimiter: ","
      encoding: utf8
      header: all_files_same_headers
      infer_column_types: false
  - convert_column_types:
{columns}
"""


def write_table(directory: Path, rows: pd.DataFrame) -> None:
    """Write rows; every column keeps its type, whatever its values look like."""
    directory.mkdir(parents=True, exist_ok=True)
    rows.to_csv(directory / ROWS, index=False)
    columns = "\n".join(f"      - columns: {name}\n        column_type: {_type(rows[name])}" for name in rows.columns)
    (directory / DESCRIPTION).write_text(READING.format(rows=ROWS, columns=columns), encoding="utf-8")


def _type(column: pd.Series) -> str:
    return "float" if pd.api.types.is_numeric_dtype(column) else "string"
