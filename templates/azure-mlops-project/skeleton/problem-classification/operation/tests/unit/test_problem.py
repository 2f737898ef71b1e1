import numpy as np
import pandas as pd
import pytest

from src.data_contract import FEATURE_NAMES, NEGATIVE_CLASS, POSITIVE_CLASS, TARGET
from src.evaluate import measure
from src.prepare import split
from src.train import build_pipeline, smoke_test


@pytest.fixture
def rows() -> pd.DataFrame:
    generator = np.random.default_rng(7)
    target = np.repeat([NEGATIVE_CLASS, POSITIVE_CLASS], [60, 40])
    shift = (target == POSITIVE_CLASS)[:, None] * 0.3
    features = generator.uniform(0.1, 0.5, size=(100, len(FEATURE_NAMES))) + shift
    frame: pd.DataFrame = pd.DataFrame(features, columns=list(FEATURE_NAMES))
    frame[TARGET] = target
    return frame


def test_the_split_keeps_the_share_of_the_classes_and_shares_no_row(rows: pd.DataFrame) -> None:
    train, holdout = split(rows, 0.25, 3)
    assert (len(train), len(holdout)) == (75, 25)
    assert (holdout[TARGET] == POSITIVE_CLASS).mean() == pytest.approx(0.4)
    assert not set(train.index) & set(holdout.index)


def test_the_split_is_the_same_for_the_same_seed_and_another_for_another(rows: pd.DataFrame) -> None:
    assert split(rows, 0.25, 3)[1].index.equals(split(rows, 0.25, 3)[1].index)
    assert not split(rows, 0.25, 3)[1].index.equals(split(rows, 0.25, 4)[1].index)


def test_metrics_of_a_perfect_a_constant_and_an_inverted_prediction() -> None:
    truth = pd.Series([POSITIVE_CLASS, NEGATIVE_CLASS, NEGATIVE_CLASS, NEGATIVE_CLASS])
    assert set(measure(truth, pd.Series([0.9, 0.1, 0.1, 0.1])).values()) == {1.0}
    constant = measure(truth, pd.Series([0.0, 0.0, 0.0, 0.0]))
    assert (constant["accuracy"], constant["recall"], constant["roc_auc"]) == (0.75, 0.0, 0.5)
    assert measure(truth, pd.Series([0.1, 0.9, 0.9, 0.9]))["accuracy"] == 0.0


def test_the_pipeline_learns_the_positive_class(rows: pd.DataFrame) -> None:
    model = build_pipeline(1.0, 1000, 0).fit(rows[list(FEATURE_NAMES)], rows[TARGET])
    assert model.score(rows[list(FEATURE_NAMES)], rows[TARGET]) > 0.95


def test_the_smoke_test_holds_typical_values_and_no_row_of_the_training_data(rows: pd.DataFrame) -> None:
    model = build_pipeline(1.0, 1000, 0).fit(rows[list(FEATURE_NAMES)], rows[TARGET])
    records = smoke_test(model, rows)["request"]["records"]
    assert len(records) == 3
    trained_on = {tuple(row) for row in rows[list(FEATURE_NAMES)].to_numpy().tolist()}
    assert not {tuple(record[name] for name in FEATURE_NAMES) for record in records} & trained_on
