"""Forecast a series that is known already, from one origin after the other, to compare with what came."""

import numpy as np
import pandas as pd

from src.data_contract import HORIZON, TIME, WINDOW
from src.forecaster import FORECAST, SEASON_BEFORE, Forecaster
from src.periods import Numbers, numbers_of, values_of
from src.windows import same_position_one_season_before


def backtest(model: Forecaster, series: pd.DataFrame) -> pd.DataFrame:
    """Forecast every period after the first window, each from the latest origin before it.

    The answer has a row for each row of the series; rows of the first window have no forecast.
    """
    recent, numbers = _origins(series)
    forecasts = model.continue_windows(recent, numbers, HORIZON)
    return _answers(series, forecasts, recent)


def backtest_naive(series: pd.DataFrame) -> pd.DataFrame:
    """Do the same with the rule that a season repeats the one before."""
    recent, _ = _origins(series)
    return _answers(series, same_position_one_season_before(recent, HORIZON), recent)


def _origins(series: pd.DataFrame) -> tuple[Numbers, Numbers]:
    values = values_of(series)
    starts = range(WINDOW, len(series), HORIZON)
    return np.stack([values[start - WINDOW : start] for start in starts]), numbers_of(series)[WINDOW::HORIZON]


def _answers(series: pd.DataFrame, forecasts: Numbers, recent: Numbers) -> pd.DataFrame:
    naive = same_position_one_season_before(recent, HORIZON)
    answers: pd.DataFrame = pd.DataFrame({TIME: series[TIME], FORECAST: np.nan, SEASON_BEFORE: np.nan})
    later = answers.index[WINDOW:]
    answers.loc[later, FORECAST] = forecasts.ravel()[: len(later)]
    answers.loc[later, SEASON_BEFORE] = naive.ravel()[: len(later)]
    return answers
