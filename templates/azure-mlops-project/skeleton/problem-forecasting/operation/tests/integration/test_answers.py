"""What the forecaster answers to a request of the score contract."""

import json
from pathlib import Path
from typing import Any

import mlflow
import pandas as pd
import pytest
from sklearn.base import BaseEstimator

from src.data_contract import HORIZON, LONGEST_HORIZON, TARGET, TIME, WINDOW
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


@pytest.mark.parametrize("horizon", [1, HORIZON, LONGEST_HORIZON])
def test_each_period_to_come_gets_a_forecast(model: BaseEstimator, request_body: dict[str, Any], horizon: int) -> None:
    predictions = respond(model, {**request_body, "horizon": horizon})["predictions"]
    assert len(predictions) == horizon
    last = pd.Period(request_body["records"][-1][TIME], freq="M")
    for distance, prediction in enumerate(predictions, start=1):
        assert set(prediction) == {TIME, "forecast", "season_before"}
        assert prediction[TIME] == str(last + distance)
        assert 15 < prediction["forecast"] < 32


def test_the_usual_horizon_needs_no_mention(model: BaseEstimator, request_body: dict[str, Any]) -> None:
    without = {"records": request_body["records"]}
    assert respond(model, without) == respond(model, {**without, "horizon": HORIZON})


def test_a_warmer_history_gives_a_warmer_forecast(model: BaseEstimator, request_body: dict[str, Any]) -> None:
    usual = respond(model, request_body)["predictions"][0]["forecast"]
    request_body["records"][-1][TARGET] += 2
    assert usual + 1 < respond(model, request_body)["predictions"][0]["forecast"] < usual + 3


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({TARGET: None}, f"{TARGET}: a value is missing"),
        ({TARGET: "warm"}, f"{TARGET}: a number is expected, found warm"),
        ({TARGET: 77.0}, f"{TARGET}.*found 77"),
        ({TIME: "1995-13"}, "month: expected: a month such as 1950-01, found 1995-13"),
        ({TIME: "1895-01"}, "month: expected: "),
        ({"station": "Galapagos"}, "station"),
    ],
)
def test_a_record_that_breaks_the_data_contract_is_refused_by_column(
    model: BaseEstimator, request_body: dict[str, Any], change: dict[str, Any], complaint: str
) -> None:
    request_body["records"][3] |= change
    with pytest.raises(DataError, match=complaint):
        respond(model, request_body)


def test_records_out_of_order_twice_or_with_a_gap_are_refused(
    model: BaseEstimator, request_body: dict[str, Any]
) -> None:
    records = request_body["records"]
    for history, complaint in (
        ([*records[::-1]], "rows in order of time"),
        ([*records, records[-1]], f"each {TIME} once"),
        ([*records[:5], *records[6:], records[5]], f"no {TIME} left out"),
        (records[1:], f"at least {WINDOW} rows"),
    ):
        with pytest.raises(DataError, match=complaint):
            respond(model, {"records": history})


@pytest.mark.parametrize("horizon", [0, LONGEST_HORIZON + 1, "all"])
def test_a_horizon_out_of_range_is_refused(model: BaseEstimator, request_body: dict[str, Any], horizon: object) -> None:
    with pytest.raises(DataError, match="horizon: expected a whole number"):
        respond(model, {**request_body, "horizon": horizon})


def test_the_mlflow_model_forecasts_from_a_history_too(
    model: BaseEstimator, model_directory: Path, request_body: dict[str, Any]
) -> None:
    history = pd.DataFrame.from_records(request_body["records"])
    by_mlflow = mlflow.sklearn.load_model(str(model_directory)).predict(history)
    assert by_mlflow.to_dict(orient="records") == respond(model, request_body)["predictions"]


def test_the_file_of_predictions_continues_the_file_that_was_scored(trained_project: Path, environment: str) -> None:
    predictions = pd.read_csv(trained_project / f"outputs/{environment}/predictions/predictions.csv")
    history = pd.read_csv(trained_project / f"data/processed/{environment}/score.csv")
    assert len(predictions) == HORIZON
    assert predictions[TIME].iloc[0] == str(pd.Period(history[TIME].iloc[-1], freq="M") + 1)


def test_the_model_is_far_better_than_the_season_before(candidate: Path) -> None:
    evaluation = json.loads((candidate / "evaluation/evaluation.json").read_text("utf-8"))
    assert evaluation["baseline"]["rule"] == "as one season before"
    assert evaluation["baseline"]["metrics"]["mase"] == 1
    assert evaluation["metrics"]["mase"] < 0.6
