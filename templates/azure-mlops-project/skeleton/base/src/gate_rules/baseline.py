"""The model must be better than the baseline, by a margin."""

import argparse
from typing import Any

from src.gate_rules import Criterion, metric_and_value, metric_of, reaches, threshold_after


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the margins, one for each metric."""
    parser.add_argument("--gain", type=metric_and_value, action="append", default=[], metavar="METRIC=VALUE")


def judge(evaluation: dict[str, Any], options: argparse.Namespace) -> list[Criterion]:
    """Compare each metric with that of the baseline."""
    directions = evaluation["directions"]
    criteria = []
    for metric, gain in options.gain:
        value = metric_of(evaluation["metrics"], metric)
        reference = evaluation["baseline"]["metrics"][metric]
        threshold = threshold_after(directions, metric, reference, gain)
        passed = reaches(directions, metric, value, threshold)
        criteria.append(Criterion("better than the baseline", metric, threshold, reference, value, passed))
    return criteria
