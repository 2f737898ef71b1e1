"""A candidate: the directories that travel together from training to a release, and the records in them.

| file                          | written by | content |
|-------------------------------|------------|---------|
| model/                        | train      | an MLflow model: MLmodel, model.pkl, its requirements |
| model/metadata.json           | train      | checksums, parameters, metrics, data hash, Git SHA, versions |
| model/smoke_test.json         | train      | a score request and the answer that this very model gives |
| model/reference.csv           | train      | what a client would send of the last rows that it was trained on |
| evaluation/evaluation.json    | evaluate   | metrics on the hold-out set, those of the baseline, those of slices |
| gate/gate.json                | gate       | each criterion and the verdict |
| registration.json             | register   | name and version in the registry |
"""

import hashlib
import json
from pathlib import Path
from typing import Any

from src.errors import ModelError

MODEL_FILE = "model.pkl"
SIGNATURE_FILE = "MLmodel"
METADATA = "metadata.json"
SMOKE_TEST = "smoke_test.json"
REFERENCE = "reference.csv"
EVALUATION = "evaluation.json"
GATE = "gate.json"
MODEL_DIRECTORY = "model"
EVALUATION_DIRECTORY = "evaluation"
GATE_DIRECTORY = "gate"
RELEASE_DIRECTORY = "release"
WRITTEN_BY = {
    MODEL_FILE: "train",
    METADATA: "train",
    SMOKE_TEST: "train",
    EVALUATION: "evaluate",
    GATE: "gate",
    "registration.json": "register",
    "release.json": "release",
}


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def checksums(directory: Path) -> dict[str, str]:
    """Return the SHA-256 of every file of a directory, by its path in there."""
    files = sorted(path for path in directory.rglob("*") if path.is_file())
    return {path.relative_to(directory).as_posix(): sha256_of(path) for path in files}


def write_record(directory: Path, name: str, record: dict[str, Any]) -> None:
    """Write a JSON record; the directory is made when it is missing."""
    directory.mkdir(parents=True, exist_ok=True)
    (directory / name).write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


def step_that_writes(directory: Path, name: str) -> str:
    """Return the step to run where a record is missing: whatever a release holds, the step `release` put there."""
    parts = (MODEL_DIRECTORY, EVALUATION_DIRECTORY, GATE_DIRECTORY)
    whole = directory.parent if directory.name in parts else directory
    return "release" if whole.name == RELEASE_DIRECTORY else WRITTEN_BY.get(name, "that writes it")


def read_record(directory: Path, name: str) -> dict[str, Any]:
    """Read a JSON record."""
    path = directory / name
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        message = f"{path}: there is no such file. Run the step {step_that_writes(directory, name)} first."
        raise ModelError(message) from error
    except ValueError as error:
        message = f"{path}: not valid JSON: {error}"
        raise ModelError(message) from error
    if not isinstance(record, dict):
        message = f"{path}: expected a JSON object, found {type(record).__name__}"
        raise ModelError(message)
    return record


def require_same_model(record_file: Path, model_directory: Path) -> dict[str, Any]:
    """Read a record and make sure that it was written for a model."""
    record = read_record(record_file.parent, record_file.name)
    expected = read_record(model_directory, METADATA).get("model_sha256")
    if record.get("model_sha256") != expected:
        message = (
            f"{record_file} was written for model {record.get('model_sha256')}, "
            f"but the model in {model_directory} is {expected}. Run evaluate and gate again."
        )
        raise ModelError(message)
    return record
