"""What drift is held against: the rows that the model was trained on, as they travel with it."""

from pathlib import Path

import pandas as pd

from src.candidate import METADATA, REFERENCE, read_record
from src.data_schema import features_schema
from src.data_validation import read_rows
from src.errors import ModelError
from src.trained_model import require_unaltered


def reference_of(model_directory: Path) -> pd.DataFrame:
    """Read the reference of a model, once its bytes are proved to be those that the training wrote."""
    require_unaltered(model_directory)
    if REFERENCE not in read_record(model_directory, METADATA)["files"]:
        message = (
            f"{model_directory / REFERENCE}: the model has no rows that it was trained on.\n"
            f"  expected: {REFERENCE} among the files of {METADATA}\n  found:    a model that was trained before there "
            "were any\n  remedy:   Train again and release that model."
        )
        raise ModelError(message)
    return read_rows(model_directory / REFERENCE, features_schema())
