"""The rules of the gate, one module each: what they demand, and how they judge an evaluation.

A module has `add_arguments(parser)` and `judge(evaluation, options) -> list[Criterion]`; it is found by being here.
"""

import argparse
import importlib
import pkgutil
from dataclasses import dataclass
from typing import Any, Protocol, cast

from src.errors import GateError


@dataclass(frozen=True)
class Criterion:
    """One row of the gate's table; what does not exist, such as a reference, is None."""

    rule: str
    metric: str
    threshold: float | None
    # of the baseline, or of the champion
    reference: float | None
    value: float | None
    # None: there was too little to judge by
    passed: bool | None


class Rule(Protocol):
    """What a module in this package offers."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add the arguments of the rule."""

    def judge(self, evaluation: dict[str, Any], options: argparse.Namespace) -> list[Criterion]:
        """Judge an evaluation."""


def rules() -> list[Rule]:
    """Return the rules, in the order of their names."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return [cast("Rule", importlib.import_module(f"{__name__}.{name}")) for name in names]


def metric_and_value(text: str) -> tuple[str, float]:
    """Parse `metric=value`."""
    metric, separator, value = text.partition("=")
    try:
        number = float(value)
    except ValueError:
        number = None
    if not (metric and separator) or number is None:
        message = f"expected metric=value with a number, such as accuracy=0.9, found {text!r}"
        raise argparse.ArgumentTypeError(message)
    return metric, number


def metric_of(metrics: dict[str, float], name: str) -> float:
    """Return a metric that must have been measured."""
    if name not in metrics:
        message = (
            f"the metric {name}\n  expected: one that was measured: {', '.join(sorted(metrics)) or '(none)'}\n"
            f"  found:    the evaluation has no metric {name}\n"
            "  remedy:   Correct the name that the gate is told; METRICS in src/problem.py has those that are measured."
        )
        raise GateError(message)
    return metrics[name]


def threshold_after(directions: dict[str, str], metric: str, reference: float, gain: float) -> float:
    """Return the value that is better than a reference by a gain."""
    return reference + gain if directions[metric] == "higher" else reference - gain


def reaches(directions: dict[str, str], metric: str, value: float, threshold: float) -> bool:
    """Tell whether a value is at least as good as a threshold; what is not a number never is."""
    return value >= threshold if directions[metric] == "higher" else value <= threshold
