"""The score contract, whatever the problem is: requests in the shape of the smoke test, answers of one shape."""

import json
from pathlib import Path
from typing import Any

import pytest
from sklearn.base import BaseEstimator

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


def test_all_answers_have_the_same_shape(model: BaseEstimator, request_body: dict[str, Any]) -> None:
    predictions = respond(model, request_body)["predictions"]
    assert len({tuple(prediction) for prediction in predictions}) == 1


def test_the_response_survives_json(model: BaseEstimator, request_body: dict[str, Any]) -> None:
    response = respond(model, request_body)
    assert json.loads(json.dumps(response)) == response


def test_the_order_of_the_fields_of_a_record_does_not_matter(
    model: BaseEstimator, request_body: dict[str, Any]
) -> None:
    turned = {"records": [dict(reversed(record.items())) for record in request_body["records"]]}
    assert respond(model, turned) == respond(model, request_body)


@pytest.mark.parametrize("body", [{}, {"records": []}, {"records": "all"}, {"records": [1]}, [], None])
def test_a_request_of_another_shape_is_refused(model: BaseEstimator, body: object) -> None:
    with pytest.raises(DataError, match="breaks the score contract"):
        respond(model, body)


def test_a_record_with_an_unknown_field_is_refused_by_column(
    model: BaseEstimator, request_body: dict[str, Any]
) -> None:
    request_body["records"][0]["shoe_size"] = 42
    with pytest.raises(DataError, match="shoe_size"):
        respond(model, request_body)


def test_a_record_without_a_field_is_refused_by_column(model: BaseEstimator, request_body: dict[str, Any]) -> None:
    name = next(iter(request_body["records"][0]))
    for record in request_body["records"]:
        del record[name]
    with pytest.raises(DataError, match=name):
        respond(model, request_body)


def test_a_record_with_nothing_in_a_field_is_refused_by_column(
    model: BaseEstimator, request_body: dict[str, Any]
) -> None:
    name = next(iter(request_body["records"][0]))
    request_body["records"][0][name] = None
    with pytest.raises(DataError, match=name):
        respond(model, request_body)
