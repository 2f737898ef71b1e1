"""Train a model and write it with its metadata into a model directory."""

import argparse
import logging
import platform
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import joblib
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_score
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from src import score
from src.data_contract import FEATURE_NAMES, FEATURES, TARGET
from src.data_validation import labelled_schema, read_rows
from src.model_directory import METADATA, MODEL, SMOKE_TEST, sha256_of, write_record

log = logging.getLogger(__name__)

SMOKE_TEST_QUANTILES = (0.1, 0.5, 0.9)


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(prog="python -m src.train", description=__doc__)
    parser.add_argument("--train-data", type=Path, default=Path("data/processed/train.csv"))
    parser.add_argument("--model-directory", type=Path, default=Path("outputs/model"))
    parser.add_argument("--inverse-regularization", type=float, default=1.0)
    parser.add_argument("--maximum-iterations", type=int, default=1000)
    parser.add_argument("--cross-validation-folds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--git-sha", default="unknown")
    return parser.parse_args(arguments)


def build_pipeline(inverse_regularization: float, maximum_iterations: int, seed: int) -> Pipeline:
    """Build the pipeline that is fitted: scaling, then logistic regression."""
    return make_pipeline(
        StandardScaler(),
        LogisticRegression(C=inverse_regularization, max_iter=maximum_iterations, random_state=seed),
    )


def smoke_test(model: Pipeline, train: pd.DataFrame) -> dict[str, Any]:
    """Build a request of typical values (quantiles: nobody's own row) with the answer of this model."""
    typical = train[list(FEATURE_NAMES)].quantile(list(SMOKE_TEST_QUANTILES))
    request = {"records": typical.to_dict(orient="records")}
    return {"request": request, "response": score.respond(model, request)}


def main(arguments: Sequence[str]) -> None:
    """Train and write the model."""
    options = parse_arguments(arguments)
    train = read_rows(options.train_data, labelled_schema())
    features, target = train[list(FEATURE_NAMES)], train[TARGET]
    model = build_pipeline(options.inverse_regularization, options.maximum_iterations, options.seed)
    folds = StratifiedKFold(options.cross_validation_folds, shuffle=True, random_state=options.seed)
    accuracies = cross_val_score(model, features, target, cv=folds)
    model.fit(features, target)

    directory = options.model_directory
    directory.mkdir(parents=True, exist_ok=True)
    joblib.dump(model, directory / MODEL)
    write_record(directory, SMOKE_TEST, smoke_test(model, train))
    write_record(
        directory,
        METADATA,
        {
            "model_sha256": sha256_of(directory / MODEL),
            "algorithm": "logistic regression on standardised features",
            "target": TARGET,
            "classes": [str(name) for name in model.classes_],
            "class_counts": {str(name): int(count) for name, count in target.value_counts().items()},
            "features": [
                {"name": f.name, "type": "float", "minimum": f.smallest, "maximum": f.largest} for f in FEATURES
            ],
            "parameters": {
                "inverse_regularization": options.inverse_regularization,
                "maximum_iterations": options.maximum_iterations,
                "seed": options.seed,
            },
            "metrics": {
                "cross_validation_accuracy_mean": float(accuracies.mean()),
                "cross_validation_accuracy_deviation": float(accuracies.std()),
            },
            "train_data_sha256": sha256_of(options.train_data),
            "train_rows": len(train),
            "git_sha": options.git_sha,
            "versions": {"python": platform.python_version(), "scikit-learn": version("scikit-learn")},
        },
    )
    log.info("trained on %d rows, cross-validated accuracy %.3f", len(train), accuracies.mean())


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main(sys.argv[1:])
