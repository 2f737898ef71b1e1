"""Tabular rows are answered one by one, in their order, whoever else is in the request or the file."""

import json
from pathlib import Path

import pandas as pd
import pytest

from src.errors import DataError
from src.score import respond
from src.trained_model import load_model


def test_each_record_gets_the_answer_that_it_gets_alone(model_directory: Path) -> None:
    model = load_model(model_directory)
    records = json.loads((model_directory / "smoke_test.json").read_text("utf-8"))["request"]["records"]
    together = respond(model, {"records": records})["predictions"]
    assert len(together) == len(records) > 1
    for record, answer in zip(records, together, strict=True):
        assert respond(model, {"records": [record]})["predictions"] == [pytest.approx(answer)]


def test_every_row_to_score_gets_an_answer(trained_project: Path, environment: str) -> None:
    predictions = pd.read_csv(trained_project / f"outputs/{environment}/predictions/predictions.csv")
    score_data = pd.read_csv(trained_project / f"data/processed/{environment}/score.csv")
    assert len(predictions) == len(score_data) > 0


def test_a_request_with_a_field_that_nobody_reads_is_refused(model_directory: Path) -> None:
    request = json.loads((model_directory / "smoke_test.json").read_text("utf-8"))["request"]
    with pytest.raises(DataError, match="expected records alone, found also horizon"):
        respond(load_model(model_directory), {**request, "horizon": 3})
