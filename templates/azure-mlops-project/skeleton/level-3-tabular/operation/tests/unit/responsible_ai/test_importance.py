from pathlib import Path

import numpy as np
import pandas as pd

from src import problem
from src.data_contract import FEATURE_NAMES, FEATURES
from src.features import NumberFeature
from src.importance import Importance, families, measure_importance
from src.trained_model import load_model

NUMBERS = [feature.name for feature in FEATURES if isinstance(feature, NumberFeature)]


def independent(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows whose columns have nothing to do with each other."""
    random = np.random.default_rng(3)
    return rows.assign(**{name: random.permutation(rows[name].to_numpy()) for name in FEATURE_NAMES})


def test_the_loss_of_every_column_is_measured_and_the_largest_is_first(
    rows: pd.DataFrame, model_directory: Path
) -> None:
    metric = next(iter(problem.METRICS))
    found = measure_importance(load_model(model_directory), rows, metric=metric, repeats=2, seed=1)
    assert {entry.columns[0] for entry in found if len(entry.columns) == 1} == {*FEATURE_NAMES}
    losses = [entry.loss for entry in found]
    assert losses == sorted(losses, reverse=True)
    assert losses[0] > 0


def test_a_column_that_the_model_needs_more_costs_more_in_every_metric(
    rows: pd.DataFrame, model_directory: Path
) -> None:
    everything = rows.assign(**{name: rows[name].iloc[0] for name in FEATURE_NAMES[1:]})
    model = load_model(model_directory)
    for metric in problem.METRICS:
        found = measure_importance(model, everything, metric=metric, repeats=2, seed=1)
        constant = {entry.loss for entry in found if entry.columns[0] in FEATURE_NAMES[1:]}
        assert constant == {0.0}, f"shuffling a column that is the same everywhere changes {metric}"


def test_the_same_seed_gives_the_same_figures(rows: pd.DataFrame, model_directory: Path) -> None:
    metric = next(iter(problem.METRICS))
    first, again = (
        measure_importance(load_model(model_directory), rows, metric=metric, repeats=2, seed=5) for _ in range(2)
    )
    assert first == again


def test_a_loss_within_the_noise_is_not_told_apart_from_none() -> None:
    assert Importance(("a",), 0.3, 0.1).told_apart
    assert not Importance(("a",), 0.1, 0.1).told_apart
    assert not Importance(("a",), -0.3, 0.1).told_apart


def test_columns_that_say_the_same_are_a_family_though_each_is_near_to_one_other_only(rows: pd.DataFrame) -> None:
    lone = independent(rows)
    assert [*families(lone)] == []
    first, second = NUMBERS[0], NUMBERS[-1]
    assert [*families(lone.assign(**{second: -3 * lone[first] + 1}))] == [(first, second)]
