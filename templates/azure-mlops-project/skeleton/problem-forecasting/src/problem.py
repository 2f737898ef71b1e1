"""The kind of problem: forecasting. A model continues a series of values."""

import argparse
from collections.abc import Mapping
from typing import Any, Literal

import numpy as np
import pandas as pd
from sklearn.metrics import mean_absolute_error, root_mean_squared_error
from sklearn.model_selection import TimeSeriesSplit

from src.backtest import backtest, backtest_naive
from src.data_contract import ALLOWED, FEATURE_NAMES, HORIZON, LONGEST_HORIZON, SEASON, TARGET, TIME, WINDOW
from src.errors import DataError
from src.forecaster import FORECAST, SEASON_BEFORE, Forecaster
from src.periods import ordinals

Direction = Literal["higher", "lower"]

ALGORITHM = "ridge regression on lags and the position in the season, continued with its own forecasts"
METRICS: Mapping[str, Direction] = {"mae": "lower", "rmse": "lower", "mase": "lower"}
SLICES = ("december_to_may", "june_to_november")
DECEMBER_TO_MAY = (11, 0, 1, 2, 3, 4)  # positions in the season: January is 0


def lag_list(text: str) -> list[int]:
    """Parse distances such as `1,2,12`."""
    try:
        lags = [int(part) for part in text.split(",")]
    except ValueError as error:
        message = f"expected whole numbers with commas, such as 1,2,12, found {text!r}"
        raise argparse.ArgumentTypeError(message) from error
    if not all(1 <= lag <= WINDOW for lag in lags):
        message = f"expected lags between 1 and {WINDOW}, the length of a window, found {text!r}"
        raise argparse.ArgumentTypeError(message)
    return lags


def add_training_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the hyperparameters to a command line."""
    parser.add_argument("--lags", type=lag_list, default="1,2,3,12", help="how many periods back the model looks")
    parser.add_argument("--regularization", type=float, default=1.0)
    parser.add_argument("--cross-validation-folds", type=int, default=5)


def build_model(options: argparse.Namespace) -> Forecaster:
    """Build the estimator that is fitted."""
    return Forecaster(lags=options.lags, regularization=options.regularization)


def split(rows: pd.DataFrame, holdout_fraction: float, seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:  # noqa: ARG001 - time decides, not chance
    """Hold out the latest rows."""
    cut = len(rows) - round(len(rows) * holdout_fraction)
    return rows.iloc[:cut], rows.iloc[cut:]


def fit(model: Forecaster, train: pd.DataFrame) -> None:
    """Fit the model."""
    model.fit(train)


def cross_validate(options: argparse.Namespace, train: pd.DataFrame) -> dict[str, float]:
    """Measure the model on several stretches of the training data, each with a model of what came before it."""
    folds = TimeSeriesSplit(options.cross_validation_folds)
    errors = []
    for past, future in folds.split(train):
        if len(past) < WINDOW + SEASON:
            message = (
                f"{len(train)} rows are too few for {options.cross_validation_folds} folds: "
                f"the first has {len(past)} rows, expected at least {WINDOW + SEASON}. Take fewer folds."
            )
            raise DataError(message)
        model = build_model(options).fit(train.iloc[past])
        stretch = train.iloc[future[0] - WINDOW : future[-1] + 1]
        errors.append(measure(stretch, backtest(model, stretch))["mae"])
    return {
        "cross_validation_mae_mean": float(np.mean(errors)),
        "cross_validation_mae_deviation": float(np.std(errors)),
    }


def request_options(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Read what a request says beside its records: how many periods to forecast."""
    horizon = fields.get("horizon", HORIZON)
    if fields.keys() - {"horizon"}:
        message = (
            "the request breaks the score contract: expected records and horizon, "
            f"found also {', '.join(sorted(fields.keys() - {'horizon'}))}"
        )
        raise DataError(message)
    if isinstance(horizon, bool) or not isinstance(horizon, int) or not 1 <= horizon <= LONGEST_HORIZON:
        message = (
            f"the request breaks the score contract: horizon: expected a whole number from 1 to {LONGEST_HORIZON}, "
            f"found {horizon!r}"
        )
        raise DataError(message)
    return {"horizon": horizon}


def predict(model: Forecaster, rows: pd.DataFrame, horizon: int = HORIZON) -> pd.DataFrame:
    """Return a forecast for each period after a checked history."""
    return model.forecast(rows, horizon)


def answer_holdout(model: Forecaster, holdout: pd.DataFrame) -> pd.DataFrame:
    """Return the forecast of each row held out; the rows of the first window have none."""
    return backtest(model, holdout)


def measure(holdout: pd.DataFrame, answers: pd.DataFrame) -> dict[str, float]:
    """Return every metric of the rows that have a forecast.

    `mase` is the mean absolute error over that of the rule that a season repeats the one before: 1 is no gain.
    """
    known = answers[FORECAST].notna()
    truth, forecast = holdout.loc[known, TARGET], answers.loc[known, FORECAST]
    if truth.empty:
        message = f"no row has a forecast to measure: expected more than {WINDOW} rows, found {len(holdout)}"
        raise DataError(message)
    error = float(mean_absolute_error(truth, forecast))
    naive_error = float(mean_absolute_error(truth, answers.loc[known, SEASON_BEFORE]))
    if naive_error == 0:
        message = f"every {TARGET} is that of the season before: there is nothing to forecast"
        raise DataError(message)
    return {
        "mae": error,
        "rmse": float(root_mean_squared_error(truth, forecast)),
        "mase": error / naive_error,
    }


def baseline(train: pd.DataFrame, holdout: pd.DataFrame) -> tuple[str, pd.DataFrame]:  # noqa: ARG001 - it learns nothing
    """Answer with the value of the same position one season before."""
    return "as one season before", backtest_naive(holdout)


def slices(holdout: pd.DataFrame) -> "Mapping[str, pd.Series[bool]]":
    """Return the groups of rows on which the model is also measured."""
    first_half = (ordinals(holdout[TIME]) % SEASON).isin(DECEMBER_TO_MAY)
    return dict(zip(SLICES, (first_half, ~first_half), strict=True))


def score_input(holdout: pd.DataFrame) -> pd.DataFrame:
    """Return the history that a client would send."""
    return holdout[list(FEATURE_NAMES)]


def smoke_request(train: pd.DataFrame) -> dict[str, Any]:
    """Build a request of a typical history: each value is the mean of all years."""
    typical = train.groupby(ordinals(train[TIME]) % SEASON)[TARGET].transform("mean")
    history = train.assign(**{TARGET: typical})[list(FEATURE_NAMES)].tail(WINDOW)
    return {"records": history.to_dict(orient="records"), "horizon": HORIZON}


def describe(train: pd.DataFrame) -> dict[str, Any]:
    """Describe the problem and its data, for the metadata of a model."""
    return {
        "problem": "forecasting",
        "target": TARGET,
        "time": TIME,
        "first": str(train[TIME].iloc[0]),
        "last": str(train[TIME].iloc[-1]),
        "season": SEASON,
        "window": WINDOW,
        "horizon": HORIZON,
        "features": [
            {"name": TIME, "type": "text", "allowed": ALLOWED[TIME]},
            {"name": TARGET, "type": "number", "allowed": ALLOWED[TARGET]},
        ],
    }
