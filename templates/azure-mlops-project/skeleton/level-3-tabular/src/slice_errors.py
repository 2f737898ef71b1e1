"""Whether the model is worse for some people or things than for the others: its errors on the slices of the problem."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from src import problem

SHUFFLES = 1000


@dataclass(frozen=True)
class SliceError:
    """The mean error inside a slice and outside of it, and the difference that chance alone reaches."""

    name: str
    rows: int
    metrics: dict[str, float]
    error: float
    # None where the slice is everything
    error_elsewhere: float | None
    difference_by_chance: float | None

    @property
    def beyond_chance(self) -> bool:
        """Tell whether the model is worse here than luck explains."""
        if self.error_elsewhere is None or self.difference_by_chance is None:
            return False
        return self.error - self.error_elsewhere > self.difference_by_chance


def measure_slices(
    rows: pd.DataFrame, answers: pd.DataFrame, errors: "pd.Series[float]", *, significance: float, seed: int
) -> list[SliceError]:
    """Return the errors of every slice that has rows; `significance` is for all slices together."""
    masks = {name: mask for name, mask in problem.slices(rows).items() if mask.any()}
    share = significance / max(len(masks), 1)
    values = errors.to_numpy(float)
    found = []
    for name, mask in masks.items():
        inside = mask.to_numpy(bool)
        others = not inside.all()
        found.append(
            SliceError(
                name=name,
                rows=int(inside.sum()),
                metrics=problem.measure(rows[mask], answers[mask]),
                error=float(values[inside].mean()),
                error_elsewhere=float(values[~inside].mean()) if others else None,
                difference_by_chance=_by_chance(values, int(inside.sum()), share, seed) if others else None,
            )
        )
    return found


def _by_chance(values: npt.NDArray[np.floating[Any]], count: int, significance: float, seed: int) -> float:
    """Return the difference of means that so many rows, drawn by lot, exceed with a probability."""
    random = np.random.default_rng(seed)
    differences = []
    for _ in range(SHUFFLES):
        drawn = random.permutation(values)
        differences.append(drawn[:count].mean() - drawn[count:].mean())
    return float(np.quantile(differences, 1 - significance))
