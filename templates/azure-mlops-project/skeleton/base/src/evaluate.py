"""Measure a model on the hold-out set, beside the baseline that always says the majority class."""

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import accuracy_score, f1_score, precision_score, recall_score, roc_auc_score

from src.data_contract import FEATURE_NAMES, POSITIVE_CLASS, TARGET
from src.data_validation import labelled_schema, read_rows
from src.errors import DataError
from src.model_directory import EVALUATION, METADATA, read_record, sha256_of, write_record
from src.score import DECISION_THRESHOLD
from src.trained_model import load_model

log = logging.getLogger(__name__)


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(prog="python -m src.evaluate", description=__doc__)
    parser.add_argument("--model-directory", type=Path, default=Path("outputs/model"))
    parser.add_argument("--holdout-data", type=Path, default=Path("data/processed/holdout.csv"))
    return parser.parse_args(arguments)


def measure(truth: pd.Series, probability: pd.Series) -> dict[str, float]:
    """Return every metric of predicted probabilities of the positive class."""
    actual = truth == POSITIVE_CLASS
    predicted = probability >= DECISION_THRESHOLD
    return {
        "accuracy": float(accuracy_score(actual, predicted)),
        "precision": float(precision_score(actual, predicted, zero_division=0)),
        "recall": float(recall_score(actual, predicted, zero_division=0)),
        "f1": float(f1_score(actual, predicted, zero_division=0)),
        "roc_auc": float(roc_auc_score(actual, probability)),
    }


def main(arguments: Sequence[str]) -> None:
    """Evaluate the model and write the evaluation beside it."""
    options = parse_arguments(arguments)
    model = load_model(options.model_directory)
    metadata = read_record(options.model_directory, METADATA)
    holdout = read_rows(options.holdout_data, labelled_schema())
    holdout_sha256 = sha256_of(options.holdout_data)
    if holdout_sha256 == metadata["train_data_sha256"]:
        message = f"{options.holdout_data} is the data that the model was trained on: nothing is held out."
        raise DataError(message)

    positive = list(model.classes_).index(POSITIVE_CLASS)
    probability = pd.Series(model.predict_proba(holdout[list(FEATURE_NAMES)])[:, positive], index=holdout.index)
    counts = metadata["class_counts"]
    majority = max(counts, key=counts.__getitem__)
    constant = pd.Series(np.full(len(holdout), float(majority == POSITIVE_CLASS)), index=holdout.index)
    evaluation = {
        "model_sha256": metadata["model_sha256"],
        "holdout_data_sha256": holdout_sha256,
        "holdout_rows": len(holdout),
        "positive_class": POSITIVE_CLASS,
        "metrics": measure(holdout[TARGET], probability),
        "baseline": {"rule": f"always {majority}", "metrics": measure(holdout[TARGET], constant)},
    }
    write_record(options.model_directory, EVALUATION, evaluation)
    log.info("evaluated on %d rows: %s", len(holdout), evaluation["metrics"])


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main(sys.argv[1:])
