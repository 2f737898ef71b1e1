"""Prove that a candidate is fit to be released: bytes, gate, signature, score contract, speed."""

import argparse
import logging
import math
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from src.candidate import (
    EVALUATION,
    EVALUATION_DIRECTORY,
    GATE,
    GATE_DIRECTORY,
    MODEL_DIRECTORY,
    SMOKE_TEST,
    read_record,
    require_same_model,
)
from src.errors import GateError, ModelError, SlowModelError
from src.model_signature import signature_of
from src.score import respond
from src.script import run_script
from src.trained_model import load_model

log = logging.getLogger(__name__)

TOLERANCE = 1e-6


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(prog="python -m src.verify", description=__doc__)
    parser.add_argument("--candidate-directory", type=Path, default=Path("outputs/candidate"))
    parser.add_argument("--maximum-seconds", type=float, default=5.0)
    return parser.parse_args(arguments)


def require_passed_gate(candidate: Path) -> None:
    """Refuse a model without a verdict, or with a bad one."""
    model = candidate / MODEL_DIRECTORY
    require_same_model(candidate / EVALUATION_DIRECTORY / EVALUATION, model)
    verdict = candidate / GATE_DIRECTORY / GATE
    record = require_same_model(verdict, model)
    if not record.get("passed"):
        message = (
            f"{verdict}\n  expected: a model that passed the gate\n  found:    {_failures(record)}\n"
            "  remedy:   It is not released. Train a better model, or change what the gate demands and run it again."
        )
        raise GateError(message)


def _failures(verdict: dict[str, Any]) -> str:
    """Return what a model failed: each metric with its value, and the rule of the gate."""
    failed = [criterion for criterion in verdict.get("criteria", []) if criterion["passed"] is False]
    return "; ".join(_failure(criterion) for criterion in failed) or "it did not pass, and no criterion says why"


def _failure(criterion: dict[str, Any]) -> str:
    value, threshold = ("" if criterion[key] is None else f" {criterion[key]:.4f}" for key in ("value", "threshold"))
    return f"{criterion['metric']}{value}, where the gate says: {criterion['rule']}{threshold}"


def require_same_answer(expected: dict[str, Any], found: dict[str, Any]) -> None:
    """Compare two responses of the score contract."""
    pairs = zip(expected["predictions"], found["predictions"], strict=True)
    for position, (old, new) in enumerate(pairs):
        if old.keys() != new.keys() or not all(_same(old[name], new[name]) for name in old):
            message = f"smoke test, record {position}: the model answered {old} when it was trained, and {new} now."
            raise ModelError(message)


def _same(old: object, new: object) -> bool:
    if isinstance(old, float) and isinstance(new, float):
        return math.isclose(old, new, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
    return old == new


def main(arguments: Sequence[str]) -> None:
    """Verify the candidate."""
    options = parse_arguments(arguments)
    model_directory = options.candidate_directory / MODEL_DIRECTORY
    signature_of(model_directory)
    model = load_model(model_directory)
    require_passed_gate(options.candidate_directory)
    smoke_test = read_record(model_directory, SMOKE_TEST)
    started = time.perf_counter()
    response = respond(model, smoke_test["request"])
    seconds = time.perf_counter() - started
    require_same_answer(smoke_test["response"], response)
    if seconds > options.maximum_seconds:
        message = f"smoke test: the answer took {seconds:.2f} s, allowed are {options.maximum_seconds} s."
        raise SlowModelError(message)
    log.info("smoke test: %d answers as trained, in %.2f s", len(response["predictions"]), seconds)


if __name__ == "__main__":
    run_script(main)
