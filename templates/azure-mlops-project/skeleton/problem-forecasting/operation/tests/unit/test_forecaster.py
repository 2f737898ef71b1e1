"""What the model is: it learns from the past, continues a series, and never looks into the future."""

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone

from src.backtest import backtest, backtest_naive
from src.data_contract import HORIZON, SEASON, TARGET, TIME, WINDOW
from src.forecaster import FORECAST, SEASON_BEFORE, Forecaster
from src.periods import periods_from


def warmed(series: pd.DataFrame, row: int, degrees: float) -> pd.DataFrame:
    values = series[TARGET].to_numpy(copy=True)
    values[row] += degrees
    return series.assign(**{TARGET: values})


@pytest.fixture
def series() -> pd.DataFrame:
    """Return twenty years with a season, and what is left of a shock after each month."""
    generator = np.random.default_rng(3)
    months = np.arange(20 * SEASON)
    rest = np.zeros(len(months))
    for month in months[1:]:
        rest[month] = 0.8 * rest[month - 1] + generator.normal(0, 0.5)
    values = 22 + 3 * np.sin(2 * np.pi * months / SEASON) + rest
    return pd.DataFrame({TIME: periods_from(-240, len(months)), TARGET: values})


@pytest.fixture
def model(series: pd.DataFrame) -> Forecaster:
    return Forecaster(lags=[1, 2, 12], regularization=1.0).fit(series.iloc[: 15 * SEASON])


def test_it_learns_how_much_of_a_shock_is_left_after_a_month(model: Forecaster, series: pd.DataFrame) -> None:
    warmer = warmed(series, len(series) - 1, 1.0)
    effect = model.forecast(warmer, 6)[FORECAST] - model.forecast(series, 6)[FORECAST]
    assert effect.iloc[0] == pytest.approx(0.8, abs=0.15)
    assert effect.is_monotonic_decreasing
    assert effect.iloc[-1] < 0.5


def test_the_periods_of_a_forecast_follow_the_history(model: Forecaster, series: pd.DataFrame) -> None:
    assert series[TIME].iloc[-1] == "1969-12"
    assert model.forecast(series, 3)[TIME].tolist() == ["1970-01", "1970-02", "1970-03"]
    assert len(model.predict(series)) == HORIZON


def test_a_longer_forecast_starts_with_the_shorter_one(model: Forecaster, series: pd.DataFrame) -> None:
    long = model.forecast(series, 30)
    for horizon in (1, 2, 13):
        assert model.forecast(series, horizon).equals(long.head(horizon))


def test_a_forecast_from_its_own_forecasts_is_the_forecast_that_goes_further(
    model: Forecaster, series: pd.DataFrame
) -> None:
    first = model.forecast(series, 4).rename(columns={FORECAST: TARGET})[[TIME, TARGET]]
    continued = model.forecast(pd.concat([series, first], ignore_index=True), 3)[FORECAST]
    assert continued.tolist() == pytest.approx(model.forecast(series, 7)[FORECAST].tail(3).tolist())


def test_what_is_older_than_a_window_does_not_matter(model: Forecaster, series: pd.DataFrame) -> None:
    assert model.forecast(series.tail(WINDOW), 12).equals(model.forecast(series, 12))


def test_the_season_before_is_that_of_the_history(model: Forecaster, series: pd.DataFrame) -> None:
    forecast = model.forecast(series, SEASON)
    assert forecast[SEASON_BEFORE].tolist() == series[TARGET].tail(SEASON).tolist()


def test_a_backtest_is_what_the_model_would_have_said_then(model: Forecaster, series: pd.DataFrame) -> None:
    answers = backtest(model, series)
    assert answers.index.equals(series.index)
    assert answers[FORECAST].isna().sum() == WINDOW
    for origin in (WINDOW, WINDOW + HORIZON, WINDOW + 5 * HORIZON):
        then = model.forecast(series.iloc[:origin], HORIZON)
        block = answers.iloc[origin : origin + HORIZON]
        assert block[TIME].tolist() == then[TIME].tolist()
        assert block[FORECAST].tolist() == pytest.approx(then[FORECAST].tolist())
        assert block[SEASON_BEFORE].tolist() == pytest.approx(then[SEASON_BEFORE].tolist())


@pytest.mark.parametrize("rows", [WINDOW + 1, WINDOW + HORIZON - 1, WINDOW + HORIZON, WINDOW + HORIZON + 1])
def test_the_last_stretch_of_a_backtest_may_be_shorter(model: Forecaster, series: pd.DataFrame, rows: int) -> None:
    answers = backtest(model, series.head(rows))
    assert answers[FORECAST].notna().sum() == rows - WINDOW


def test_a_backtest_does_not_look_into_the_future(model: Forecaster, series: pd.DataFrame) -> None:
    series = series.head(WINDOW + 4 * HORIZON)
    before, naive_before = backtest(model, series), backtest_naive(series)
    for changed in range(WINDOW, len(series)):
        other = warmed(series, changed, 5.0)
        # what the changed row is a part of was forecast from an origin that did not know it yet
        known_from = WINDOW + ((changed - WINDOW) // HORIZON + 1) * HORIZON
        for answers, unchanged in ((backtest(model, other), before), (backtest_naive(other), naive_before)):
            assert answers.head(known_from).equals(unchanged.head(known_from))
        if changed + 1 == known_from < len(series):
            # the value just before an origin is known there, and matters
            assert backtest(model, other)[FORECAST].iloc[known_from] != before[FORECAST].iloc[known_from]


def test_the_naive_rule_answers_with_one_season_before(series: pd.DataFrame) -> None:
    answers = backtest_naive(series)
    later = answers.iloc[WINDOW:]
    assert later[FORECAST].tolist() == series[TARGET].iloc[WINDOW - SEASON : -SEASON].tolist()
    assert later[FORECAST].tolist() == later[SEASON_BEFORE].tolist()


def test_scikit_learn_can_clone_it_and_sees_its_hyperparameters(model: Forecaster, series: pd.DataFrame) -> None:
    twin = clone(model)
    assert twin.get_params() == {"lags": [1, 2, 12], "regularization": 1.0}
    assert not hasattr(twin, "one_step_")
    twin.set_params(lags=[1]).fit(series)
    assert twin.one_step_["columns"].transformers_[0][2] == ["lag_1"]
