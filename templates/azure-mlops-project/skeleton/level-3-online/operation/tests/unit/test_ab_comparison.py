import numpy as np
import pandas as pd
import pytest

from src.ab_comparison import compare, scores, two_proportions, welch
from src.data_contract import TARGET
from src.errors import DataError


def shares(right: int, of: int) -> pd.Series:
    return pd.Series([1.0] * right + [0.0] * (of - right))


def test_the_two_proportion_test_gives_the_value_of_the_formula() -> None:
    # 80 of 200 against 110 of 200: pooled 0.475, z = -0.15 / 0.049937 = -3.0038
    assert two_proportions(shares(80, 200), shares(110, 200)) == pytest.approx(0.002667, rel=1e-3)


def test_welch_gives_the_value_of_the_formula() -> None:
    a, b = pd.Series([1.0, 2.0, 3.0, 4.0]), pd.Series([3.0, 5.0, 7.0, 9.0])
    # t = -3.5 / sqrt(5/12 + 20/12) = -2.4249, 4.41 degrees of freedom
    assert welch(a, b) == pytest.approx(0.0668, rel=2e-2)


@pytest.mark.parametrize(("a", "b", "winner"), [(80, 110, "B"), (110, 80, "A"), (95, 100, "none"), (90, 90, "none")])
def test_the_better_share_wins_only_where_chance_does_not_explain_it(a: int, b: int, winner: str) -> None:
    found = compare(shares(a, 200), shares(b, 200), "share of right answers", significance=0.05, minimum_answers=200)
    assert found.winner == winner
    assert "two-proportion z test: p = " in found.table()


def test_the_smaller_error_wins() -> None:
    noise = np.random.default_rng(1)
    a, b = pd.Series(noise.normal(2, 0.1, 50)), pd.Series(noise.normal(1, 0.5, 80))
    found = compare(a, b, "mean absolute error", significance=0.01, minimum_answers=10)
    assert (found.winner, found.test, found.b.answers) == ("B", "Welch's t test", 80)


def test_errors_that_do_not_vary_are_compared_as_they_are() -> None:
    same, other = pd.Series([1.0, 1.0]), pd.Series([2.0, 2.0])
    assert (welch(same, same), welch(same, other), two_proportions(shares(2, 2), shares(2, 2))) == (1.0, 0.0, 1.0)


def test_chance_alone_finds_a_winner_about_as_rarely_as_stated() -> None:
    noise = np.random.default_rng(7)
    found = 0
    for _ in range(400):
        a, b = (pd.Series((noise.random(100) < 0.7).astype(float)) for _ in range(2))
        winner = compare(a, b, "share of right answers", significance=0.05, minimum_answers=100).winner
        found += winner != "none"
    assert 4 <= found <= 40


def test_too_few_answers_say_nothing() -> None:
    with pytest.raises(DataError, match="answers of B"):
        compare(shares(5, 10), shares(9, 9), "share of right answers", significance=0.05, minimum_answers=10)


def test_labels_are_right_or_wrong_and_numbers_more_or_less_so() -> None:
    truth = pd.DataFrame({TARGET: ["x", "y"]})
    name, right = scores(pd.DataFrame({"label": ["x", "x"]}), truth)
    assert (name, list(right)) == ("share of right answers", [1.0, 0.0])
    name, wrong = scores(pd.DataFrame({"prediction": [1.0, 5.0]}), pd.DataFrame({TARGET: [2.0, 2.0]}))
    assert (name, list(wrong)) == ("mean absolute error", [1.0, 3.0])
    with pytest.raises(DataError, match="expected a column label"):
        scores(pd.DataFrame({"other": [1]}), truth)
