"""What the model sees of a period: the values before it, and where in its season it is.

A window ends just before its period, so that no forecast looks into the future.
"""

import numpy as np
import pandas as pd

from src.data_contract import SEASON, TARGET, WINDOW
from src.periods import Numbers, numbers_of, values_of

LAGS = tuple(f"lag_{distance}" for distance in range(1, WINDOW + 1))
POSITION = "position_in_season"


def window_table(recent: Numbers, numbers: Numbers) -> pd.DataFrame:
    """Build a row for each period from the values before it, latest last, and the number of the period."""
    table = pd.DataFrame(recent[:, ::-1], columns=list(LAGS))
    table[POSITION] = numbers % SEASON
    return table


def windows_of(series: pd.DataFrame) -> "tuple[pd.DataFrame, pd.Series[float]]":
    """Return the windows of all periods of a series that have one, and their values."""
    recent = np.lib.stride_tricks.sliding_window_view(values_of(series), WINDOW)[:-1]
    return window_table(recent, numbers_of(series)[WINDOW:]), series[TARGET].iloc[WINDOW:]


def same_position_one_season_before(recent: Numbers, horizon: int) -> Numbers:
    """Repeat the last known season: a row for each origin, a column for each period ahead."""
    repeated: Numbers = recent[:, np.arange(horizon) % SEASON - SEASON]
    return repeated
