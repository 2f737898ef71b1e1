"""Train a model and write it, as an MLflow model with its metadata, into a model directory."""

import argparse
import logging
import platform
import shutil
import tempfile
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd
from sklearn.base import BaseEstimator

from src import problem, score
from src.candidate import METADATA, MODEL_FILE, REFERENCE, SMOKE_TEST, checksums, sha256_of, write_record
from src.data_schema import labelled_schema
from src.data_validation import read_rows
from src.script import run_script
from src.tracking import add_tracking_argument, import_mlflow, log_run

log = logging.getLogger(__name__)

# What a place that serves the model has to install, in the versions that trained it.
REQUIREMENTS = ("numpy", "pandas", "pandera", "scikit-learn")
# Enough to tell how values are distributed, and little enough to travel with every model.
REFERENCE_ROWS = 2000


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(prog="python -m src.train", description=__doc__, parents=[training_arguments()])
    parser.add_argument("--train-data", type=Path, default=Path("data/processed/train.csv"))
    parser.add_argument("--model-directory", type=Path, default=Path("outputs/model"))
    parser.add_argument("--git-sha", default="unknown")
    add_tracking_argument(parser)
    return parser.parse_args(arguments)


def training_arguments() -> argparse.ArgumentParser:
    """Return the arguments that say how the model is built and fitted."""
    parser = argparse.ArgumentParser(add_help=False)
    problem.add_training_arguments(parser)
    return parser


def smoke_test(model: BaseEstimator, train: pd.DataFrame) -> dict[str, Any]:
    """Build a request of typical values with the answer of this model."""
    request = problem.smoke_request(train)
    return {"request": request, "response": score.respond(model, request)}


def reference_rows(train: pd.DataFrame) -> pd.DataFrame:
    """Return what a client would send of the last rows to learn from, in their order."""
    return problem.score_input(train).tail(REFERENCE_ROWS)


def save_model(model: BaseEstimator, train: pd.DataFrame, directory: Path) -> None:
    """Write the model with its signature and its requirements into a directory that does not exist yet."""
    mlflow = import_mlflow()
    rows = problem.score_input(train)
    mlflow.sklearn.save_model(
        model,
        str(directory),
        serialization_format="pickle",
        signature=mlflow.models.infer_signature(rows, problem.predict(model, rows)),
        pip_requirements=[f"{name}=={version(name)}" for name in REQUIREMENTS],
    )


def put_in_place(complete: Path, directory: Path) -> None:
    """Let a complete model take the place of what a directory held; the directory itself may be a mounted one."""
    directory.mkdir(parents=True, exist_ok=True)
    for entry in directory.iterdir():
        if entry.is_dir():
            shutil.rmtree(entry)
        else:
            entry.unlink()
    shutil.copytree(complete, directory, dirs_exist_ok=True)


def main(arguments: Sequence[str]) -> None:
    """Train and write the model."""
    options = parse_arguments(arguments)
    train = read_rows(options.train_data, labelled_schema())
    metrics = problem.cross_validate(options, train)
    model = problem.build_model(options)
    problem.fit(model, train)

    parameters = {name: getattr(options, name) for name in vars(training_arguments().parse_args([]))}
    with tempfile.TemporaryDirectory() as folder:
        complete = Path(folder) / "model"
        save_model(model, train, complete)
        write_record(complete, SMOKE_TEST, smoke_test(model, train))
        reference_rows(train).to_csv(complete / REFERENCE, index=False)
        metadata = {
            "model_sha256": sha256_of(complete / MODEL_FILE),
            "files": checksums(complete),
            "algorithm": problem.ALGORITHM,
            **problem.describe(train),
            "parameters": parameters,
            "metrics": metrics,
            "train_data_sha256": sha256_of(options.train_data),
            "train_rows": len(train),
            "git_sha": options.git_sha,
            "versions": {"python": platform.python_version(), "scikit-learn": version("scikit-learn")},
        }
        write_record(complete, METADATA, metadata)
        put_in_place(complete, options.model_directory)
    log_run(options.tracking_uri, "train", parameters, metrics)
    log.info("trained on %d rows: %s", len(train), metrics)


if __name__ == "__main__":
    run_script(main)
