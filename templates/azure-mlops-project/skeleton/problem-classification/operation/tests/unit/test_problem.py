import argparse

import numpy as np
import pandas as pd
import pytest

from src import problem
from src.data_contract import FEATURE_NAMES, NEGATIVE_CLASS, POSITIVE_CLASS, TARGET


@pytest.fixture
def rows() -> pd.DataFrame:
    generator = np.random.default_rng(7)
    target = np.repeat([NEGATIVE_CLASS, POSITIVE_CLASS], [60, 40])
    shift = (target == POSITIVE_CLASS)[:, None] * 0.3
    features = generator.uniform(0.1, 0.5, size=(100, len(FEATURE_NAMES))) + shift
    frame: pd.DataFrame = pd.DataFrame(features, columns=list(FEATURE_NAMES))
    frame[TARGET] = target
    return frame


@pytest.fixture
def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    problem.add_training_arguments(parser)
    return parser.parse_args([])


def labelled(*classes: str) -> pd.DataFrame:
    frame: pd.DataFrame = pd.DataFrame({TARGET: list(classes)})
    return frame


def measured(truth: pd.DataFrame, *probabilities: float) -> dict[str, float]:
    return problem.measure(truth, problem.answers_of(pd.Series(probabilities)))


def test_the_split_keeps_the_share_of_the_classes_and_shares_no_row(rows: pd.DataFrame) -> None:
    train, holdout = problem.split(rows, 0.25, 3)
    assert (len(train), len(holdout)) == (75, 25)
    assert (holdout[TARGET] == POSITIVE_CLASS).mean() == pytest.approx(0.4)
    assert not set(train.index) & set(holdout.index)


def test_the_split_is_the_same_for_the_same_seed_and_another_for_another(rows: pd.DataFrame) -> None:
    assert problem.split(rows, 0.25, 3)[1].index.equals(problem.split(rows, 0.25, 3)[1].index)
    assert not problem.split(rows, 0.25, 3)[1].index.equals(problem.split(rows, 0.25, 4)[1].index)


def test_metrics_of_a_perfect_a_constant_and_an_inverted_prediction() -> None:
    truth = labelled(POSITIVE_CLASS, NEGATIVE_CLASS, NEGATIVE_CLASS, NEGATIVE_CLASS)
    assert set(measured(truth, 0.9, 0.1, 0.1, 0.1).values()) == {1.0}
    constant = measured(truth, 0.0, 0.0, 0.0, 0.0)
    assert (constant["accuracy"], constant["recall"], constant["roc_auc"]) == (0.75, 0.0, 0.5)
    assert measured(truth, 0.1, 0.9, 0.9, 0.9)["accuracy"] == 0.0


def test_a_metric_that_needs_both_classes_is_left_out_where_there_is_one() -> None:
    metrics = measured(labelled(NEGATIVE_CLASS, NEGATIVE_CLASS), 0.1, 0.2)
    assert "roc_auc" not in metrics
    assert metrics["accuracy"] == 1.0


def test_a_wrong_label_is_an_error_and_a_right_one_is_none() -> None:
    truth = labelled(POSITIVE_CLASS, NEGATIVE_CLASS, NEGATIVE_CLASS)
    errors = problem.row_errors(truth, problem.answers_of(pd.Series([0.9, 0.9, 0.1])))
    assert errors.tolist() == [0.0, 1.0, 0.0]


def test_the_model_learns_the_positive_class(rows: pd.DataFrame, options: argparse.Namespace) -> None:
    model = problem.build_model(options)
    problem.fit(model, rows)
    answers = problem.predict(model, problem.score_input(rows))
    assert problem.measure(rows, answers)["accuracy"] > 0.95
    assert answers.loc[rows[TARGET] == POSITIVE_CLASS, "probability"].mean() > 0.5


def test_cross_validation_measures_on_rows_that_were_not_learned(
    rows: pd.DataFrame, options: argparse.Namespace
) -> None:
    honest = problem.cross_validate(options, rows)["cross_validation_accuracy_mean"]
    shuffled = rows.assign(**{TARGET: rows[TARGET].sample(frac=1, random_state=1).to_numpy()})
    assert honest > 0.9 > problem.cross_validate(options, shuffled)["cross_validation_accuracy_mean"]


def test_the_baseline_says_what_most_rows_to_learn_from_are(rows: pd.DataFrame) -> None:
    rule, answers = problem.baseline(rows, rows.head(3))
    assert rule == f"always {NEGATIVE_CLASS}"
    assert answers["label"].tolist() == [NEGATIVE_CLASS] * 3


def test_the_slices_cover_each_row_once(rows: pd.DataFrame) -> None:
    slices = problem.slices(rows.assign(mean_radius=np.linspace(5, 25, len(rows))))
    assert tuple(slices) == problem.SLICES
    assert pd.DataFrame(slices).sum(axis="columns").eq(1).all()
    assert all(mask.any() for mask in slices.values())


def test_the_smoke_request_holds_typical_values_and_no_row_of_the_training_data(rows: pd.DataFrame) -> None:
    records = problem.smoke_request(rows)["records"]
    assert len(records) == 3
    trained_on = {tuple(row) for row in rows[list(FEATURE_NAMES)].to_numpy().tolist()}
    assert not {tuple(record[name] for name in FEATURE_NAMES) for record in records} & trained_on
