"""Score rows with a trained model.

The score contract, the same for a file of rows and for a request:

request   `{"records": [{"<column>": <value>, …}, …]}`, every column that the data contract asks for
response  `{"predictions": [{"<answer>": <value>, …}, …]}`, one for each record and in their order

A forecast starts from a history, so there the records are the periods up to now, and the request may say how far to
look: `{"records": […], "horizon": 12}`. The response has a prediction for each period to come.
"""

import argparse
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from sklearn.base import BaseEstimator

from src import problem
from src.data_schema import features_schema
from src.data_validation import check_rows, read_rows
from src.errors import DataError
from src.script import run_script
from src.trained_model import load_model

log = logging.getLogger(__name__)


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(prog="python -m src.score", description="Score a CSV file of rows.")
    parser.add_argument("--model-directory", type=Path, default=Path("outputs/model"))
    parser.add_argument("--score-data", type=Path, default=Path("data/processed/score.csv"))
    parser.add_argument("--predictions", type=Path, default=Path("outputs/predictions.csv"))
    return parser.parse_args(arguments)


def respond(model: BaseEstimator, request: object) -> dict[str, Any]:
    """Answer one request of the score contract."""
    fields = dict(request) if isinstance(request, dict) else {}
    records = fields.pop("records", None)
    if not isinstance(records, list) or not records or not all(isinstance(record, dict) for record in records):
        message = 'the request breaks the score contract: expected {"records": [{…}, …]} with at least one record'
        raise DataError(message)
    options = problem.request_options(fields)
    rows = check_rows(pd.DataFrame.from_records(records), features_schema(), "the request")
    return {"predictions": problem.predict(model, rows, **options).to_dict(orient="records")}


def main(arguments: Sequence[str]) -> None:
    """Score a CSV file of rows."""
    options = parse_arguments(arguments)
    model = load_model(options.model_directory)
    rows = read_rows(options.score_data, features_schema())
    predictions = problem.predict(model, rows)
    options.predictions.parent.mkdir(parents=True, exist_ok=True)
    predictions.to_csv(options.predictions, index_label="row")
    log.info("scored %d rows into %s", len(rows), options.predictions)


if __name__ == "__main__":
    run_script(main)
