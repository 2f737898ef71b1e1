"""What the classifier answers to a request of the score contract."""

import json
from pathlib import Path
from typing import Any

import pytest
from sklearn.base import BaseEstimator

from src.data_contract import FEATURE_NAMES
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


def test_each_record_gets_a_label_and_a_probability_in_order(
    model: BaseEstimator, request_body: dict[str, Any]
) -> None:
    predictions = respond(model, request_body)["predictions"]
    for prediction in predictions:
        assert set(prediction) == {"label", "probability"}
        assert prediction["label"] == ("malignant" if prediction["probability"] >= 0.5 else "benign")
    probabilities = [prediction["probability"] for prediction in predictions]
    assert probabilities == sorted(probabilities)
    assert probabilities[0] < 0.5 < probabilities[-1]


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
    model: BaseEstimator, request_body: dict[str, Any], change: dict[str, Any], complaint: str
) -> None:
    request_body["records"][0] |= change
    with pytest.raises(DataError, match=complaint):
        respond(model, request_body)


def test_the_model_is_far_better_than_the_majority_class(candidate: Path) -> None:
    evaluation = json.loads((candidate / "evaluation/evaluation.json").read_text("utf-8"))
    assert evaluation["baseline"]["rule"] == "always benign"
    assert evaluation["metrics"]["accuracy"] > evaluation["baseline"]["metrics"]["accuracy"] + 0.2
