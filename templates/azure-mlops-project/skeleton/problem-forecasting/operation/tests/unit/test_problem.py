import argparse

import numpy as np
import pandas as pd
import pytest

from src import acquire, problem
from src.data_contract import HORIZON, LONGEST_HORIZON, SEASON, TARGET, TIME, WINDOW
from src.data_schema import features_schema, labelled_schema
from src.data_validation import check_rows, read_rows
from src.errors import DataError
from src.forecaster import Forecaster


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    raw = tmp_path_factory.mktemp("raw") / "raw.csv"
    acquire.main(["--raw-data", str(raw)])
    return read_rows(raw, labelled_schema())


def options_of(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    problem.add_training_arguments(parser)
    return parser.parse_args(arguments)


def learned(train: pd.DataFrame, *arguments: str) -> Forecaster:
    model = problem.build_model(options_of(*arguments))
    problem.fit(model, train)
    return model


def answers_of(holdout: pd.DataFrame, forecast: pd.Series | float, season_before: pd.Series) -> pd.DataFrame:
    return holdout[[TIME]].assign(forecast=forecast, season_before=season_before)


def test_the_latest_rows_are_held_out_and_none_is_lost(rows: pd.DataFrame) -> None:
    train, holdout = problem.split(rows, 0.25, 0)
    assert len(holdout) == 183
    assert pd.concat([train, holdout]).equals(rows)
    assert train[TIME].max() < holdout[TIME].min()


def test_the_seed_does_not_decide_what_is_held_out(rows: pd.DataFrame) -> None:
    assert problem.split(rows, 0.25, 1)[1].equals(problem.split(rows, 0.25, 2)[1])


def test_another_future_leaves_the_model_as_it_is(rows: pd.DataFrame) -> None:
    train, holdout = problem.split(rows, 0.25, 0)
    future = rows.copy()
    future.loc[holdout.index, TARGET] = np.linspace(15, 35, len(holdout))
    other_train, other_holdout = problem.split(future, 0.25, 0)
    assert other_train.equals(train)
    history = rows.tail(WINDOW)
    expected = problem.predict(learned(train), history)
    assert problem.predict(learned(other_train), history).equals(expected)
    assert problem.cross_validate(options_of(), other_train) == problem.cross_validate(options_of(), train)
    assert not other_holdout[TARGET].equals(holdout[TARGET])


def test_cross_validation_measures_a_stretch_with_a_model_of_what_came_before(rows: pd.DataFrame) -> None:
    train = rows.head(300)
    before = problem.cross_validate(options_of("--cross-validation-folds", "2"), train)
    changed = train.copy()
    changed.loc[train.index[200:], TARGET] = 20.0
    after = problem.cross_validate(options_of("--cross-validation-folds", "2"), changed)
    mean, deviation = (f"cross_validation_mae_{name}" for name in ("mean", "deviation"))
    # the first of the two stretches ends at row 200: its error is the same as before
    first_of = [{round(entry[mean] + sign * entry[deviation], 9) for sign in (1, -1)} for entry in (before, after)]
    assert len(first_of[0] & first_of[1]) == 1


def test_too_many_folds_for_the_rows_are_refused(rows: pd.DataFrame) -> None:
    with pytest.raises(
        DataError, match=r"60 rows are too few for 5 folds: the first has 10 rows, expected at least 36"
    ):
        problem.cross_validate(options_of(), rows.head(60))


def test_a_perfect_forecast_has_no_error_and_the_naive_rule_gains_nothing(rows: pd.DataFrame) -> None:
    holdout = rows.tail(60)
    naive = rows[TARGET].shift(SEASON).tail(60)
    assert problem.measure(holdout, answers_of(holdout, holdout[TARGET], naive)) == {"mae": 0, "rmse": 0, "mase": 0}
    assert problem.measure(holdout, answers_of(holdout, naive, naive))["mase"] == 1
    shifted = problem.measure(holdout, answers_of(holdout, holdout[TARGET] + 0.5, naive))
    assert shifted["mae"] == pytest.approx(0.5)
    assert shifted["rmse"] == pytest.approx(0.5)


def test_rows_without_a_forecast_are_not_measured(rows: pd.DataFrame) -> None:
    holdout = rows.tail(60)
    answers = answers_of(holdout, holdout[TARGET] + 1, holdout[TARGET] + 2)
    answers.loc[answers.index[:WINDOW], ["forecast", "season_before"]] = np.nan
    assert problem.measure(holdout, answers) == pytest.approx({"mae": 1, "rmse": 1, "mase": 0.5})
    with pytest.raises(DataError, match="no row has a forecast to measure"):
        problem.measure(holdout.head(WINDOW), answers.head(WINDOW))


def test_a_series_that_only_repeats_itself_has_no_scale(rows: pd.DataFrame) -> None:
    holdout = rows.tail(60)
    with pytest.raises(DataError, match="there is nothing to forecast"):
        problem.measure(holdout, answers_of(holdout, 20.0, holdout[TARGET]))


def test_the_model_beats_the_naive_rule_on_every_slice(rows: pd.DataFrame) -> None:
    train, holdout = problem.split(rows, 0.25, 0)
    answers = problem.answer_holdout(learned(train), holdout)
    rule, naive = problem.baseline(train, holdout)
    assert rule == "as one season before"
    for mask in problem.slices(holdout).values():
        better, worse = (problem.measure(holdout[mask], given[mask]) for given in (answers, naive))
        assert worse["mase"] == 1
        assert better["mae"] < 0.7 * worse["mae"]


def test_each_row_is_in_one_slice(rows: pd.DataFrame) -> None:
    slices = problem.slices(rows)
    assert tuple(slices) == problem.SLICES
    assert (slices["december_to_may"] ^ slices["june_to_november"]).all()
    assert set(rows.loc[slices["december_to_may"], TIME].str[-2:]) == {"12", "01", "02", "03", "04", "05"}


@pytest.mark.parametrize("text", ["", "one", "1,,2", "0", "1,25", "-1", "1.5"])
def test_lags_that_are_no_distances_within_a_window_are_a_usage_error(
    text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        options_of(f"--lags={text}")
    assert "expected" in capsys.readouterr().err


def test_a_request_may_say_how_far_to_look() -> None:
    assert problem.request_options({}) == {"horizon": HORIZON}
    assert problem.request_options({"horizon": LONGEST_HORIZON}) == {"horizon": LONGEST_HORIZON}


@pytest.mark.parametrize("horizon", [0, -1, LONGEST_HORIZON + 1, 1.5, "6", True, None])
def test_a_horizon_that_is_no_number_of_periods_is_refused(horizon: object) -> None:
    with pytest.raises(DataError, match=f"expected a whole number from 1 to {LONGEST_HORIZON}, found"):
        problem.request_options({"horizon": horizon})


def test_what_else_a_request_says_is_refused() -> None:
    with pytest.raises(DataError, match="expected records and horizon, found also horizont, units"):
        problem.request_options({"horizont": 3, "units": "K"})


def test_the_smoke_test_is_a_typical_history_and_no_stretch_of_the_training_data(rows: pd.DataFrame) -> None:
    request = problem.smoke_request(rows)
    history = check_rows(pd.DataFrame.from_records(request["records"]), features_schema(), "the smoke test")
    assert problem.request_options({"horizon": request["horizon"]}) == {"horizon": HORIZON}
    assert len(history) == WINDOW
    assert not history[TARGET].isin(rows[TARGET]).any()
    assert history[TARGET].head(SEASON).tolist() == history[TARGET].tail(SEASON).tolist()
