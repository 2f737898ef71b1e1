"""The fingerprint of a batch deployment: it changes with the model, the scoring code, its packages and settings."""

from pathlib import Path

from operation.configuration_sections.batch import BatchSettings
from operation.execution.batch.deployment_file import DEPLOYMENT
from operation.execution.deployment_fingerprint import CORE_SCRIPTS, fingerprint_of_deployment
from operation.execution.registry.model_registry import ModelVersion

# What a deployment runs, and on which packages.
FILES = (
    CORE_SCRIPTS,
    "operation/execution/batch/score.py",
    DEPLOYMENT.as_posix(),
    "operation/execution/environments/batch*",
    "operation/execution/environments/batch/*",
)


def fingerprint_of(version: ModelVersion, settings: BatchSettings, compute: str, root: Path = Path()) -> str:
    """Return the fingerprint of the deployment of a version: which files it is given is not a part of it."""
    return fingerprint_of_deployment(version, FILES, {"compute": compute, "instances": settings.instances}, root)
