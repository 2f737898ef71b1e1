"""Prove that a model directory is fit to be released: bytes, gate, score contract, speed."""

import argparse
import logging
import math
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from src.errors import GateError, ModelError, SlowModelError
from src.model_directory import GATE, SMOKE_TEST, read_record, require_same_model
from src.score import respond
from src.trained_model import load_model

log = logging.getLogger(__name__)

PROBABILITY_TOLERANCE = 1e-6


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(prog="python -m src.verify", description=__doc__)
    parser.add_argument("--model-directory", type=Path, default=Path("outputs/model"))
    parser.add_argument("--maximum-seconds", type=float, default=5.0)
    return parser.parse_args(arguments)


def require_passed_gate(directory: Path) -> None:
    """Refuse a model without a verdict, or with a bad one."""
    if not require_same_model(directory, GATE).get("passed"):
        message = f"{directory / GATE}: this model did not pass the gate and is not released."
        raise GateError(message)


def require_same_answer(expected: dict[str, Any], found: dict[str, Any]) -> None:
    """Compare two responses of the score contract."""
    pairs = zip(expected["predictions"], found["predictions"], strict=True)
    for position, (old, new) in enumerate(pairs):
        close = math.isclose(old["probability"], new["probability"], abs_tol=PROBABILITY_TOLERANCE)
        if old["label"] != new["label"] or not close:
            message = f"smoke test, record {position}: the model answered {old} when it was trained, and {new} now."
            raise ModelError(message)


def main(arguments: Sequence[str]) -> None:
    """Verify the model directory."""
    options = parse_arguments(arguments)
    model = load_model(options.model_directory)
    require_passed_gate(options.model_directory)
    smoke_test = read_record(options.model_directory, SMOKE_TEST)
    started = time.perf_counter()
    response = respond(model, smoke_test["request"])
    seconds = time.perf_counter() - started
    require_same_answer(smoke_test["response"], response)
    if seconds > options.maximum_seconds:
        message = f"smoke test: the answer took {seconds:.2f} s, allowed are {options.maximum_seconds} s."
        raise SlowModelError(message)
    log.info("smoke test: %d answers as trained, in %.2f s", len(response["predictions"]), seconds)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main(sys.argv[1:])
