"""Groups of rows that the model fails more often: the leaves of a shallow tree that was fitted to its errors.

A tree finds bad luck as well as weakness. So the same search is done on errors that were shuffled among the rows, where
there is nothing but luck to be found, and a group counts only where it stands out more than nearly all of those.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.tree import DecisionTreeRegressor

from src.data_contract import FEATURES
from src.features import CategoryFeature

SHUFFLES = 200
HALF = 0.5
Numbers = npt.NDArray[np.floating[Any]]


@dataclass(frozen=True)
class TreeOptions:
    """How to look for groups."""

    depth: int
    minimum_rows: int
    significance: float
    seed: int


@dataclass(frozen=True)
class ErrorGroup:
    """Rows that fulfil all conditions, and the error that a group of so many rows reaches by chance."""

    conditions: tuple[str, ...]
    rows: int
    error: float
    share_of_error: float
    error_by_chance: float

    @property
    def beyond_chance(self) -> bool:
        """Tell whether the model is worse here than luck explains."""
        return self.error > self.error_by_chance


def find_error_groups(rows: pd.DataFrame, errors: "pd.Series[float]", options: TreeOptions) -> list[ErrorGroup]:
    """Return the groups, the worst first."""
    numbers = _encoded(rows)
    values = errors.to_numpy(float)
    random = np.random.default_rng(options.seed)
    by_chance = [_farthest(_fitted(numbers, random.permutation(values), options), values) for _ in range(SHUFFLES)]
    limit = float(np.quantile(by_chance, 1 - options.significance))
    total = max(float(values.sum()), np.finfo(float).tiny)
    groups = [
        ErrorGroup(
            conditions=conditions,
            rows=count,
            error=error,
            share_of_error=error * count / total,
            error_by_chance=float(values.mean() + limit * values.std() / np.sqrt(count)),
        )
        for conditions, count, error in _leaves(_fitted(numbers, values, options), list(numbers.columns), 0, ())
    ]
    return sorted(groups, key=lambda group: group.error, reverse=True)


def _encoded(rows: pd.DataFrame) -> pd.DataFrame:
    """Return numbers alone: a category becomes a column of its own, which is 1 where it is."""
    columns: dict[str, pd.Series] = {}
    for feature in FEATURES:
        if isinstance(feature, CategoryFeature):
            for category in feature.categories:
                columns[f"{feature.name} is {category}"] = (rows[feature.name] == category).astype(float)
        else:
            columns[feature.name] = rows[feature.name]
    return pd.DataFrame(columns)


def _fitted(numbers: pd.DataFrame, values: Numbers, options: TreeOptions) -> DecisionTreeRegressor:
    return DecisionTreeRegressor(
        max_depth=options.depth, min_samples_leaf=options.minimum_rows, random_state=options.seed
    ).fit(numbers, values)


def _farthest(tree: DecisionTreeRegressor, values: Numbers) -> float:
    """Return how far above all rows the farthest leaf is, in standard errors of a group of its size."""
    is_leaf = tree.tree_.children_left == tree.tree_.children_right
    above = (tree.tree_.value[is_leaf, 0, 0] - values.mean()) * np.sqrt(tree.tree_.n_node_samples[is_leaf])
    return float(above.max() / max(values.std(), np.finfo(float).tiny))


def _leaves(
    tree: DecisionTreeRegressor, names: list[str], node: int, conditions: tuple[str, ...]
) -> list[tuple[tuple[str, ...], int, float]]:
    """Return conditions, rows and mean error of every leaf below a node."""
    nodes = tree.tree_
    left, right = int(nodes.children_left[node]), int(nodes.children_right[node])
    if left == right:
        return [(conditions, int(nodes.n_node_samples[node]), float(nodes.value[node, 0, 0]))]
    low, high = _condition(names[int(nodes.feature[node])], float(nodes.threshold[node]))
    return [
        *_leaves(tree, names, left, (*conditions, low)),
        *_leaves(tree, names, right, (*conditions, high)),
    ]


def _condition(name: str, threshold: float) -> tuple[str, str]:
    feature, separator, category = name.partition(" is ")
    if separator and threshold == HALF:
        return f"{feature} is not {category}", name
    return f"{name} <= {threshold:.4g}", f"{name} > {threshold:.4g}"
