"""A feature set: rows of features with an id and a time each, described so that others can use them too.

| file                  | content |
|-----------------------|---------|
| FeatureSetSpec.yaml   | source, time, index and features with their types, as Azure Machine Learning reads it |
| features/features.csv | the rows |
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from src.errors import DataError
from src.row_identity import ROW_ID, row_ids
from src.scored_log import in_utc

SPECIFICATION = "FeatureSetSpec.yaml"
SOURCE = "features"
FILE = "features.csv"
TIME = "event_time"
SCHEMA = "http://azureml/sdk-2-0/FeatureSetSpec.json"


def write_feature_set(rows: pd.DataFrame, folder: Path, event_time: datetime) -> None:
    """Add rows of features to a feature set, each known since a time; rows that are there already are not added."""
    moment = in_utc(event_time, "the time of the features").isoformat(timespec="seconds")
    columns = [str(name) for name in rows.columns]
    taken = sorted({ROW_ID, TIME} & {*columns})
    if taken:
        message = f"a feature must not be named {', '.join(taken)}: the feature set has such a column of its own"
        raise DataError(message)
    new = rows.copy()
    new[ROW_ID], new[TIME] = row_ids(rows, columns), moment
    new = new.drop_duplicates(ROW_ID)
    table = folder / SOURCE / FILE
    if table.is_file():
        old = read_feature_set(folder)
        new = new[~new[ROW_ID].isin(old[ROW_ID])]
        new = pd.concat([old[new.columns], new], ignore_index=True)
    table.parent.mkdir(parents=True, exist_ok=True)
    new[[ROW_ID, TIME, *columns]].to_csv(table, index=False)
    (folder / SPECIFICATION).write_text(yaml.safe_dump(_specification(rows), sort_keys=False), encoding="utf-8")


def read_feature_set(folder: Path) -> pd.DataFrame:
    """Read a feature set and hold it against its specification."""
    specification = _read_specification(folder / SPECIFICATION)
    table = folder / specification["source"]["path"] / FILE
    if not table.is_file():
        message = f"{table}: there is no such file, but {folder / SPECIFICATION} names it. Publish the features again."
        raise DataError(message)
    index = [entry["name"] for entry in specification["index_columns"]]
    features = {entry["name"]: entry["type"] for entry in specification["features"]}
    time = specification["source"]["timestamp_column"]["name"]
    rows = pd.read_csv(table, dtype=dict.fromkeys([*index, time], str))
    expected = [*index, time, *features]
    if list(rows.columns) != expected:
        message = f"{table}: expected the columns {', '.join(expected)}, found {', '.join(map(str, rows.columns))}"
        raise DataError(message)
    wrong = [name for name, kind in features.items() if _type_of(rows[name]) != kind and rows[name].notna().any()]
    if wrong:
        message = f"{table}: other types than {folder / SPECIFICATION} says in {', '.join(wrong)}"
        raise DataError(message)
    return rows


def features_as_of(folder: Path, ids: Sequence[str], as_of: datetime) -> pd.DataFrame:
    """Return the features of rows as they were known at a time; what became known later is not told."""
    rows = read_feature_set(folder)
    moments = pd.to_datetime(rows[TIME], utc=True)
    known = rows[moments <= in_utc(as_of, "the time to look at")]
    known = known.sort_values(TIME, kind="stable").drop_duplicates(ROW_ID, keep="last").set_index(ROW_ID)
    unknown = [name for name in ids if name not in known.index]
    if unknown:
        message = (
            f"{folder}: at {as_of} nothing was known of {len(unknown)} of {len(ids)} rows, the first is {unknown[0]}"
        )
        raise DataError(message)
    return known.loc[list(ids)].drop(columns=TIME)


def _specification(rows: pd.DataFrame) -> dict[str, Any]:
    return {
        "$schema": SCHEMA,
        "source": {"type": "csv", "path": SOURCE, "timestamp_column": {"name": TIME}},
        "features": [{"name": str(name), "type": _type_of(rows[name])} for name in rows.columns],
        "index_columns": [{"name": ROW_ID, "type": "string"}],
    }


def _type_of(values: "pd.Series") -> str:
    return "double" if pd.api.types.is_numeric_dtype(values) else "string"


def _read_specification(path: Path) -> dict[str, Any]:
    if not path.is_file():
        message = f"{path}: there is no such file. Run the step publish_features first."
        raise DataError(message)
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content
