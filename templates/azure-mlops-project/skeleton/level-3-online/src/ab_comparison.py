"""Compare the answers of two models, A and B, once their truth is known.

Labels are right or wrong: the shares of right ones are compared by the two-proportion z test. Numbers are more or less
wrong: their absolute errors are compared by Welch's t test. Both are two-sided.
"""

import math
from dataclasses import dataclass
from typing import Literal

import pandas as pd
from scipy import stats

from src.data_contract import TARGET
from src.errors import DataError

LABEL = "label"
NUMBERS = ("prediction", "forecast")

Winner = Literal["A", "B", "none"]


@dataclass(frozen=True)
class Arm:
    """One of the two models: how many answers, and their mean score."""

    answers: int
    score: float


@dataclass(frozen=True)
class Comparison:
    """What the comparison says."""

    test: str
    score: str
    a: Arm
    b: Arm
    p_value: float
    significance: float
    winner: Winner

    def table(self) -> str:
        """Return a line for each model, and the verdict."""
        lines = [f"{'':<6}{'answers':>9}{self.score:>28}"]
        lines += [f"{name:<6}{arm.answers:>9}{arm.score:>28.4f}" for name, arm in (("A", self.a), ("B", self.b))]
        verdict = "no difference is shown" if self.winner == "none" else f"{self.winner} is better"
        lines.append(f"{self.test}: p = {self.p_value:.4g}, significance {self.significance}: {verdict}")
        return "\n".join(lines)


def scores(answers: pd.DataFrame, truth: pd.DataFrame) -> tuple[str, pd.Series]:
    """Return how good each answer is, as a share of right ones or as an absolute error, and which of both it is."""
    actual = truth[TARGET].reset_index(drop=True)
    if LABEL in answers.columns:
        return "share of right answers", (answers[LABEL].reset_index(drop=True) == actual).astype(float)
    column = next((name for name in NUMBERS if name in answers.columns), None)
    if column is None:
        message = f"answers: expected a column {LABEL}, {' or '.join(NUMBERS)}, found {', '.join(map(str, answers))}"
        raise DataError(message)
    return "mean absolute error", (answers[column].reset_index(drop=True) - actual).abs()


def compare(a: pd.Series, b: pd.Series, score: str, *, significance: float, minimum_answers: int) -> Comparison:
    """Compare the scores of two models; too few answers are refused, whatever they show."""
    for name, found in (("A", a), ("B", b)):
        if len(found) < minimum_answers:
            message = (
                f"A/B test: answers of {name} with a known truth\n  expected: at least {minimum_answers}\n"
                f"  found:    {len(found)}\n  remedy:   Wait for more requests and their truth."
            )
            raise DataError(message)
    right_or_wrong = score.startswith("share")
    p_value = two_proportions(a, b) if right_or_wrong else welch(a, b)
    b_is_better = (b.mean() > a.mean()) == right_or_wrong
    winner: Winner = "none"
    if p_value <= significance and a.mean() != b.mean():
        winner = "B" if b_is_better else "A"
    test = "two-proportion z test" if right_or_wrong else "Welch's t test"
    arm_a, arm_b = (Arm(len(found), float(found.mean())) for found in (a, b))
    return Comparison(test, score, arm_a, arm_b, p_value, significance, winner)


def two_proportions(a: pd.Series, b: pd.Series) -> float:
    """Return how probable a difference of the shares as large as this is, if there is none in truth."""
    pooled = (a.sum() + b.sum()) / (len(a) + len(b))
    deviation = math.sqrt(pooled * (1 - pooled) * (1 / len(a) + 1 / len(b)))
    return 1.0 if deviation == 0 else float(2 * stats.norm.sf(abs(a.mean() - b.mean()) / deviation))


def welch(a: pd.Series, b: pd.Series) -> float:
    """Return how probable a difference of the means as large as this is, if there is none in truth."""
    if a.var() == 0 and b.var() == 0:
        return 1.0 if a.mean() == b.mean() else 0.0
    return float(stats.ttest_ind(a, b, equal_var=False).pvalue)
