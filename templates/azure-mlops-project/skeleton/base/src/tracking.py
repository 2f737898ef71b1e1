"""Log a run to MLflow."""

import argparse
from collections.abc import Mapping

FROM_THE_JOB = "job"


def add_tracking_argument(parser: argparse.ArgumentParser) -> None:
    """Add the argument that says where runs are logged."""
    parser.add_argument(
        "--tracking-uri",
        default="",
        help=f"where MLflow logs: a folder, an address, or `{FROM_THE_JOB}`: where the surrounding job says. "
        "Without it nothing is logged.",
    )


def log_run(uri: str, name: str, parameters: Mapping[str, object], metrics: Mapping[str, float]) -> None:
    """Log parameters and metrics of a run, where there is a place for them."""
    if not uri:
        return
    import mlflow  # noqa: PLC0415 - slow to import, and only needed here

    if uri != FROM_THE_JOB:
        mlflow.set_tracking_uri(uri)
    with mlflow.start_run(run_name=name):
        mlflow.log_params(dict(parameters))
        mlflow.log_metrics(dict(metrics))
