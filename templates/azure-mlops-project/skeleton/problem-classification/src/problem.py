"""What kind of problem this is: tell two classes apart. The one module that knows; everything else asks it."""

import argparse
from collections.abc import Mapping
from typing import Any, Literal

import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, precision_recall_fscore_support, roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_score, train_test_split
from sklearn.pipeline import Pipeline, make_pipeline

from src.data_contract import CLASSES, NEGATIVE_CLASS, POSITIVE_CLASS, TARGET
from src.feature_preparation import prepared_features
from src.feature_table import describe_features, request_options, score_input, smoke_request

__all__ = ["request_options", "score_input", "smoke_request"]

Direction = Literal["higher", "lower"]

KIND = "classification"
ALGORITHM = "logistic regression on standardised numbers and a column for each category"
METRICS: Mapping[str, Direction] = {
    "accuracy": "higher",
    "precision": "higher",
    "recall": "higher",
    "f1": "higher",
    "roc_auc": "higher",
}
ERROR = "share of wrong answers"
DECISION_THRESHOLD = 0.5
SLICES = ("small_nuclei", "large_nuclei")
LARGE_NUCLEI_FROM_RADIUS = 14.0


def add_training_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the training can be told."""
    parser.add_argument("--inverse-regularization", type=float, default=1.0)
    parser.add_argument("--maximum-iterations", type=int, default=1000)
    parser.add_argument("--cross-validation-folds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=0)


def build_model(options: argparse.Namespace) -> Pipeline:
    """Build the model that is fitted: scaled numbers and a column for each category, then logistic regression."""
    return make_pipeline(
        prepared_features(),
        LogisticRegression(
            C=options.inverse_regularization, max_iter=options.maximum_iterations, random_state=options.seed
        ),
    )


def split(rows: pd.DataFrame, holdout_fraction: float, seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Split rows so that both parts have the same share of each class."""
    train, holdout = train_test_split(rows, test_size=holdout_fraction, random_state=seed, stratify=rows[TARGET])
    return train, holdout


def fit(model: Pipeline, train: pd.DataFrame) -> None:
    """Fit the model to rows to learn from."""
    model.fit(score_input(train), train[TARGET])


def cross_validate(options: argparse.Namespace, train: pd.DataFrame) -> dict[str, float]:
    """Measure how well such a model does on parts of the rows to learn from that it has not seen."""
    folds = StratifiedKFold(options.cross_validation_folds, shuffle=True, random_state=options.seed)
    accuracies = cross_val_score(build_model(options), score_input(train), train[TARGET], cv=folds)
    return {
        "cross_validation_accuracy_mean": float(accuracies.mean()),
        "cross_validation_accuracy_deviation": float(accuracies.std()),
    }


def predict(model: Pipeline, rows: pd.DataFrame) -> pd.DataFrame:
    """Return label and probability of the positive class for each row of checked features."""
    positive = list(model.classes_).index(POSITIVE_CLASS)
    return answers_of(pd.Series(model.predict_proba(score_input(rows))[:, positive], index=rows.index))


def answer_holdout(model: Pipeline, holdout: pd.DataFrame) -> pd.DataFrame:
    """Return the answer to each row held out."""
    return predict(model, score_input(holdout))


def answers_of(probability: pd.Series) -> pd.DataFrame:
    """Return the answers that follow from probabilities of the positive class."""
    label = [POSITIVE_CLASS if value >= DECISION_THRESHOLD else NEGATIVE_CLASS for value in probability]
    answers: pd.DataFrame = pd.DataFrame({"label": label, "probability": probability}, index=probability.index)
    return answers


def measure(holdout: pd.DataFrame, answers: pd.DataFrame) -> dict[str, float]:
    """Return every metric of answers for labelled rows; a metric that is not defined for them is left out."""
    # arrays, as scikit-learn takes three times as long with columns of pandas
    actual = (holdout[TARGET] == POSITIVE_CLASS).to_numpy()
    predicted = (answers["label"] == POSITIVE_CLASS).to_numpy()
    precision, recall, f1, _ = precision_recall_fscore_support(actual, predicted, average="binary", zero_division=0)
    metrics = {
        "accuracy": float(accuracy_score(actual, predicted)),
        "precision": float(precision),
        "recall": float(recall),
        "f1": float(f1),
    }
    if 0 < actual.sum() < len(actual):
        metrics["roc_auc"] = float(roc_auc_score(actual, answers["probability"].to_numpy()))
    return metrics


def row_errors(holdout: pd.DataFrame, answers: pd.DataFrame) -> "pd.Series[float]":
    """Return how wrong each answer is: 1 for a wrong label, 0 for a right one; their mean is ERROR."""
    return (answers["label"] != holdout[TARGET]).astype(float)


def baseline(train: pd.DataFrame, holdout: pd.DataFrame) -> tuple[str, pd.DataFrame]:
    """Answer every row with the class that is the most frequent one among the rows to learn from."""
    majority = str(train[TARGET].mode()[0])
    probability = pd.Series(float(majority == POSITIVE_CLASS), index=holdout.index)
    return f"always {majority}", answers_of(probability)


def slices(rows: pd.DataFrame) -> Mapping[str, "pd.Series[bool]"]:
    """Return the slices of rows on which metrics are measured too."""
    large = rows["mean_radius"] >= LARGE_NUCLEI_FROM_RADIUS
    return dict(zip(SLICES, (~large, large), strict=True))


def describe(train: pd.DataFrame) -> dict[str, Any]:
    """Describe the problem and its data, for the metadata of a model."""
    return {
        "problem": KIND,
        "target": TARGET,
        "classes": list(CLASSES),
        "positive_class": POSITIVE_CLASS,
        "class_counts": {str(name): int(count) for name, count in train[TARGET].value_counts().items()},
        "features": describe_features(),
    }
