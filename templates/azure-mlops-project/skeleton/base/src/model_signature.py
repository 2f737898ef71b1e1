"""The signature of an MLflow model: which columns it reads, and which it answers with."""

import json
from pathlib import Path
from typing import Any

import yaml

from src.candidate import SIGNATURE_FILE
from src.errors import ModelError

Signature = dict[str, list[dict[str, Any]]]


def signature_of(model_directory: Path) -> Signature:
    """Return the columns of `inputs` and `outputs`, each with name and type."""
    path = model_directory / SIGNATURE_FILE
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))["signature"]
        return {side: json.loads(found[side]) for side in ("inputs", "outputs")}
    except (OSError, yaml.YAMLError, ValueError, KeyError, TypeError) as error:
        message = (
            f"{path}: the model has no readable signature.\n  expected: the columns that it reads and what it answers\n"
            f"  found:    {type(error).__name__}: {error}\n  remedy:   Train again."
        )
        raise ModelError(message) from error
