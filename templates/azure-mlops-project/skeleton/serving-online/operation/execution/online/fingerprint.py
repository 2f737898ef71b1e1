"""The fingerprint of a deployment: it changes with the model, the scoring code, its packages and its settings."""

import hashlib
import json
from pathlib import Path

from operation.configuration_sections.online import OnlineSettings
from operation.execution.registry.model_registry import ModelVersion

# What a deployment runs; the rest of the project is uploaded with it, but never called.
CODE = (
    "src/**/*.py",
    "operation/execution/online/score.py",
    "operation/execution/online/scoring.py",
    "operation/execution/online/{compute}/*.yml",
    "operation/execution/environments/serving*",
    "operation/execution/environments/serving/*",
)
LENGTH = 16


def fingerprint_of(version: ModelVersion, settings: OnlineSettings, root: Path = Path()) -> str:
    """Return the fingerprint of the deployment of a version."""
    patterns = [pattern.format(compute=settings.deployment.compute) for pattern in CODE]
    files = sorted({file for pattern in patterns for file in root.glob(pattern) if file.is_file()})
    parts = {
        "model": [version.name, version.number, version.sha256],
        "settings": settings.deployment.model_dump(mode="json"),
        "code": {file.relative_to(root).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files},
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:LENGTH]
