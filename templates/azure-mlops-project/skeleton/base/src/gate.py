"""Decide whether a model may be released: thresholds on the hold-out set, and a gain over the baseline."""

import argparse
import logging
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from src.errors import GateError
from src.model_directory import EVALUATION, GATE, require_same_model, write_record


@dataclass(frozen=True)
class Criterion:
    """One row of the gate's table."""

    metric: str
    threshold: float
    baseline: float
    value: float
    passed: bool


def metric_and_minimum(text: str) -> tuple[str, float]:
    """Parse `metric=minimum`."""
    metric, separator, minimum = text.partition("=")
    if not (metric and separator):
        message = f"expected metric=minimum, found {text!r}"
        raise argparse.ArgumentTypeError(message)
    return metric, float(minimum)


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(prog="python -m src.gate", description=__doc__)
    parser.add_argument("--model-directory", type=Path, default=Path("outputs/model"))
    parser.add_argument("--minimum", type=metric_and_minimum, action="append", required=True, metavar="METRIC=VALUE")
    parser.add_argument("--gain", type=metric_and_minimum, required=True, metavar="METRIC=VALUE")
    return parser.parse_args(arguments)


def judge(
    evaluation: dict[str, Any], minimums: Sequence[tuple[str, float]], gain: tuple[str, float]
) -> list[Criterion]:
    """Compare an evaluation with the minimums, and with the baseline plus the gain."""
    metrics: dict[str, float] = evaluation["metrics"]
    baseline: dict[str, float] = evaluation["baseline"]["metrics"]
    unknown = sorted({name for name, _ in (*minimums, gain)} - metrics.keys())
    if unknown:
        message = f"the evaluation has no metric {', '.join(unknown)}; it has {', '.join(sorted(metrics))}"
        raise GateError(message)
    gain_metric, gain_minimum = gain
    thresholds = [*minimums, (gain_metric, baseline[gain_metric] + gain_minimum)]
    return [
        Criterion(name, threshold, baseline[name], metrics[name], metrics[name] >= threshold)
        for name, threshold in thresholds
    ]


def table(criteria: Sequence[Criterion]) -> str:
    """Render the criteria as a table."""
    lines = [f"{'metric':<12}{'threshold':>10}{'baseline':>10}{'value':>10}  verdict"]
    lines += [
        f"{c.metric:<12}{c.threshold:>10.4f}{c.baseline:>10.4f}{c.value:>10.4f}  {'pass' if c.passed else 'FAIL'}"
        for c in criteria
    ]
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> None:
    """Print the table, write the verdict beside the model, and fail where a criterion fails."""
    options = parse_arguments(arguments)
    evaluation = require_same_model(options.model_directory, EVALUATION)
    criteria = judge(evaluation, options.minimum, options.gain)
    failed = [criterion.metric for criterion in criteria if not criterion.passed]
    write_record(
        options.model_directory,
        GATE,
        {
            "model_sha256": evaluation["model_sha256"],
            "passed": not failed,
            "criteria": [asdict(criterion) for criterion in criteria],
        },
    )
    print(table(criteria))
    if failed:
        message = f"the model fails the gate on {', '.join(failed)}"
        raise GateError(message)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main(sys.argv[1:])
