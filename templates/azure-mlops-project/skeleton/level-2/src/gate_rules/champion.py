"""The model must not be worse than the champion, measured on the same rows, by more than a tolerance."""

import argparse
from typing import Any

from src.errors import GateError
from src.gate_rules import Criterion, metric_and_value, metric_of, reaches, threshold_after

NO_CHAMPION = "none"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the tolerances, one for each metric, and which champion must have been measured."""
    parser.add_argument(
        "--champion-tolerance", type=metric_and_value, action="append", default=[], metavar="METRIC=VALUE"
    )
    parser.add_argument(
        "--champion-sha256",
        default="",
        metavar="SHA256",
        help=f"the champion that was to be measured, or {NO_CHAMPION!r} where there is none yet",
    )


def judge(evaluation: dict[str, Any], options: argparse.Namespace) -> list[Criterion]:
    """Compare each metric with that of the champion."""
    if not options.champion_tolerance:
        return []
    champion = measured_champion(evaluation, options.champion_sha256)
    if champion is None:
        metrics = {metric: metric_of(evaluation["metrics"], metric) for metric, _ in options.champion_tolerance}
        rule = "no champion yet"
        return [Criterion(rule, metric, None, None, value, passed=True) for metric, value in metrics.items()]
    directions = evaluation["directions"]
    criteria = []
    for metric, tolerance in options.champion_tolerance:
        value, reference = metric_of(evaluation["metrics"], metric), metric_of(champion["metrics"], metric)
        threshold = threshold_after(directions, metric, reference, -tolerance)
        passed = reaches(directions, metric, value, threshold)
        criteria.append(Criterion("not worse than the champion", metric, threshold, reference, value, passed))
    return criteria


def measured_champion(evaluation: dict[str, Any], expected: str) -> dict[str, Any] | None:
    """Return what was measured of the champion; a champion that was left out, or another one, is refused."""
    champion: dict[str, Any] | None = evaluation.get("champion")
    found = NO_CHAMPION if champion is None else champion.get("model_sha256")
    if not expected or found != expected:
        message = (
            f"the champion that the evaluation measured\n  expected: {expected or 'to be told by --champion-sha256'}\n"
            f"  found:    {found}\n"
            "  remedy:   Run evaluate again: it measures the champion of the registry beside the model."
        )
        raise GateError(message)
    return champion
