"""The data contract as schemas: what rows to learn from and rows to score must look like."""

from functools import cache

import pandera.pandas as pa

from src.data_contract import FEATURES, MINIMUM_ROWS, TARGET
from src.features import CategoryFeature, Feature
from src.target import target_checks, target_column


def column_of(feature: Feature) -> pa.Column:
    """Return the checks of a feature."""
    if isinstance(feature, CategoryFeature):
        return pa.Column(str, pa.Check.isin(feature.categories), nullable=False)
    return pa.Column(float, pa.Check.in_range(feature.smallest, feature.largest), nullable=False)


@cache
def features_schema() -> pa.DataFrameSchema:
    """Return the contract of rows to score: every feature, and nothing else."""
    return pa.DataFrameSchema({feature.name: column_of(feature) for feature in FEATURES}, strict=True)


@cache
def labelled_schema() -> pa.DataFrameSchema:
    """Return the contract of rows to learn from: features, target, enough distinct rows."""
    return pa.DataFrameSchema(
        {**features_schema().columns, TARGET: target_column()},
        checks=[
            pa.Check(lambda frame: not frame.duplicated().any(), name="no row is there twice"),
            pa.Check(lambda frame: len(frame) >= MINIMUM_ROWS, name=f"at least {MINIMUM_ROWS} rows"),
            *target_checks(),
        ],
        strict=True,
    )
