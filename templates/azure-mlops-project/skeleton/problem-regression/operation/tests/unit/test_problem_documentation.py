"""The page about the problem says what the code says."""

import json
import re
from pathlib import Path

import pytest

from src import problem
from src.data_contract import FEATURE_NAMES
from src.score import respond
from src.trained_model import load_model

JSON = re.compile(r"^```json\n(.+?)^```$", flags=re.MULTILINE | re.DOTALL)
METRIC = re.compile(r"^\| `(\w+)` \| .+? \| (higher|lower) \|$", flags=re.MULTILINE)


@pytest.fixture
def page(root: Path) -> str:
    return (root / "docs/code/problem.md").read_text("utf-8")


def test_the_page_lists_the_metrics_with_their_directions(page: str) -> None:
    assert dict(METRIC.findall(page)) == problem.METRICS


def test_the_example_is_answered_as_the_page_says(page: str, model_directory: Path) -> None:
    request, response = map(json.loads, JSON.findall(page))
    assert [*request["records"][0]] == [*FEATURE_NAMES]
    answered = respond(load_model(model_directory), request)["predictions"]
    assert [entry["prediction"] for entry in response["predictions"]] == [round(answered[0]["prediction"], 1)]
