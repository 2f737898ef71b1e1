import numpy as np
import pandas as pd
import pytest

from src.data_contract import FEATURES
from src.error_groups import TreeOptions, find_error_groups
from src.features import CategoryFeature, Feature

OPTIONS = TreeOptions(depth=3, minimum_rows=10, significance=0.05, seed=7)


def high(rows: pd.DataFrame, feature: Feature) -> "pd.Series[float]":
    """Return 1 for a part of the rows that one column tells."""
    column = rows[feature.name]
    if isinstance(feature, CategoryFeature):
        return (column == feature.categories[-1]).astype(float)
    return (column > column.quantile(0.7)).astype(float)


@pytest.mark.parametrize("feature", [FEATURES[0], FEATURES[-1]], ids=lambda feature: feature.name)
def test_the_group_that_fails_is_found_and_said_in_words(independent: pd.DataFrame, feature: Feature) -> None:
    groups = find_error_groups(independent, high(independent, feature), OPTIONS)
    worst = groups[0]
    assert worst.error == 1.0
    assert worst.beyond_chance
    assert any(condition.startswith(feature.name) for condition in worst.conditions)
    assert sum(group.share_of_error for group in groups) == pytest.approx(1)
    assert sum(group.rows for group in groups) == len(independent)


def test_errors_that_are_spread_by_lot_are_no_finding(rows: pd.DataFrame) -> None:
    by_lot = [
        pd.Series((np.random.default_rng(seed).uniform(size=len(rows)) < 0.2).astype(float), index=rows.index)
        for seed in range(4)
    ]
    alarms = [any(group.beyond_chance for group in find_error_groups(rows, errors, OPTIONS)) for errors in by_lot]
    assert sum(alarms) <= 1


def test_without_an_error_there_is_one_group_and_nothing_to_notice(rows: pd.DataFrame) -> None:
    groups = find_error_groups(rows, pd.Series(0.0, index=rows.index), OPTIONS)
    assert [(group.conditions, group.rows, group.error, group.share_of_error) for group in groups] == [
        ((), len(rows), 0.0, 0.0)
    ]
    assert not groups[0].beyond_chance
