"""The model: a scikit-learn estimator that learns from a series and continues it."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator
from sklearn.compose import ColumnTransformer
from sklearn.linear_model import Ridge
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from src.data_contract import HORIZON, SEASON, TIME, WINDOW
from src.periods import Numbers, numbers_of, periods_from, values_of
from src.windows import POSITION, same_position_one_season_before, window_table, windows_of

FORECAST = "forecast"
SEASON_BEFORE = "season_before"


class Forecaster(BaseEstimator):  # type: ignore[misc] # scikit-learn has no types
    """Tells the next value from lags and the position in the season, and further ones from its own forecasts."""

    def __init__(self, lags: Sequence[int], regularization: float) -> None:
        """Keep the hyperparameters under their names, as scikit-learn asks."""
        self.lags = lags
        self.regularization = regularization

    def fit(self, series: pd.DataFrame, _: object = None) -> "Forecaster":
        """Learn to tell each value from the window before it."""
        season = OneHotEncoder(categories=[list(range(SEASON))], handle_unknown="error")
        columns = ColumnTransformer(
            [
                ("lags", StandardScaler(), [f"lag_{lag}" for lag in self.lags]),
                ("season", season, [POSITION]),
            ]
        )
        self.one_step_ = Pipeline([("columns", columns), ("regression", Ridge(alpha=self.regularization))])
        self.one_step_.fit(*windows_of(series))
        return self

    def predict(self, history: pd.DataFrame) -> pd.DataFrame:
        """Forecast the usual number of periods after a history."""
        return self.forecast(history, HORIZON)

    def forecast(self, history: pd.DataFrame, horizon: int) -> pd.DataFrame:
        """Forecast so many periods after a history: one row for each."""
        recent = values_of(history)[np.newaxis, -WINDOW:]
        following = numbers_of(history)[-1:] + 1
        return pd.DataFrame(
            {
                TIME: periods_from(following[0], horizon),
                FORECAST: self.continue_windows(recent, following, horizon)[0],
                SEASON_BEFORE: same_position_one_season_before(recent, horizon)[0],
            }
        )

    def continue_windows(self, recent: Numbers, numbers: Numbers, horizon: int) -> Numbers:
        """Forecast from several origins at once.

        A row of `recent` is what was known at one origin, latest last; `numbers` has the period after it.
        The answer has a row for each origin and a column for each period ahead.
        """
        known = recent
        forecasts = np.empty((len(recent), horizon))
        for step in range(horizon):
            forecasts[:, step] = self.one_step_.predict(window_table(known, numbers + step))
            known = np.column_stack([known[:, 1:], forecasts[:, step]])
        return forecasts
