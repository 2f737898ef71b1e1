import argparse

import numpy as np
import pandas as pd
import pytest
from sklearn.pipeline import Pipeline

from src import problem
from src.data_contract import CATEGORIES, FEATURE_NAMES, NUMBERS, TARGET
from src.data_schema import features_schema
from src.data_validation import check_rows


def options_of(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    problem.add_training_arguments(parser)
    return parser.parse_args(arguments)


def learned(rows: pd.DataFrame, *arguments: str) -> Pipeline:
    model = problem.build_model(options_of(*arguments))
    problem.fit(model, rows)
    return model


@pytest.fixture
def rows() -> pd.DataFrame:
    """Return rows whose target follows from the body mass index and the sex, with little noise."""
    generator = np.random.default_rng(7)
    columns = {number.name: generator.uniform(number.smallest, number.largest, 200) for number in NUMBERS}
    columns["sex"] = generator.choice(CATEGORIES[0].categories, 200)
    frame: pd.DataFrame = pd.DataFrame(columns)[list(FEATURE_NAMES)]
    by_sex = frame["sex"].map({"code_1": 0.0, "code_2": 40.0})
    frame[TARGET] = 100 + 3 * frame["body_mass_index"] + by_sex + generator.normal(0, 1, 200)
    return frame


def test_the_split_shares_no_row_and_loses_none(rows: pd.DataFrame) -> None:
    train, holdout = problem.split(rows, 0.25, 3)
    assert (len(train), len(holdout)) == (150, 50)
    assert not set(train.index) & set(holdout.index)
    assert set(train.index) | set(holdout.index) == set(rows.index)


def test_the_split_is_the_same_for_the_same_seed_and_another_for_another(rows: pd.DataFrame) -> None:
    assert problem.split(rows, 0.25, 3)[1].index.equals(problem.split(rows, 0.25, 3)[1].index)
    assert not problem.split(rows, 0.25, 3)[1].index.equals(problem.split(rows, 0.25, 4)[1].index)


def test_the_model_learns_from_numbers_and_from_the_category(rows: pd.DataFrame) -> None:
    model = learned(rows)
    assert problem.measure(rows, problem.predict(model, rows))["rmse"] < 2
    one = rows.head(1)
    of_both = [problem.predict(model, one.assign(sex=code))["prediction"].iloc[0] for code in ("code_1", "code_2")]
    assert of_both[1] - of_both[0] == pytest.approx(40, abs=1)


def test_more_regularization_pulls_the_answers_to_the_mean(rows: pd.DataFrame) -> None:
    deviations = [
        problem.predict(learned(rows, "--regularization", value), rows)["prediction"].std()
        for value in ("0.1", "100", "10000")
    ]
    assert deviations == sorted(deviations, reverse=True)


def test_rows_in_another_order_give_the_same_answers(rows: pd.DataFrame) -> None:
    model = learned(rows)
    shuffled = rows.sample(frac=1, random_state=1)
    in_order = problem.predict(model, rows)["prediction"]
    assert problem.predict(model, shuffled)["prediction"].loc[rows.index].tolist() == pytest.approx(in_order.tolist())


def test_metrics_of_a_perfect_a_constant_and_a_shifted_prediction() -> None:
    truth = pd.DataFrame({TARGET: [100.0, 200.0, 300.0]})
    perfect = problem.measure(truth, pd.DataFrame({"prediction": [100.0, 200.0, 300.0]}))
    assert perfect == {"rmse": 0.0, "mae": 0.0, "r2": 1.0}
    constant = problem.measure(truth, pd.DataFrame({"prediction": [200.0, 200.0, 200.0]}))
    assert constant["mae"] == pytest.approx(200 / 3)
    assert constant["r2"] == 0
    shifted = problem.measure(truth, pd.DataFrame({"prediction": [110.0, 210.0, 310.0]}))
    assert shifted["rmse"] == pytest.approx(10)
    assert shifted["mae"] == pytest.approx(10)


def test_an_answer_is_as_wrong_as_it_is_far_off() -> None:
    truth = pd.DataFrame({TARGET: [100.0, 200.0, 300.0]})
    answers = pd.DataFrame({"prediction": [90.0, 200.0, 330.0]})
    assert problem.row_errors(truth, answers).tolist() == [10.0, 0.0, 30.0]
    assert problem.measure(truth, answers)["mae"] == pytest.approx(problem.row_errors(truth, answers).mean())


def test_one_row_has_an_error_but_no_share_of_a_variance() -> None:
    metrics = problem.measure(pd.DataFrame({TARGET: [100.0]}), pd.DataFrame({"prediction": [90.0]}))
    assert metrics == {"rmse": 10.0, "mae": 10.0}


def test_the_baseline_is_the_mean_of_the_rows_to_learn_from(rows: pd.DataFrame) -> None:
    train, holdout = problem.split(rows, 0.25, 3)
    rule, answers = problem.baseline(train, holdout)
    assert rule == f"always the mean, {train[TARGET].mean():.4g}"
    assert set(answers["prediction"]) == {train[TARGET].mean()}
    assert answers.index.equals(holdout.index)
    assert problem.measure(holdout, answers)["r2"] <= 0


def test_cross_validation_sees_a_model_that_learns_nothing(rows: pd.DataFrame) -> None:
    useful = problem.cross_validate(options_of(), rows)["cross_validation_rmse_mean"]
    useless = problem.cross_validate(options_of("--regularization", "1e9"), rows)["cross_validation_rmse_mean"]
    assert useful < 2
    assert useless > 10


def test_each_row_is_in_one_slice_of_age_and_in_one_of_sex(rows: pd.DataFrame) -> None:
    slices = problem.slices(rows)
    assert tuple(slices) == problem.SLICES
    assert (slices["younger"] ^ slices["older"]).all()
    assert (slices["sex_code_1"] ^ slices["sex_code_2"]).all()
    assert rows.loc[slices["younger"], "age"].max() < problem.OLDER_FROM_AGE <= rows.loc[slices["older"], "age"].min()


def test_the_smoke_test_holds_typical_values_and_no_row_of_the_training_data(rows: pd.DataFrame) -> None:
    records = problem.smoke_request(rows)["records"]
    frame: pd.DataFrame = pd.DataFrame.from_records(records)
    assert len(check_rows(frame, features_schema(), "the smoke test")) == 3
    assert set(frame["sex"]) == {"code_1", "code_2"}
    trained_on = {tuple(row) for row in rows[list(FEATURE_NAMES)].to_numpy().tolist()}
    assert not {tuple(record[name] for name in FEATURE_NAMES) for record in records} & trained_on
