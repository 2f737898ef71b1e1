import math
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from src.drift import (
    Limits,
    expected_by_chance,
    jensen_shannon_distance,
    judge_drift,
    measure_drift,
    population_stability_index,
    quantile_edges,
)
from src.errors import DataError

BINS = 10
SIGNIFICANCE = 0.01
DEFAULT = Limits(psi=0.2, jensen_shannon=0.2)


def _numbers(rows: int, *, mean: float = 0, seed: int = 1) -> pd.DataFrame:
    return pd.DataFrame({"value": np.random.default_rng(seed).normal(mean, 1, rows)})


def _frame(*values: object) -> pd.DataFrame:
    return pd.DataFrame({"value": list(values)})


def test_the_index_is_what_a_hand_computes() -> None:
    # (0.25 - 0.5) ln(0.25 / 0.5) + (0.75 - 0.5) ln(0.75 / 0.5)
    assert population_stability_index([50, 50], [25, 75]) == pytest.approx(0.25 * math.log(2) + 0.25 * math.log(1.5))
    assert population_stability_index([50, 50], [25, 75]) == pytest.approx(0.274653, abs=1e-6)
    # (0.1 - 0.2) ln 0.5 + 0 + (0.4 - 0.3) ln(4 / 3)
    assert population_stability_index([20, 50, 30], [100, 500, 400]) == pytest.approx(0.0980829, abs=1e-6)


def test_the_distance_is_what_a_hand_computes() -> None:
    # against (3/4, 1/4): 1/2 (log2 4/3) + 1/2 (1/2 log2 2/3 + 1/2 log2 2)
    by_hand = math.sqrt((math.log2(4 / 3) + (math.log2(2 / 3) + 1) / 2) / 2)
    assert jensen_shannon_distance([10, 0], [5, 5]) == pytest.approx(by_hand)
    assert jensen_shannon_distance([10, 0], [5, 5]) == pytest.approx(0.557923, abs=1e-6)


def test_nothing_in_common_is_as_far_as_it_gets() -> None:
    assert jensen_shannon_distance([8, 0], [0, 3]) == 1
    # half a row stands for none: (0 .5/4 - 1) ln(0.125) twice, as both bins are empty once
    assert population_stability_index([4, 0], [0, 4]) == pytest.approx(2 * (1 - 0.125) * math.log(8))


def test_equal_shares_are_no_distance_apart_whatever_the_number_of_rows() -> None:
    assert population_stability_index([10, 20, 70], [1, 2, 7]) == pytest.approx(0)
    assert jensen_shannon_distance([10, 20, 70], [1, 2, 7]) == pytest.approx(0)
    assert population_stability_index([10, 0, 70], [10, 0, 70]) == 0


@pytest.mark.parametrize("seed", range(20))
def test_both_distances_are_symmetric_and_bounded(seed: int) -> None:
    random = np.random.default_rng(seed)
    one, other = random.integers(0, 40, 12).tolist(), random.integers(0, 40, 12).tolist()
    distance = jensen_shannon_distance(one, other)
    assert distance == pytest.approx(jensen_shannon_distance(other, one))
    assert 0 < distance < 1
    assert population_stability_index(one, other) == pytest.approx(population_stability_index(other, one))
    assert population_stability_index(one, other) > 0


@pytest.mark.parametrize("counts", [[0, 0], [], [3, -1]])
def test_counts_of_no_rows_are_refused(counts: list[float]) -> None:
    with pytest.raises(DataError, match="row counts"):
        jensen_shannon_distance(counts, [1, 1])


def test_a_bigger_shift_is_a_bigger_distance() -> None:
    reference = _numbers(2000)
    drifts = [
        measure_drift(reference, reference + shift, ["value"], bins=BINS, significance=SIGNIFICANCE)[0]
        for shift in (0, 0.2, 0.5, 1, 2)
    ]
    assert drifts[0].psi == 0
    assert drifts[0].jensen_shannon == 0
    for before, after in pairwise(drifts):
        assert after.psi > before.psi
        assert after.jensen_shannon > before.jensen_shannon


def test_chance_is_the_quantile_of_chi_squared() -> None:
    # table of chi squared: 9 degrees of freedom, 1 %: 21.666; 1 degree, 5 %: 3.841
    assert expected_by_chance(100, 100, 10, 0.01) == pytest.approx(21.666 / 50, rel=0.002)
    assert expected_by_chance(100, 400, 2, 0.05) == pytest.approx(3.841 / 80, rel=0.03)
    assert expected_by_chance(100, 100, 1, 0.01) == 0


def test_samples_of_one_distribution_exceed_chance_about_as_often_as_stated() -> None:
    drifts = [
        measure_drift(
            _numbers(500, seed=seed), _numbers(120, seed=seed + 1000), ["value"], bins=BINS, significance=0.05
        )[0]
        for seed in range(120)
    ]
    assert 1 <= sum(drift.psi > drift.psi_by_chance for drift in drifts) <= 18, "5 % of 120 are 6"
    small = [
        measure_drift(_numbers(500, seed=seed), _numbers(50, seed=seed + 1000), ["value"], bins=BINS, significance=0.01)
        for seed in range(120)
    ]
    assert sum(drifts[0].psi > DEFAULT.psi for drifts in small) > 24, "the limit alone would be a false alarm"
    assert sum(judge_drift(drifts, DEFAULT, {})[0].drifted for drifts in small) <= 8


def test_a_small_sample_that_differs_by_chance_has_not_drifted_but_a_shifted_one_has() -> None:
    reference = _numbers(455)
    small = measure_drift(reference, _numbers(60, seed=5), ["value"], bins=BINS, significance=SIGNIFICANCE)
    shifted = measure_drift(reference, _numbers(60, mean=1.5, seed=5), ["value"], bins=BINS, significance=SIGNIFICANCE)
    assert not judge_drift(small, Limits(psi=0.01, jensen_shannon=0.01), {})[0].drifted
    assert judge_drift(shifted, DEFAULT, {})[0].drifted


def test_a_column_is_held_against_its_own_limits() -> None:
    reference = _numbers(1000)
    drifts = measure_drift(reference, reference + 0.5, ["value"], bins=BINS, significance=SIGNIFICANCE)
    assert judge_drift(drifts, DEFAULT, {})[0].drifted
    assert not judge_drift(drifts, DEFAULT, {"value": Limits(psi=1, jensen_shannon=1)})[0].drifted
    with pytest.raises(DataError, match="limits are set for other, which is no monitored column"):
        judge_drift(drifts, DEFAULT, {"other": DEFAULT})


def test_either_distance_alone_is_enough() -> None:
    reference = _numbers(1000)
    drifts = measure_drift(reference, reference + 0.5, ["value"], bins=BINS, significance=SIGNIFICANCE)
    assert judge_drift(drifts, Limits(psi=100, jensen_shannon=0.1), {})[0].drifted
    assert judge_drift(drifts, Limits(psi=0.1, jensen_shannon=1), {})[0].drifted


def test_bins_are_quantiles_of_the_reference() -> None:
    reference = pd.Series(range(100), dtype=float)
    assert quantile_edges(reference, 4) == [24, 49, 74]
    drift = measure_drift(
        reference.to_frame("value"), _frame(0.0, 24, 24.5, 1000), ["value"], bins=4, significance=SIGNIFICANCE
    )[0]
    assert [entry.label for entry in drift.bins] == ["up to 24", "24 to 49", "49 to 74", "above 74"]
    assert [entry.reference for entry in drift.bins] == [0.25, 0.25, 0.25, 0.25]
    assert [entry.current for entry in drift.bins] == [0.5, 0.25, 0, 0.25]


@pytest.mark.parametrize("moved", [4.0, 6.0])
def test_a_constant_feature_that_moves_either_way_has_drifted(moved: float) -> None:
    constant = _frame(*[5.0] * 100)
    same, other = (
        measure_drift(constant, current, ["value"], bins=BINS, significance=SIGNIFICANCE)
        for current in (constant, _frame(*[moved] * 100))
    )
    assert (same[0].psi, same[0].jensen_shannon) == (0, 0)
    assert [entry.label for entry in same[0].bins] == ["up to 5", "5", "above 5"]
    assert other[0].jensen_shannon == 1
    assert judge_drift(other, DEFAULT, {})[0].drifted


def test_a_frequent_value_has_a_bin_of_its_own() -> None:
    reference = _frame(*[0.0] * 60, *range(1, 41))
    drift = measure_drift(reference, reference, ["value"], bins=BINS, significance=SIGNIFICANCE)[0]
    shares = {entry.label: entry.reference for entry in drift.bins}
    assert shares["0"] == pytest.approx(0.6)


def test_missing_values_are_a_bin_of_numbers_and_of_categories() -> None:
    for present in (1.0, "red"):
        complete, gaps = _frame(*[present] * 100), _frame(*[present] * 50, *[None] * 50)
        drift = measure_drift(complete, gaps, ["value"], bins=BINS, significance=SIGNIFICANCE)[0]
        assert (drift.bins[-1].label, drift.bins[-1].reference, drift.bins[-1].current) == ("missing", 0, 0.5)
        assert judge_drift([drift], DEFAULT, {})[0].drifted


def test_a_column_that_was_always_missing_and_now_is_there_has_drifted() -> None:
    drift = measure_drift(
        _frame(*[math.nan] * 80), _frame(*[1.0] * 80), ["value"], bins=BINS, significance=SIGNIFICANCE
    )[0]
    assert [entry.label for entry in drift.bins] == ["every number", "missing"]
    assert drift.jensen_shannon == 1


def test_a_new_category_is_a_bin() -> None:
    drift = measure_drift(
        _frame(*["red"] * 50, *["blue"] * 50), _frame(*["red"] * 50, *["green"] * 50), ["value"], bins=2,
        significance=SIGNIFICANCE,
    )[0]  # fmt: skip
    assert drift.kind == "category"
    assert [(entry.label, entry.reference, entry.current) for entry in drift.bins] == [
        ("blue", 0.5, 0),
        ("green", 0, 0.5),
        ("red", 0.5, 0.5),
    ]


def test_true_and_false_are_categories() -> None:
    truths = _frame(1, 0, 1).astype(bool)
    drift = measure_drift(truths, truths, ["value"], bins=BINS, significance=SIGNIFICANCE)[0]
    assert drift.kind == "category"
    assert [entry.label for entry in drift.bins] == ["False", "True"]


def test_numbers_that_became_text_are_refused() -> None:
    with pytest.raises(DataError, match="value is a number in the reference data, but object in the current data"):
        measure_drift(_frame(1.0, 2), _frame("a", "b"), ["value"], bins=BINS, significance=SIGNIFICANCE)


def test_a_missing_column_is_named() -> None:
    with pytest.raises(DataError, match="the current data has no column value; it has other"):
        measure_drift(_frame(1.0), pd.DataFrame({"other": [1.0]}), ["value"], bins=BINS, significance=SIGNIFICANCE)


def test_no_rows_are_refused() -> None:
    with pytest.raises(DataError, match="the reference data has no rows"):
        measure_drift(_frame(1.0).head(0), _frame(1.0), ["value"], bins=BINS, significance=SIGNIFICANCE)
