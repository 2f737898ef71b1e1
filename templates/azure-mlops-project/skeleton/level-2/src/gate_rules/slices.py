"""The model must be good enough on each slice of the held out rows that is large enough to tell."""

import argparse
from typing import Any

from src.errors import GateError
from src.gate_rules import Criterion, metric_and_value, metric_of
from src.problem import SLICES

SliceLimit = tuple[str, str, float]


def slice_limit(text: str) -> SliceLimit:
    """Parse `slice:metric=value`."""
    name, separator, limit = text.partition(":")
    if not (name and separator):
        message = f"expected slice:metric=value, found {text!r}"
        raise argparse.ArgumentTypeError(message)
    return name, *metric_and_value(limit)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the limits of the slices, and how many rows a slice must have to be judged."""
    for name in ("--slice-minimum", "--slice-maximum"):
        parser.add_argument(name, type=slice_limit, action="append", default=[], metavar="SLICE:METRIC=VALUE")
    parser.add_argument("--slice-minimum-rows", type=int, default=1, metavar="ROWS")


def judge(evaluation: dict[str, Any], options: argparse.Namespace) -> list[Criterion]:
    """Compare each slice with its limits; one that is too small is named and not judged."""
    minimums = [_criterion(evaluation, limit, options, at_least=True) for limit in options.slice_minimum]
    maximums = [_criterion(evaluation, limit, options, at_least=False) for limit in options.slice_maximum]
    return [*minimums, *maximums]


def _criterion(
    evaluation: dict[str, Any], limit: SliceLimit, options: argparse.Namespace, *, at_least: bool
) -> Criterion:
    name, metric, threshold = limit
    if name not in SLICES:
        message = (
            f"the slice {name}\n  expected: one of {', '.join(SLICES) or '(none)'}\n"
            f"  found:    there is no slice {name}\n"
            "  remedy:   Correct the name that the gate is told, or make the slice in src/problem.py."
        )
        raise GateError(message)
    found = evaluation["slices"].get(name, {"rows": 0, "metrics": {}})
    reference = _of_champion(evaluation, name, metric)
    label = f"slice {name}, {found['rows']} rows"
    if found["rows"] < options.slice_minimum_rows:
        too_few = f"{label}: fewer than {options.slice_minimum_rows}"
        return Criterion(too_few, metric, threshold, reference, found["metrics"].get(metric), passed=None)
    value = metric_of(found["metrics"], metric)
    passed = value >= threshold if at_least else value <= threshold
    return Criterion(f"{label}: at {'least' if at_least else 'most'}", metric, threshold, reference, value, passed)


def _of_champion(evaluation: dict[str, Any], name: str, metric: str) -> float | None:
    value: float | None = evaluation.get("champion", {}).get("slices", {}).get(name, {}).get("metrics", {}).get(metric)
    return value
