"""Periods of the series, written as text: 1950-01 is a month."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from src.data_contract import FREQUENCY, TARGET, TIME

Numbers = npt.NDArray[np.float64]


def ordinals(texts: pd.Series) -> "pd.Series[float]":
    """Give periods numbers, one more for each following period; what is no period gets none."""
    return texts.map(_ordinal).astype(float)


def numbers_of(series: pd.DataFrame) -> Numbers:
    """Return the numbers of the periods of a series."""
    return np.asarray(ordinals(series[TIME]), dtype=np.float64)


def values_of(series: pd.DataFrame) -> Numbers:
    """Return the values of a series."""
    return np.asarray(series[TARGET], dtype=np.float64)


def periods_from(ordinal: float, count: int) -> list[str]:
    """Write the period of a number, and those after it."""
    return [str(pd.Period(ordinal=int(ordinal) + step, freq=FREQUENCY)) for step in range(count)]


def _ordinal(text: object) -> float:
    try:
        found = pd.Period(str(text), freq=FREQUENCY)
    except ValueError:
        return np.nan
    # pandas understands more ways to write a period than people agree on: only its own is taken
    return float(found.ordinal) if isinstance(found, pd.Period) and str(found) == text else np.nan
