"""Measure a model on the hold-out set, beside a baseline that has learned next to nothing, and on slices of it."""

import argparse
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from src import problem
from src.candidate import EVALUATION, METADATA, read_record, sha256_of, write_record
from src.data_schema import labelled_schema
from src.data_validation import read_rows
from src.errors import DataError
from src.model_signature import signature_of
from src.script import run_script
from src.tracking import add_tracking_argument, log_run
from src.trained_model import load_model

log = logging.getLogger(__name__)


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(prog="python -m src.evaluate", description=__doc__)
    parser.add_argument("--model-directory", type=Path, default=Path("outputs/model"))
    parser.add_argument("--train-data", type=Path, default=Path("data/processed/train.csv"))
    parser.add_argument("--holdout-data", type=Path, default=Path("data/processed/holdout.csv"))
    parser.add_argument("--champion-directory", type=Path, help="another model, measured on the same rows")
    parser.add_argument("--evaluation-directory", type=Path, default=Path("outputs/evaluation"))
    add_tracking_argument(parser)
    return parser.parse_args(arguments)


def measure_model(directory: Path, holdout: pd.DataFrame) -> dict[str, Any]:
    """Measure a model on all held out rows and on each slice of them, and note its signature."""
    answers = problem.answer_holdout(load_model(directory), holdout)
    slices = {
        name: {"rows": int(mask.sum()), "metrics": problem.measure(holdout[mask], answers[mask])}
        for name, mask in problem.slices(holdout).items()
        if mask.any()
    }
    return {"signature": signature_of(directory), "metrics": problem.measure(holdout, answers), "slices": slices}


def main(arguments: Sequence[str]) -> None:
    """Evaluate the model and write the evaluation."""
    options = parse_arguments(arguments)
    metadata = read_record(options.model_directory, METADATA)
    train = read_rows(options.train_data, labelled_schema())
    if sha256_of(options.train_data) != metadata.get("train_data_sha256"):
        message = (
            f"{options.train_data} is not the data that the model was trained on, so rows that it has seen may be held "
            "out now. Train again after prepare."
        )
        raise DataError(message)
    holdout = read_rows(options.holdout_data, labelled_schema())
    holdout_sha256 = sha256_of(options.holdout_data)
    if holdout_sha256 == metadata.get("train_data_sha256"):
        message = f"{options.holdout_data} is the data that the model was trained on: nothing is held out."
        raise DataError(message)

    rule, constant = problem.baseline(train, holdout)
    evaluation = {
        "model_sha256": metadata.get("model_sha256"),
        "holdout_data_sha256": holdout_sha256,
        "holdout_rows": len(holdout),
        "directions": dict(problem.METRICS),
        **measure_model(options.model_directory, holdout),
        "baseline": {"rule": rule, "metrics": problem.measure(holdout, constant)},
    }
    if options.champion_directory is not None:
        champion = read_record(options.champion_directory, METADATA)
        evaluation["champion"] = {
            "model_sha256": champion.get("model_sha256"),
            **measure_model(options.champion_directory, holdout),
        }
    write_record(options.evaluation_directory, EVALUATION, evaluation)
    log_run(options.tracking_uri, "evaluate", {"holdout_rows": len(holdout)}, evaluation["metrics"])
    log.info("evaluated on %d rows: %s", len(holdout), evaluation["metrics"])


if __name__ == "__main__":
    run_script(main)
