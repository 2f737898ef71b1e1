"""Fit the model once more, as a twin that another scikit-learn can load, and write what a dashboard is made from.

The dashboard of Azure Machine Learning loads a model with its own Python and scikit-learn, which are not those of this
project. So this script runs there, fits the same model to the same rows, and goes on only where the twin is as good on
the rows held out as the model itself. The twin is for the dashboard alone: nothing else ever uses it.
"""

import argparse
import logging
import math
import tempfile
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

import pandas as pd
from sklearn.base import BaseEstimator

from src import problem
from src.candidate import EVALUATION, METADATA, read_record, require_same_model, sha256_of, write_record
from src.dashboard_table import write_table
from src.data_contract import FEATURE_NAMES, TARGET
from src.errors import DataError, ModelError
from src.script import run_script
from src.tracking import FROM_THE_JOB, add_tracking_argument, import_mlflow

log = logging.getLogger(__name__)

# The components of the dashboard read the name and version of the model from this file.
MODEL_INFO = "model_info.json"
REQUIREMENTS = ("numpy", "pandas", "scikit-learn")


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(prog="python -m src.dashboard_model", description=__doc__)
    parser.add_argument("--model-directory", type=Path, default=Path("outputs/model"))
    parser.add_argument("--evaluation-directory", type=Path, default=Path("outputs/evaluation"))
    parser.add_argument("--train-data", type=Path, default=Path("data/processed/train.csv"))
    parser.add_argument("--holdout-data", type=Path, default=Path("data/processed/holdout.csv"))
    parser.add_argument("--tolerance", type=float, default=0.01, help="how much a metric of the twin may differ")
    parser.add_argument("--registered-model", default="model-for-dashboard")
    parser.add_argument("--train-table", type=Path, default=Path("outputs/dashboard/train"))
    parser.add_argument("--holdout-table", type=Path, default=Path("outputs/dashboard/holdout"))
    parser.add_argument("--model-info", type=Path, default=Path("outputs/dashboard/model_info"))
    add_tracking_argument(parser)
    return parser.parse_args(arguments)


def read_checked(path: Path, sha256: object) -> pd.DataFrame:
    """Read rows that were checked when they were prepared: they must be the very same still."""
    if not path.is_file() or sha256_of(path) != sha256:
        message = f"{path} is not the data of the model and its evaluation. Run train and evaluate again after prepare."
        raise DataError(message)
    rows: pd.DataFrame = pd.read_csv(path)
    return rows[[*FEATURE_NAMES, TARGET]]


def require_twin(found: Mapping[str, float], expected: Mapping[str, float], tolerance: float) -> None:
    """Refuse a twin that is not as good as the model: a dashboard of it would tell about something else."""
    different = [
        f"  {name}: {found.get(name, math.nan):.6g}, the model has {value:.6g}"
        for name, value in expected.items()
        if not math.isclose(found.get(name, math.nan), value, rel_tol=tolerance, abs_tol=tolerance)
    ]
    if different:
        message = "\n".join(
            [
                f"scikit-learn {version('scikit-learn')} of the dashboard fits another model to the same rows:",
                *different,
                "Choose an estimator that both versions fit alike, or switch the dashboard off in responsible_ai.yml.",
            ]
        )
        raise ModelError(message)


def register_twin(twin: BaseEstimator, train: pd.DataFrame, name: str, tags: Mapping[str, str], uri: str) -> str:
    """Register the twin where the job tracks its runs, and return its name and version."""
    mlflow = import_mlflow()
    if uri not in ("", FROM_THE_JOB):
        mlflow.set_tracking_uri(uri)
    with tempfile.TemporaryDirectory() as folder:
        directory = Path(folder) / name
        signature = mlflow.models.infer_signature(problem.score_input(train), twin.predict(problem.score_input(train)))
        pinned = [f"{package}=={version(package)}" for package in REQUIREMENTS]
        mlflow.sklearn.save_model(
            twin,
            str(directory),
            # whatever a version of MLflow prefers: what loads the twin has this
            serialization_format="cloudpickle",
            signature=signature,
            pip_requirements=pinned,
        )
        registered = mlflow.register_model(directory.as_uri(), name, tags=dict(tags))
    return f"{registered.name}:{registered.version}"


def main(arguments: Sequence[str]) -> None:
    """Fit, compare, register, and write the tables."""
    options = parse_arguments(arguments)
    metadata = read_record(options.model_directory, METADATA)
    evaluation = require_same_model(options.evaluation_directory / EVALUATION, options.model_directory)
    train = read_checked(options.train_data, metadata.get("train_data_sha256"))
    holdout = read_checked(options.holdout_data, evaluation.get("holdout_data_sha256"))
    twin = problem.build_model(argparse.Namespace(**metadata["parameters"]))
    problem.fit(twin, train)
    metrics = problem.measure(holdout, problem.answer_holdout(twin, holdout))
    require_twin(metrics, evaluation["metrics"], options.tolerance)
    tags = {"twin_of_model_sha256": str(metadata["model_sha256"]), "purpose": "responsible AI dashboard"}
    name = register_twin(twin, train, options.registered_model, tags, options.tracking_uri)
    write_record(options.model_info, MODEL_INFO, {"id": name})
    write_table(options.train_table, train)
    write_table(options.holdout_table, holdout)
    log.info("registered %s as the twin of model %s", name, metadata["model_sha256"])


if __name__ == "__main__":
    run_script(main)
