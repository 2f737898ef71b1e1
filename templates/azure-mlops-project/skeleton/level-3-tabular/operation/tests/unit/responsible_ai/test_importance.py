from pathlib import Path

import numpy as np
import pandas as pd

from src import problem
from src.data_contract import FEATURE_NAMES, FEATURES
from src.features import NumberFeature
from src.importance import SAME_FROM, Importance, families, measure_importance
from src.trained_model import load_model

NUMBERS = [feature.name for feature in FEATURES if isinstance(feature, NumberFeature)]


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
        found = measure_importance(model, everything, metric=metric, repeats=1, seed=1)
        constant = {entry.loss for entry in found if entry.columns[0] in FEATURE_NAMES[1:]}
        assert constant == {0.0}, f"shuffling a column that is the same everywhere changes {metric}"


def test_a_loss_within_the_noise_is_not_told_apart_from_none() -> None:
    assert Importance(("a",), 0.3, 0.1).told_apart
    assert not Importance(("a",), 0.1, 0.1).told_apart
    assert not Importance(("a",), -0.3, 0.1).told_apart


def test_columns_that_say_the_same_are_a_family_though_each_is_near_to_one_other_only(
    independent: pd.DataFrame,
) -> None:
    assert [*families(independent)] == []
    first, between, last = NUMBERS[0], NUMBERS[3], NUMBERS[-1]
    noise = pd.Series(np.random.default_rng(1).normal(size=len(independent)), index=independent.index)
    ranks = independent[first].rank() / len(independent)
    chained = independent.assign(**{between: ranks + 0.1 * noise, last: -(ranks + 0.25 * noise)})
    assert chained[[first, last]].corr(method="spearman").abs().to_numpy()[0, 1] < SAME_FROM
    assert [*families(chained)] == [(first, between, last)]
