"""A model directory: the model file and the records that travel with it.

| file              | written by | content |
|-------------------|------------|---------|
| model.joblib      | train      | the fitted scikit-learn pipeline |
| metadata.json     | train      | checksum of the model, features, metrics, data hash, Git SHA, versions |
| smoke_test.json   | train      | a score request and the answer that this very model gives |
| evaluation.json   | evaluate   | metrics on the hold-out set, and those of the baseline |
| gate.json         | gate       | each criterion and the verdict |
"""

import hashlib
import json
from pathlib import Path
from typing import Any

from src.errors import ModelError

MODEL = "model.joblib"
METADATA = "metadata.json"
SMOKE_TEST = "smoke_test.json"
EVALUATION = "evaluation.json"
GATE = "gate.json"
FILES = (MODEL, METADATA, SMOKE_TEST, EVALUATION, GATE)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_record(directory: Path, name: str, record: dict[str, Any]) -> None:
    """Write one of the JSON records of a model directory."""
    (directory / name).write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


def read_record(directory: Path, name: str) -> dict[str, Any]:
    """Read one of the JSON records of a model directory."""
    path = directory / name
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        message = f"{path}: there is no such file. Run the step that writes it first."
        raise ModelError(message) from error
    except ValueError as error:
        message = f"{path}: not valid JSON: {error}"
        raise ModelError(message) from error
    if not isinstance(record, dict):
        message = f"{path}: expected a JSON object, found {type(record).__name__}"
        raise ModelError(message)
    return record


def require_same_model(directory: Path, record_name: str) -> dict[str, Any]:
    """Read a record and make sure that it was written for the model beside it."""
    record = read_record(directory, record_name)
    expected = read_record(directory, METADATA).get("model_sha256")
    if record.get("model_sha256") != expected:
        message = (
            f"{directory / record_name} was written for model {record.get('model_sha256')}, "
            f"but the model here is {expected}. Run evaluate and gate again."
        )
        raise ModelError(message)
    return record
