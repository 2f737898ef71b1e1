"""The data contract of the target: a number in a plausible range, and not the same one everywhere."""

import pandera.pandas as pa

from src.data_contract import LARGEST_TARGET, SMALLEST_TARGET, TARGET


def target_column() -> pa.Column:
    """Return the checks of the target column."""
    return pa.Column(float, pa.Check.in_range(SMALLEST_TARGET, LARGEST_TARGET), nullable=False)


def target_checks() -> list[pa.Check]:
    """Return the checks of all rows together."""
    return [pa.Check(lambda frame: frame[TARGET].nunique() > 1, name="the target differs between rows")]
