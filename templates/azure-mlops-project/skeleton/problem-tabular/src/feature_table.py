"""Rows of features: what a client sends, and what is typical of them."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from src.data_contract import FEATURE_NAMES, FEATURES
from src.errors import DataError
from src.features import NumberFeature

TYPICAL_QUANTILES = (0.1, 0.5, 0.9)


def score_input(rows: pd.DataFrame) -> pd.DataFrame:
    """Return what a client would send of labelled rows: the features."""
    return rows[list(FEATURE_NAMES)]


def smoke_request(train: pd.DataFrame) -> dict[str, Any]:
    """Build a request of typical values (quantiles and frequent words: nobody's own row)."""
    records: list[dict[str, Any]] = [{} for _ in TYPICAL_QUANTILES]
    for feature in FEATURES:
        column = train[feature.name]
        if isinstance(feature, NumberFeature):
            values = column.quantile(list(TYPICAL_QUANTILES)).tolist()
        else:
            words = column.value_counts().index.tolist()
            values = [words[position % len(words)] for position in range(len(TYPICAL_QUANTILES))]
        for record, value in zip(records, values, strict=True):
            record[feature.name] = value
    return {"records": records}


def request_options(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Read what a request says beside its records: nothing, where each row is answered for itself."""
    if fields:
        message = f"the request breaks the score contract: expected records alone, found also {', '.join(fields)}"
        raise DataError(message)
    return {}


def describe_features() -> list[dict[str, str]]:
    """Describe the features, for the metadata of a model."""
    return [
        {"name": f.name, "type": "number" if isinstance(f, NumberFeature) else "text", "allowed": f.allowed}
        for f in FEATURES
    ]
