import json
from pathlib import Path
from typing import Any

import pytest
from sklearn.pipeline import Pipeline

from src.data_contract import FEATURE_NAMES
from src.errors import DataError
from src.score import respond
from src.trained_model import load_model


@pytest.fixture
def model(model_directory: Path) -> Pipeline:
    return load_model(model_directory)


@pytest.fixture
def request_body(model_directory: Path) -> dict[str, Any]:
    body: dict[str, Any] = json.loads((model_directory / "smoke_test.json").read_text("utf-8"))["request"]
    return body


def test_each_record_gets_a_label_and_a_probability_in_order(model: Pipeline, request_body: dict[str, Any]) -> None:
    predictions = respond(model, request_body)["predictions"]
    assert len(predictions) == len(request_body["records"])
    for prediction in predictions:
        assert set(prediction) == {"label", "probability"}
        assert prediction["label"] == ("malignant" if prediction["probability"] >= 0.5 else "benign")
    probabilities = [prediction["probability"] for prediction in predictions]
    assert probabilities == sorted(probabilities)
    assert probabilities[0] < 0.5 < probabilities[-1]


def test_the_response_survives_json(model: Pipeline, request_body: dict[str, Any]) -> None:
    response = respond(model, request_body)
    assert json.loads(json.dumps(response)) == response


def test_the_order_of_the_fields_of_a_record_does_not_matter(model: Pipeline, request_body: dict[str, Any]) -> None:
    turned = {"records": [dict(reversed(record.items())) for record in request_body["records"]]}
    assert respond(model, turned) == respond(model, request_body)


@pytest.mark.parametrize("body", [{}, {"records": []}, {"records": "all"}, {"records": [1]}])
def test_a_request_of_another_shape_is_refused(model: Pipeline, body: dict[str, Any]) -> None:
    with pytest.raises(DataError, match="breaks the score contract"):
        respond(model, body)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({FEATURE_NAMES[0]: None}, FEATURE_NAMES[0]),
        ({FEATURE_NAMES[1]: "rough"}, FEATURE_NAMES[1]),
        ({FEATURE_NAMES[2]: -1.0}, FEATURE_NAMES[2]),
        ({"diagnosis": "benign"}, "diagnosis"),
    ],
)
def test_a_record_that_breaks_the_data_contract_is_refused_by_column(
    model: Pipeline, request_body: dict[str, Any], change: dict[str, Any], complaint: str
) -> None:
    request_body["records"][0] |= change
    with pytest.raises(DataError, match=complaint):
        respond(model, request_body)


def test_a_record_without_a_feature_is_refused_by_column(model: Pipeline, request_body: dict[str, Any]) -> None:
    for record in request_body["records"]:
        del record[FEATURE_NAMES[3]]
    with pytest.raises(DataError, match=FEATURE_NAMES[3]):
        respond(model, request_body)
