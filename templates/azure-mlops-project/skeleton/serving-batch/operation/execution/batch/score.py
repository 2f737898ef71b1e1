"""Scoring script of a batch deployment: each CSV file of rows becomes a CSV file of answers with the same name.

Azure Machine Learning calls `init` once in each process and `run` with the paths of each mini batch; the local endpoint
does the same. A file that breaks the data contract fails its mini batch, and with it the job: nothing of the mini batch
is written, and the error names every such file with line and column.
"""

import os
import sys
from pathlib import Path
from typing import Any

# Azure Machine Learning starts this file by its path; the core scripts are beside the folder `operation`.
ROOT = Path(__file__).resolve().parents[3]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

import pandas as pd  # noqa: E402 - the path comes first

from src.candidate import METADATA  # noqa: E402
from src.data_schema import features_schema  # noqa: E402
from src.data_validation import read_rows  # noqa: E402
from src.errors import DataError, ModelError  # noqa: E402
from src.problem import predict  # noqa: E402
from src.trained_model import load_model  # noqa: E402

MODEL_VARIABLE = "AZUREML_MODEL_DIR"
OUTPUT_VARIABLE = "AZUREML_BI_OUTPUT_PATH"
ENDING = ".csv"

_loaded: dict[str, Any] = {}


def init() -> None:
    """Load the model, once for all mini batches of this process."""
    _loaded["model"] = load_model(model_directory(Path(os.environ[MODEL_VARIABLE])))


def run(mini_batch: list[str]) -> list[str]:
    """Score the files of a mini batch; return the names of those that were written."""
    outcomes = {Path(path): _answers_or_complaint(Path(path)) for path in mini_batch}
    complaints = [str(outcome) for outcome in outcomes.values() if isinstance(outcome, DataError)]
    if complaints:
        raise DataError("\n".join(complaints))
    output = Path(os.environ[OUTPUT_VARIABLE])
    for path, outcome in outcomes.items():
        if isinstance(outcome, pd.DataFrame):
            _write(output / path.name, outcome.to_csv(index_label="row"))
    return [path.name for path in outcomes]


def model_directory(folder: Path) -> Path:
    """Return where the model is below a folder: Azure Machine Learning puts it under the name it was registered by."""
    found = sorted(path.parent for path in folder.rglob(METADATA))
    if len(found) != 1:
        message = (
            f"{folder}\n  expected: one model directory, with {METADATA}\n  found:    {len(found)}\n"
            "  remedy:   Deploy a version that the register step has registered."
        )
        raise ModelError(message)
    return found[0]


def _answers_or_complaint(path: Path) -> pd.DataFrame | DataError:
    """Score a file, or return what is wrong with it."""
    if path.suffix != ENDING:
        return DataError(f"{path}: expected a file that ends in {ENDING}. Take it out of the folder, or rename it.")
    try:
        rows = read_rows(path, features_schema())
        return predict(_loaded["model"], rows) if len(rows) else DataError(f"{path}: expected rows, found none.")
    except DataError as error:
        return error


def _write(target: Path, text: str) -> None:
    """Write a file as a whole, once; the same answers again, as after a retry, change nothing."""
    if target.exists():
        if target.read_text(encoding="utf-8") == text:
            return
        message = f"{target.name}: another file of this batch has the same name. Rename one of them."
        raise DataError(message)
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    part.write_text(text, encoding="utf-8")
    part.replace(target)
