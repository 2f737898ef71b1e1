import argparse

import pytest

from src.errors import GateError
from src.gate import Criterion, judge, metric_and_minimum, table

EVALUATION = {
    "metrics": {"accuracy": 0.90, "recall": 0.80},
    "baseline": {"metrics": {"accuracy": 0.75, "recall": 0.0}},
}


def verdicts(criteria: list[Criterion]) -> dict[str, bool]:
    return {criterion.metric: criterion.passed for criterion in criteria}


def test_a_metric_at_its_minimum_passes_and_below_it_fails() -> None:
    assert verdicts(judge(EVALUATION, [("recall", 0.80)], ("accuracy", 0.1)))["recall"]
    assert not verdicts(judge(EVALUATION, [("recall", 0.81)], ("accuracy", 0.1)))["recall"]


def test_the_gain_is_measured_from_the_baseline() -> None:
    assert verdicts(judge(EVALUATION, [], ("accuracy", 0.14)))["accuracy"]
    assert not verdicts(judge(EVALUATION, [], ("accuracy", 0.16)))["accuracy"]


def test_a_metric_that_was_not_measured_is_no_pass() -> None:
    with pytest.raises(GateError, match="no metric f2"):
        judge(EVALUATION, [("f2", 0.0)], ("accuracy", 0.0))


def test_the_table_shows_threshold_baseline_value_and_verdict() -> None:
    rows = table(judge(EVALUATION, [("recall", 0.81)], ("accuracy", 0.1))).splitlines()
    assert rows[0].split() == ["metric", "threshold", "baseline", "value", "verdict"]
    assert rows[1].split() == ["recall", "0.8100", "0.0000", "0.8000", "FAIL"]
    assert rows[2].split() == ["accuracy", "0.8500", "0.7500", "0.9000", "pass"]


def test_a_minimum_without_a_metric_is_a_usage_error() -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="metric=minimum"):
        metric_and_minimum("0.9")
