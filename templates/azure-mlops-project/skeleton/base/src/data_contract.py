"""The data contract: which columns there are, of which type, in which range.

This file is the first to change when the use case changes. `docs/data/` describes the
same columns for people, and a test holds the two together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pandera.pandas as pa

from src.errors import DataError

TARGET = "diagnosis"
POSITIVE_CLASS = "malignant"
NEGATIVE_CLASS = "benign"
CLASSES = (NEGATIVE_CLASS, POSITIVE_CLASS)
MINIMUM_ROWS = 50


@dataclass(frozen=True)
class Measurement:
    """A property of the cell nuclei in an image, and the largest value that is plausible."""

    name: str
    description: str
    largest: float


@dataclass(frozen=True)
class Feature:
    """A column that the model reads."""

    name: str
    description: str
    smallest: float
    largest: float


MEASUREMENTS = (
    Measurement("radius", "distance from the centre of the nucleus to its outline", 60),
    Measurement("texture", "spread of the grey values inside the nucleus", 80),
    Measurement("perimeter", "length of the outline", 400),
    Measurement("area", "area inside the outline", 8000),
    Measurement("smoothness", "local variation of the radius", 1),
    Measurement("compactness", "perimeter squared over area, less one", 3),
    Measurement("concavity", "depth of the dents in the outline", 3),
    Measurement("concave_points", "share of the outline that is dented", 1),
    Measurement("symmetry", "difference between the two halves of the nucleus", 1),
    Measurement("fractal_dimension", "roughness of the outline", 1),
)
STATISTICS = {
    "mean": "mean over the nuclei of an image",
    "error": "standard error over the nuclei of an image",
    "worst": "mean of the three largest nuclei of an image",
}
FEATURES = tuple(
    Feature(
        name=f"{statistic}_{measurement.name}",
        description=f"{measurement.description}: {meaning}",
        smallest=0,
        largest=measurement.largest,
    )
    for statistic, meaning in STATISTICS.items()
    for measurement in MEASUREMENTS
)
FEATURE_NAMES = tuple(feature.name for feature in FEATURES)


def feature_columns() -> dict[str, pa.Column]:
    """Return the checks of the feature columns."""
    return {
        feature.name: pa.Column(
            float,
            pa.Check.in_range(feature.smallest, feature.largest),
            coerce=True,
            nullable=False,
        )
        for feature in FEATURES
    }


def features_schema() -> pa.DataFrameSchema:
    """Return the contract of rows to score: every feature, and nothing else."""
    return pa.DataFrameSchema(feature_columns(), strict=True)


def labelled_schema() -> pa.DataFrameSchema:
    """Return the contract of rows to learn from: features, target, enough distinct rows."""
    return pa.DataFrameSchema(
        {**feature_columns(), TARGET: pa.Column(str, pa.Check.isin(CLASSES), nullable=False)},
        checks=[
            pa.Check(lambda frame: len(frame) >= MINIMUM_ROWS, name=f"at least {MINIMUM_ROWS} rows"),
            pa.Check(lambda frame: frame[TARGET].nunique() == len(CLASSES), name="every class occurs"),
        ],
        unique=[*FEATURE_NAMES, TARGET],
        strict=True,
    )


def read_rows(path: Path, schema: pa.DataFrameSchema) -> pd.DataFrame:
    """Read a CSV file and check it; columns come back in the order of the contract."""
    if not path.is_file():
        message = f"{path}: there is no such file. Run the step that writes it, or correct the path."
        raise DataError(message)
    try:
        rows = pd.read_csv(path)
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError) as error:
        message = f"{path}: not a readable CSV file: {error}"
        raise DataError(message) from error
    return check_rows(rows, schema, str(path))


def check_rows(rows: pd.DataFrame, schema: pa.DataFrameSchema, source: str) -> pd.DataFrame:
    """Check rows against a schema and name every column that breaks it."""
    try:
        checked: pd.DataFrame = schema.validate(rows, lazy=True)[list(schema.columns)]
    except pa.errors.SchemaErrors as error:
        message = "\n".join([f"{source} breaks the data contract:", *_violations(error.failure_cases)])
        raise DataError(message) from error
    return checked


def _violations(cases: pd.DataFrame) -> Sequence[str]:
    lines = []
    for (column, check), group in cases.groupby(["column", "check"], dropna=False, sort=False):
        found = ", ".join(str(value) for value in group["failure_case"].head(3))
        rows = sorted({int(index) + 2 for index in group["index"].dropna()})[:3]
        where = f" in line {', '.join(str(row) for row in rows)}" if rows else ""
        lines.append(f"  {column}: {check}; {len(group)} time(s), found {found}{where}")
    return lines
