"""The data contract of the target: one of the classes, and each of them somewhere."""

import pandera.pandas as pa

from src.data_contract import CLASSES, TARGET


def target_column() -> pa.Column:
    """Return the checks of the target column."""
    return pa.Column(str, pa.Check.isin(CLASSES), nullable=False)


def target_checks() -> list[pa.Check]:
    """Return the checks of all rows together."""
    return [pa.Check(lambda frame: frame[TARGET].nunique() == len(CLASSES), name="every class occurs")]
