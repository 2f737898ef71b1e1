"""Load the model of a model directory."""

import warnings
from pathlib import Path

import joblib
from sklearn.exceptions import InconsistentVersionWarning
from sklearn.pipeline import Pipeline

from src.errors import ModelError
from src.model_directory import METADATA, MODEL, read_record, sha256_of


def load_model(directory: Path) -> Pipeline:
    """Load the model once its bytes are proved to be the ones that were trained."""
    path = directory / MODEL
    if not path.is_file():
        message = f"{path}: there is no such file. Run the train step first."
        raise ModelError(message)
    expected = read_record(directory, METADATA).get("model_sha256")
    found = sha256_of(path)
    if found != expected:
        message = f"{path}: SHA-256 is {found}, metadata says {expected}. The file was altered: train again."
        raise ModelError(message)
    with warnings.catch_warnings():
        warnings.simplefilter("error", InconsistentVersionWarning)
        try:
            model = joblib.load(path)
        except InconsistentVersionWarning as error:
            message = f"{path}: trained with another scikit-learn: {error}. Install requirements.lock on both sides."
            raise ModelError(message) from error
    if not isinstance(model, Pipeline):
        message = f"{path}: expected a scikit-learn Pipeline, found {type(model).__name__}"
        raise ModelError(message)
    return model
