"""The page about the problem says what the code says."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest

from src import problem
from src.data_contract import FEATURE_NAMES, HORIZON, LONGEST_HORIZON, TARGET, TIME, WINDOW
from src.score import respond
from src.trained_model import load_model

JSON = re.compile(r"^```json\n(.+?)^```$", flags=re.MULTILINE | re.DOTALL)
METRIC = re.compile(r"^\| `(\w+)` \| .+? \| (higher|lower) \|$", flags=re.MULTILINE)


@pytest.fixture
def page(root: Path) -> str:
    return (root / "docs/code/problem.md").read_text("utf-8")


def test_the_page_lists_the_metrics_with_their_directions(page: str) -> None:
    assert dict(METRIC.findall(page)) == problem.METRICS


def test_the_page_names_the_numbers_of_the_contract(page: str) -> None:
    words = " ".join(page.split())
    assert f"at least {WINDOW} of them" in words
    assert f"from 1 to {LONGEST_HORIZON}; without it they are {HORIZON}" in words
    assert f"the {WINDOW} values before it" in words
    assert f"model forecasts {HORIZON} months" in words


def test_the_example_is_answered_as_the_page_says(
    page: str, model_directory: Path, trained_project: Path, environment: str
) -> None:
    request, response = map(json.loads, JSON.findall(page))
    history = pd.read_csv(trained_project / f"data/processed/{environment}/score.csv").tail(WINDOW)
    records = history.to_dict(orient="records")
    assert [*request["records"][0]] == [*FEATURE_NAMES]
    assert request["records"] == records[: len(request["records"])]
    answered = respond(load_model(model_directory), {**request, "records": records})["predictions"]
    assert len(answered) == request["horizon"]
    for said, found in zip(response["predictions"], answered, strict=False):
        assert said[TIME] == found[TIME]
        assert said["forecast"] == round(found["forecast"], 2)
        assert (
            said["season_before"] == found["season_before"] == history.set_index(TIME)[TARGET][f"2010{said[TIME][4:]}"]
        )
