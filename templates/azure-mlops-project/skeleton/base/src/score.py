"""Score rows with a trained model.

The score contract, the same for a file of rows and for a request:

request   `{"records": [{"<feature>": <number>, …}, …]}`, every feature of the data contract
response  `{"predictions": [{"label": "<class>", "probability": <of the positive class>}, …]}`
"""

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from sklearn.pipeline import Pipeline

from src.data_contract import FEATURE_NAMES, NEGATIVE_CLASS, POSITIVE_CLASS
from src.data_validation import check_rows, features_schema, read_rows
from src.errors import DataError
from src.trained_model import load_model

log = logging.getLogger(__name__)

DECISION_THRESHOLD = 0.5


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(prog="python -m src.score", description="Score a CSV file of rows.")
    parser.add_argument("--model-directory", type=Path, default=Path("outputs/model"))
    parser.add_argument("--score-data", type=Path, default=Path("data/processed/score.csv"))
    parser.add_argument("--predictions", type=Path, default=Path("outputs/predictions.csv"))
    return parser.parse_args(arguments)


def predict(model: Pipeline, rows: pd.DataFrame) -> pd.DataFrame:
    """Return label and probability of the positive class for each row of checked features."""
    positive = list(model.classes_).index(POSITIVE_CLASS)
    probability = model.predict_proba(rows[list(FEATURE_NAMES)])[:, positive]
    label = [POSITIVE_CLASS if value >= DECISION_THRESHOLD else NEGATIVE_CLASS for value in probability]
    answers: pd.DataFrame = pd.DataFrame({"label": label, "probability": probability}, index=rows.index)
    return answers


def respond(model: Pipeline, request: dict[str, Any]) -> dict[str, Any]:
    """Answer one request of the score contract."""
    records = request.get("records")
    if not isinstance(records, list) or not records or not all(isinstance(record, dict) for record in records):
        message = 'the request breaks the score contract: expected {"records": [{…}, …]} with at least one record'
        raise DataError(message)
    rows = check_rows(pd.DataFrame.from_records(records), features_schema(), "the request")
    return {"predictions": predict(model, rows).to_dict(orient="records")}


def main(arguments: Sequence[str]) -> None:
    """Score a CSV file of rows."""
    options = parse_arguments(arguments)
    model = load_model(options.model_directory)
    rows = read_rows(options.score_data, features_schema())
    predictions = predict(model, rows)
    options.predictions.parent.mkdir(parents=True, exist_ok=True)
    predictions.to_csv(options.predictions, index_label="row")
    counts = predictions["label"].value_counts().to_dict()
    log.info("scored %d rows into %s: %s", len(rows), options.predictions, counts)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main(sys.argv[1:])
