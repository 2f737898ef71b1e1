"""The fingerprint of an online deployment: it changes with the model, the scoring code, its packages and settings."""

from pathlib import Path

from operation.configuration_sections.online import OnlineSettings
from operation.execution.deployment_fingerprint import CORE_SCRIPTS, fingerprint_of_deployment
from operation.execution.registry.model_registry import ModelVersion

# What a deployment runs; the rest of the project is uploaded with it, but never called.
FILES = (
    CORE_SCRIPTS,
    "operation/execution/online/score.py",
    "operation/execution/online/scoring.py",
    "operation/execution/online/{compute}/*.yml",
    "operation/execution/environments/serving*",
    "operation/execution/environments/serving/*",
)


def fingerprint_of(version: ModelVersion, settings: OnlineSettings, root: Path = Path()) -> str:
    """Return the fingerprint of the deployment of a version."""
    files = [pattern.format(compute=settings.deployment.compute) for pattern in FILES]
    return fingerprint_of_deployment(version, files, settings.deployment.model_dump(mode="json"), root)
