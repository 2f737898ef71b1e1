"""Decide whether a model may be released: every rule in `src/gate_rules` judges its evaluation."""

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from src.candidate import EVALUATION, GATE, read_record, write_record
from src.errors import GateError
from src.gate_rules import Criterion, rules
from src.script import run_script

VERDICTS = {True: "pass", False: "FAIL", None: "not judged"}


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(prog="python -m src.gate", description=__doc__)
    parser.add_argument("--evaluation-directory", type=Path, default=Path("outputs/evaluation"))
    parser.add_argument("--gate-directory", type=Path, default=Path("outputs/gate"))
    for rule in rules():
        rule.add_arguments(parser)
    return parser.parse_args(arguments)


def table(criteria: Sequence[Criterion]) -> str:
    """Render the criteria as a table."""
    width = max(len(c.rule) for c in criteria) + 2
    lines = [f"{'rule':<{width}}{'metric':<14}{'threshold':>11}{'reference':>11}{'value':>11}  verdict"]
    lines += [
        f"{c.rule:<{width}}{c.metric:<14}{_number(c.threshold)}{_number(c.reference)}{_number(c.value)}"
        f"  {VERDICTS[c.passed]}"
        for c in criteria
    ]
    return "\n".join(lines)


def _number(value: float | None) -> str:
    return f"{'-':>11}" if value is None else f"{value:>11.4f}"


def main(arguments: Sequence[str]) -> None:
    """Print the table, write the verdict, and fail where a criterion fails."""
    options = parse_arguments(arguments)
    # an earlier verdict must not outlive a gate that ends early
    (options.gate_directory / GATE).unlink(missing_ok=True)
    evaluation = read_record(options.evaluation_directory, EVALUATION)
    criteria = [criterion for rule in rules() for criterion in rule.judge(evaluation, options)]
    if not any(criterion.passed is not None for criterion in criteria):
        message = "the gate has no criterion: a gate that demands nothing lets everything through"
        raise GateError(message)
    failed = sorted({criterion.metric for criterion in criteria if criterion.passed is False})
    write_record(
        options.gate_directory,
        GATE,
        {
            "model_sha256": evaluation.get("model_sha256"),
            "passed": not failed,
            "criteria": [asdict(criterion) for criterion in criteria],
        },
    )
    print(table(criteria))
    if failed:
        message = f"the model fails the gate on {', '.join(failed)}"
        raise GateError(message)


if __name__ == "__main__":
    run_script(main)
