"""How far the distribution of current data is from that of a reference.

Bins come from the reference: quantiles of a number, the values of a category, and one bin for missing values. On the
shares of rows in these bins two distances are measured:

- population stability index: the sum of (current - reference) * ln(current / reference); 0 where nothing moved, without
  an upper bound. An empty bin counts as half a row, so that one row more or less does not decide about infinity.
- Jensen-Shannon distance: the root of the divergence to base 2; symmetric, between 0 and 1.

Small samples differ by chance alone. `expected_by_chance` is the index that such samples exceed with the probability
`significance` only although nothing moved: the index is then distributed as chi squared over the harmonic sum of rows.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import NormalDist
from typing import Literal

import numpy as np
import pandas as pd

from src.errors import DataError

EMPTY_BIN_ROWS = 0.5
MISSING = "missing"
Kind = Literal["number", "category"]


@dataclass(frozen=True)
class Bin:
    """A range of numbers or a category, and the share of rows in it."""

    label: str
    reference: float
    current: float


@dataclass(frozen=True)
class Drift:
    """How far a column moved; the last two are what chance alone would reach."""

    column: str
    kind: Kind
    psi: float
    jensen_shannon: float
    psi_by_chance: float
    jensen_shannon_by_chance: float
    bins: tuple[Bin, ...]


@dataclass(frozen=True)
class Limits:
    """Distances from which on a column has drifted."""

    psi: float
    jensen_shannon: float


@dataclass(frozen=True)
class Verdict:
    """A column's distances beside its limits."""

    drift: Drift
    limits: Limits
    drifted: bool


def population_stability_index(reference: Sequence[float], current: Sequence[float]) -> float:
    """Return the index of two lists of row counts, bin by bin."""
    old, new = _counts(reference), _counts(current)
    old_shares = np.maximum(old, EMPTY_BIN_ROWS) / old.sum()
    new_shares = np.maximum(new, EMPTY_BIN_ROWS) / new.sum()
    terms = (new_shares - old_shares) * np.log(new_shares / old_shares)
    return float(terms[(old > 0) | (new > 0)].sum())


def jensen_shannon_distance(reference: Sequence[float], current: Sequence[float]) -> float:
    """Return the distance of two lists of row counts, bin by bin."""
    old, new = _counts(reference), _counts(current)
    old, new = old / old.sum(), new / new.sum()
    middle = (old + new) / 2
    divergence = (_relative_entropy(old, middle) + _relative_entropy(new, middle)) / 2
    return math.sqrt(min(max(divergence, 0.0), 1.0))


def expected_by_chance(reference_rows: int, current_rows: int, bins: int, significance: float) -> float:
    """Return the index that two samples of one distribution exceed with this probability."""
    degrees = bins - 1
    if degrees < 1:
        return 0.0
    # Wilson and Hilferty: the cube root of chi squared is nearly normal
    normal = NormalDist().inv_cdf(1 - significance)
    part = 2 / (9 * degrees)
    chi_squared = degrees * (1 - part + normal * math.sqrt(part)) ** 3
    return chi_squared * (1 / reference_rows + 1 / current_rows)


def measure_drift(
    reference: pd.DataFrame, current: pd.DataFrame, columns: Sequence[str], *, bins: int, significance: float
) -> list[Drift]:
    """Measure every column; `significance` is for all columns together."""
    for name, rows in (("reference", reference), ("current", current)):
        absent = [column for column in columns if column not in rows.columns]
        if absent:
            message = f"the {name} data has no column {', '.join(absent)}; it has {', '.join(map(str, rows.columns))}"
            raise DataError(message)
        if rows.empty:
            message = f"the {name} data has no rows: there is nothing to compare"
            raise DataError(message)
    share = significance / max(len(columns), 1)
    return [_measure(column, reference[column], current[column], bins, share) for column in columns]


def judge_drift(drifts: Sequence[Drift], default: Limits, own: Mapping[str, Limits]) -> list[Verdict]:
    """Hold each column against its own limits or the default: it drifted where a distance exceeds limit and chance."""
    unknown = sorted(own.keys() - {drift.column for drift in drifts})
    if unknown:
        message = f"limits are set for {', '.join(unknown)}, which is no monitored column"
        raise DataError(message)
    verdicts = []
    for drift in drifts:
        limits = own.get(drift.column, default)
        by_index = drift.psi > max(limits.psi, drift.psi_by_chance)
        by_distance = drift.jensen_shannon > max(limits.jensen_shannon, drift.jensen_shannon_by_chance)
        verdicts.append(Verdict(drift, limits, by_index or by_distance))
    return verdicts


def _measure(name: str, reference: "pd.Series", current: "pd.Series", bins: int, significance: float) -> Drift:
    kind: Kind = "number" if _is_number(reference) else "category"
    if kind == "number" and not _is_number(current) and current.notna().any():
        message = f"{name} is a number in the reference data, but {current.dtype} in the current data"
        raise DataError(message)
    labels, old, new = (_number_counts if kind == "number" else _category_counts)(reference, current, bins)
    by_chance = expected_by_chance(len(reference), len(current), len(labels), significance)
    return Drift(
        column=name,
        kind=kind,
        psi=population_stability_index(old, new),
        jensen_shannon=jensen_shannon_distance(old, new),
        psi_by_chance=by_chance,
        # near the same distribution, the divergence in nats is an eighth of the index
        jensen_shannon_by_chance=min(math.sqrt(by_chance / (8 * math.log(2))), 1.0),
        bins=tuple(
            Bin(label, before / len(reference), after / len(current))
            for label, before, after in zip(labels, old, new, strict=True)
        ),
    )


def _number_counts(reference: "pd.Series", current: "pd.Series", bins: int) -> tuple[list[str], list[int], list[int]]:
    edges = quantile_edges(reference, bins)
    labels = [_range_label(low, high) for low, high in pairwise([-math.inf, *edges, math.inf])]
    counts = [
        np.bincount(np.searchsorted(edges, present, side="left"), minlength=len(labels)).tolist()
        for present in (reference.dropna().to_numpy(float), current.dropna().to_numpy(float))
    ]
    return _with_missing(labels, counts[0], counts[1], reference, current)


def quantile_edges(reference: "pd.Series", bins: int) -> list[float]:
    """Return the inner edges of bins with equally many reference rows; a frequent value gets a bin of its own."""
    present = reference.dropna().to_numpy(float)
    if not len(present):
        return []
    quantiles = np.quantile(present, np.arange(1, bins) / bins, method="inverted_cdf")
    values, repetitions = np.unique(quantiles, return_counts=True)
    just_below = np.nextafter(values[repetitions > 1], -math.inf)
    return sorted({float(edge) for edge in (*values, *just_below)})


def _category_counts(reference: "pd.Series", current: "pd.Series", _: int) -> tuple[list[str], list[int], list[int]]:
    old, new = reference.dropna().astype(str), current.dropna().astype(str)
    labels = sorted({*old, *new})
    counts = [[int((values == label).sum()) for label in labels] for values in (old, new)]
    return _with_missing(labels, counts[0], counts[1], reference, current)


def _with_missing(
    labels: list[str], old: list[int], new: list[int], reference: "pd.Series", current: "pd.Series"
) -> tuple[list[str], list[int], list[int]]:
    old_missing, new_missing = int(reference.isna().sum()), int(current.isna().sum())
    if not old_missing and not new_missing:
        return labels, old, new
    return [*labels, MISSING], [*old, old_missing], [*new, new_missing]


def _range_label(low: float, high: float) -> str:
    if math.isinf(high):
        return "every number" if math.isinf(low) else f"above {low:.4g}"
    if math.isinf(low):
        return f"up to {high:.4g}"
    return f"{high:.4g}" if math.nextafter(low, high) == high else f"{low:.4g} to {high:.4g}"


def _is_number(values: "pd.Series") -> bool:
    return pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)


def _counts(values: Sequence[float]) -> "np.ndarray":
    counts = np.asarray(values, float)
    if (counts < 0).any() or not counts.sum() > 0:
        message = f"expected row counts that are not all 0, found {list(values)}"
        raise DataError(message)
    return counts


def _relative_entropy(part: "np.ndarray", whole: "np.ndarray") -> float:
    present = part > 0
    return float((part[present] * np.log2(part[present] / whole[present])).sum())
