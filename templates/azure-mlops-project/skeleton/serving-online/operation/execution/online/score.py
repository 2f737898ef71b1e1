"""The script that Azure Machine Learning's inference server calls: `init` once, `run` for each request.

The packages of the server exist in its container only, and are imported there by name.
"""

import importlib
import json
import os
import sys
from collections.abc import Mapping
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any

# The server starts this file by its path; what it imports is in the folder that was uploaded.
ROOT = Path(__file__).resolve().parents[3]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

import pandas as pd  # noqa: E402 - the path comes first

from operation.execution.online.scoring import Collector, Scored, Scorer  # noqa: E402 - the path comes first
from src.candidate import METADATA  # noqa: E402 - the path comes first
from src.errors import ModelError  # noqa: E402 - the path comes first
from src.trained_model import load_model  # noqa: E402 - the path comes first

# Azure Machine Learning sets the first; deploy_online sets the second.
MODEL_VARIABLE = "AZUREML_MODEL_DIR"
COLLECT_VARIABLE = "COLLECT_DATA"

_scorers: list[Scorer] = []


def init() -> None:
    """Load the model, before the server takes requests."""
    collector = _PlatformCollector() if os.environ.get(COLLECT_VARIABLE) == "true" else None
    model = load_model(model_directory(Path(os.environ[MODEL_VARIABLE])))
    _scorers[:] = [Scorer(model, partial(print, flush=True), collector)]


def run(raw: str) -> Any:  # noqa: ANN401 - what the server sends on: a body, or a response with its status
    """Answer a request."""
    return reply(answer(raw))


def answer(raw: str) -> Scored:
    """Answer the text of a request; text that is no JSON breaks the contract like any other request that does."""
    try:
        request = json.loads(raw)
    except ValueError:
        request = None
    return _scorers[0].answer(request)


def reply(scored: Scored) -> Any:  # noqa: ANN401 - see run
    """Return what the server sends: a body alone means 200."""
    if scored.status is HTTPStatus.OK:
        return scored.body
    server = importlib.import_module("azureml_inference_server_http.api.aml_response")
    return server.AMLResponse(scored.body, scored.status.value, json_str=True)


def model_directory(root: Path) -> Path:
    """Return the one model directory below what the platform has mounted."""
    found = sorted(file.parent for file in root.rglob(METADATA))
    if len(found) == 1:
        return found[0]
    message = (
        f"{root}\n  expected: one folder with {METADATA}\n  found:    {len(found)}\n"
        "  remedy:   Register the model directory as a whole, and deploy that version."
    )
    raise ModelError(message)


class _PlatformCollector(Collector):
    """Hands requests and answers to the data collector of Azure Machine Learning."""

    def __init__(self) -> None:
        platform = importlib.import_module("azureml.ai.monitoring")
        self._context = importlib.import_module("azureml.ai.monitoring.context").BasicCorrelationContext
        self._inputs = platform.Collector(name="model_inputs", on_error=partial(print, flush=True))
        self._outputs = platform.Collector(name="model_outputs", on_error=partial(print, flush=True))

    def collect(self, correlation: str, request: Mapping[str, Any], response: Mapping[str, Any]) -> None:
        """Keep a request with its answer; both carry the same correlation id."""
        context = self._context(id=correlation)
        self._inputs.collect(pd.DataFrame.from_records(request["records"]), context)
        self._outputs.collect(pd.DataFrame.from_records(response["predictions"]), context)
