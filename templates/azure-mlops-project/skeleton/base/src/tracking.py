"""Log a run to MLflow."""

import argparse
import importlib
import os
from collections.abc import Mapping
from typing import Any

FROM_THE_JOB = "job"


def add_tracking_argument(parser: argparse.ArgumentParser) -> None:
    """Add the argument that says where runs are logged."""
    parser.add_argument(
        "--tracking-uri",
        default="",
        help=f"where MLflow logs: a folder, an address, or `{FROM_THE_JOB}`: where the surrounding job says. "
        "Without it nothing is logged.",
    )


def import_mlflow() -> Any:  # noqa: ANN401 - a module
    """Import MLflow where it is needed, as it is slow to import, and keep it from reporting its use to others."""
    os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
    importlib.import_module("mlflow.sklearn")
    return importlib.import_module("mlflow")


def log_run(uri: str, name: str, parameters: Mapping[str, object], metrics: Mapping[str, float]) -> None:
    """Log parameters and metrics of a run, where there is a place for them."""
    if not uri:
        return
    mlflow = import_mlflow()
    if uri != FROM_THE_JOB:
        mlflow.set_tracking_uri(uri)
    with mlflow.start_run(run_name=name):
        mlflow.log_params(dict(parameters))
        mlflow.log_metrics(dict(metrics))
