"""What kind of problem this is: predict a number. The one module that knows; everything else asks it."""

import argparse
from collections.abc import Mapping
from typing import Any, Literal

import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error, r2_score, root_mean_squared_error
from sklearn.model_selection import KFold, cross_val_score, train_test_split
from sklearn.pipeline import Pipeline, make_pipeline

from src.data_contract import CATEGORIES, TARGET
from src.feature_preparation import prepared_features
from src.feature_table import describe_features, request_options, score_input, smoke_request

__all__ = ["request_options", "score_input", "smoke_request"]

Direction = Literal["higher", "lower"]

KIND = "regression"
ALGORITHM = "ridge regression on standardised numbers and a column for each category"
METRICS: Mapping[str, Direction] = {"rmse": "lower", "mae": "lower", "r2": "higher"}
ERROR = "mean absolute error"
PREDICTION = "prediction"
SLICES = ("younger", "older", "sex_code_1", "sex_code_2")
OLDER_FROM_AGE = 50


def add_training_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the training can be told."""
    parser.add_argument("--regularization", type=float, default=1.0)
    parser.add_argument("--cross-validation-folds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=0)


def build_model(options: argparse.Namespace) -> Pipeline:
    """Build the model that is fitted: scaled numbers and a column for each category, then ridge regression."""
    return make_pipeline(prepared_features(), Ridge(alpha=options.regularization))


def split(rows: pd.DataFrame, holdout_fraction: float, seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Split rows by chance."""
    train, holdout = train_test_split(rows, test_size=holdout_fraction, random_state=seed)
    return train, holdout


def fit(model: Pipeline, train: pd.DataFrame) -> None:
    """Fit the model to rows to learn from."""
    model.fit(score_input(train), train[TARGET])


def cross_validate(options: argparse.Namespace, train: pd.DataFrame) -> dict[str, float]:
    """Measure how well such a model does on parts of the rows to learn from that it has not seen."""
    folds = KFold(options.cross_validation_folds, shuffle=True, random_state=options.seed)
    errors = -cross_val_score(
        build_model(options), score_input(train), train[TARGET], cv=folds, scoring="neg_root_mean_squared_error"
    )
    return {
        "cross_validation_rmse_mean": float(errors.mean()),
        "cross_validation_rmse_deviation": float(errors.std()),
    }


def predict(model: Pipeline, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the predicted number for each row of checked features."""
    return pd.DataFrame({PREDICTION: model.predict(score_input(rows))}, index=rows.index)


def answer_holdout(model: Pipeline, holdout: pd.DataFrame) -> pd.DataFrame:
    """Return the answer to each row held out."""
    return predict(model, score_input(holdout))


def measure(holdout: pd.DataFrame, answers: pd.DataFrame) -> dict[str, float]:
    """Return every metric of answers for labelled rows; a metric that is not defined for them is left out."""
    truth, predicted = holdout[TARGET], answers[PREDICTION]
    metrics = {
        "rmse": float(root_mean_squared_error(truth, predicted)),
        "mae": float(mean_absolute_error(truth, predicted)),
    }
    if len(truth) > 1:
        metrics["r2"] = float(r2_score(truth, predicted))
    return metrics


def row_errors(holdout: pd.DataFrame, answers: pd.DataFrame) -> "pd.Series[float]":
    """Return how far each answer is off; their mean is ERROR."""
    return (answers[PREDICTION] - holdout[TARGET]).abs()


def baseline(train: pd.DataFrame, holdout: pd.DataFrame) -> tuple[str, pd.DataFrame]:
    """Answer every row with the mean of the rows to learn from."""
    mean = float(train[TARGET].mean())
    answers: pd.DataFrame = pd.DataFrame({PREDICTION: mean}, index=holdout.index)
    return f"always the mean, {mean:.4g}", answers


def slices(rows: pd.DataFrame) -> Mapping[str, "pd.Series[bool]"]:
    """Return the slices of rows on which metrics are measured too."""
    older = rows["age"] >= OLDER_FROM_AGE
    first, second = (rows["sex"] == code for code in CATEGORIES[0].categories)
    return dict(zip(SLICES, (~older, older, first, second), strict=True))


def describe(train: pd.DataFrame) -> dict[str, Any]:
    """Describe the problem and its data, for the metadata of a model."""
    return {
        "problem": KIND,
        "target": TARGET,
        "target_mean": float(train[TARGET].mean()),
        "features": describe_features(),
    }
