"""Each metric must keep its threshold."""

import argparse
from typing import Any

from src.gate_rules import Criterion, metric_and_value, metric_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the thresholds, one for each metric."""
    for name in ("--minimum", "--maximum"):
        parser.add_argument(name, type=metric_and_value, action="append", default=[], metavar="METRIC=VALUE")


def judge(evaluation: dict[str, Any], options: argparse.Namespace) -> list[Criterion]:
    """Compare each metric with its threshold."""
    metrics, references = evaluation["metrics"], evaluation["baseline"]["metrics"]
    criteria = []
    for metric, threshold in options.minimum:
        value = metric_of(metrics, metric)
        criteria.append(Criterion("at least", metric, threshold, references[metric], value, value >= threshold))
    for metric, threshold in options.maximum:
        value = metric_of(metrics, metric)
        criteria.append(Criterion("at most", metric, threshold, references[metric], value, value <= threshold))
    return criteria
