"""What the regression answers to a request of the score contract."""

import json
from pathlib import Path
from typing import Any

import pytest
from sklearn.base import BaseEstimator

from src import problem
from src.errors import DataError
from src.score import respond
from src.trained_model import load_model


@pytest.fixture
def model(model_directory: Path) -> BaseEstimator:
    return load_model(model_directory)


@pytest.fixture
def request_body(model_directory: Path) -> dict[str, Any]:
    body: dict[str, Any] = json.loads((model_directory / "smoke_test.json").read_text("utf-8"))["request"]
    return body


def test_each_answer_is_a_number(model: BaseEstimator, request_body: dict[str, Any]) -> None:
    for prediction in respond(model, request_body)["predictions"]:
        assert {name: type(value) for name, value in prediction.items()} == {"prediction": float}


def test_the_answers_are_plausible(model: BaseEstimator, request_body: dict[str, Any]) -> None:
    slim, obese = ({**request_body["records"][1], "body_mass_index": value} for value in (20.0, 40.0))
    lower, higher = (answer["prediction"] for answer in respond(model, {"records": [slim, obese]})["predictions"])
    assert 25 < lower < higher < 346


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"age": None}, "age: a value is missing"),
        ({"age": "old"}, "age: a number is expected, found old"),
        ({"blood_pressure": 12.0}, "blood_pressure.*found 12"),
        ({"sex": "code_3"}, "sex.*found code_3"),
        ({"disease_progression": 100.0}, "disease_progression"),
    ],
)
def test_a_record_that_breaks_the_data_contract_is_refused_by_column(
    model: BaseEstimator, request_body: dict[str, Any], change: dict[str, Any], complaint: str
) -> None:
    request_body["records"][0] |= change
    with pytest.raises(DataError, match=complaint):
        respond(model, request_body)


def test_the_model_is_better_than_the_mean(candidate: Path) -> None:
    evaluation = json.loads((candidate / "evaluation/evaluation.json").read_text("utf-8"))
    assert evaluation["baseline"]["rule"].startswith("always the mean, ")
    assert evaluation["baseline"]["metrics"]["r2"] <= 0
    assert evaluation["metrics"]["rmse"] < evaluation["baseline"]["metrics"]["rmse"] - 10


def test_neither_slice_of_sex_or_age_is_served_much_worse_than_all(candidate: Path) -> None:
    evaluation = json.loads((candidate / "evaluation/evaluation.json").read_text("utf-8"))
    assert {*evaluation["slices"]} == {*problem.SLICES}
    for name, entry in evaluation["slices"].items():
        assert entry["rows"] > 20, name
        assert entry["metrics"]["mae"] < 1.25 * evaluation["metrics"]["mae"], name
