"""The fingerprint of a deployment, online or batch: two that differ in what they run never have the same one."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from operation.execution.registry.model_registry import ModelVersion

# Uploaded with every deployment, whatever kind of file it is; what Python compiles is not.
CORE_SCRIPTS = "src/**/*"
COMPILED = "__pycache__"
LENGTH = 16


def fingerprint_of_deployment(
    version: ModelVersion, files: Iterable[str], settings: Mapping[str, object], root: Path = Path()
) -> str:
    """Return the fingerprint of what is deployed: a version, the files that the patterns name, and the settings."""
    found = {file.relative_to(root) for pattern in files for file in root.glob(pattern) if file.is_file()}
    parts = {
        "model": [version.name, version.number, version.sha256],
        "settings": settings,
        "code": {
            file.as_posix(): hashlib.sha256((root / file).read_bytes()).hexdigest()
            for file in found
            if COMPILED not in file.parts
        },
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:LENGTH]
