"""How much the model needs its columns: what is lost when their values are shuffled among the rows.

Columns that say nearly the same stand in for each other, so that each alone seems to matter little. Such a family is
shuffled together too.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator

from src import problem
from src.data_contract import FEATURE_NAMES, FEATURES
from src.features import NumberFeature

# A loss that is nearer to nothing than so many deviations between repetitions is not told apart from it.
DEVIATIONS = 2.0
# Columns whose ranks are correlated at least so much say the same.
SAME_FROM = 0.9


@dataclass(frozen=True)
class Importance:
    """What shuffling some columns together costs, in units of the metric; positive is worse."""

    columns: tuple[str, ...]
    loss: float
    deviation: float

    @property
    def told_apart(self) -> bool:
        """Tell whether the loss is more than repetitions differ."""
        return self.loss > DEVIATIONS * self.deviation


def measure_importance(
    model: BaseEstimator, rows: pd.DataFrame, *, metric: str, repeats: int, seed: int
) -> list[Importance]:
    """Return the importance of every column and of every family of columns, the largest first."""
    sign = 1 if problem.METRICS[metric] == "higher" else -1
    features = problem.score_input(rows)
    random = np.random.default_rng(seed)

    def goodness(features: pd.DataFrame) -> float:
        return sign * problem.measure(rows, problem.predict(model, features))[metric]

    best = goodness(features)
    importances = []
    for columns in (*((name,) for name in FEATURE_NAMES), *families(features)):
        losses = [best - goodness(_shuffled(features, columns, random)) for _ in range(repeats)]
        importances.append(Importance(tuple(columns), float(np.mean(losses)), float(np.std(losses))))
    return sorted(importances, key=lambda importance: importance.loss, reverse=True)


def families(features: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    """Yield the columns of numbers that say the same, where there are at least two."""
    names = [feature.name for feature in FEATURES if isinstance(feature, NumberFeature)]
    same = features[names].corr(method="spearman").abs() >= SAME_FROM
    left = list(names)
    while left:
        family, near = [left.pop(0)], 0
        while near < len(family):
            joining = [name for name in left if same.loc[family[near], name]]
            family += joining
            left = [name for name in left if name not in joining]
            near += 1
        if len(family) > 1:
            yield tuple(family)


def _shuffled(features: pd.DataFrame, columns: Sequence[str], random: np.random.Generator) -> pd.DataFrame:
    order = random.permutation(len(features))
    return features.assign(**{name: features[name].to_numpy()[order] for name in columns})
