"""Load the model of a model directory, without MLflow: serving needs scikit-learn alone."""

import pickle
import warnings
from pathlib import Path
from typing import Any

from sklearn.base import BaseEstimator
from sklearn.exceptions import InconsistentVersionWarning

from src.candidate import METADATA, MODEL_FILE, checksums, read_record, step_that_writes
from src.errors import ModelError


def require_unaltered(directory: Path) -> None:
    """Prove that every file of a model directory is the one that was trained."""
    expected = read_record(directory, METADATA).get("files")
    if not isinstance(expected, dict):
        message = f"{directory / METADATA}: expected the checksums under `files`, found {expected!r}. Train again."
        raise ModelError(message)
    found = checksums(directory)
    for name, sha256 in expected.items():
        if found.get(name) != sha256:
            message = (
                f"{directory / name}: SHA-256 is {found.get(name, '(no such file)')}, {METADATA} says {sha256}. "
                f"The file was altered: run the step {step_that_writes(directory, METADATA)} again."
            )
            raise ModelError(message)


def load_model(directory: Path) -> BaseEstimator:
    """Load the model once its bytes are proved to be the ones that were trained."""
    path = directory / MODEL_FILE
    if not path.is_file():
        message = f"{path}: there is no such file. Run the step {step_that_writes(directory, MODEL_FILE)} first."
        raise ModelError(message)
    require_unaltered(directory)
    model = _unpickled(path)
    if not isinstance(model, BaseEstimator):
        message = f"{path}: expected a scikit-learn estimator, found {type(model).__name__}"
        raise ModelError(message)
    return model


def _unpickled(path: Path) -> Any:  # noqa: ANN401 - whatever the file holds
    with warnings.catch_warnings(), path.open("rb") as file:
        warnings.simplefilter("error", InconsistentVersionWarning)
        try:
            return pickle.load(file)  # noqa: S301 - the checksums are proved before
        except InconsistentVersionWarning as error:
            message = f"{path}: trained with another scikit-learn: {error}. Install requirements.lock on both sides."
            raise ModelError(message) from error
