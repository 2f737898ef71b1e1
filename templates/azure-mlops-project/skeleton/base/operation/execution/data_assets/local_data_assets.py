"""Versions of the raw data in a folder: each with a copy of its bytes and what is known of them."""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from operation.execution.configuration import Configuration
from operation.execution.data_assets.data_assets import DataVersion, RawData
from operation.execution.registry.local_registry import LocalRegistry
from operation.execution.registry.model_registry import Registrable

FOLDER = Path("data/raw/versions")


@dataclass(frozen=True)
class LocalDataAssets:
    """Keeps versions as a registry keeps those of models: whole, unaltered, in the order of their numbers."""

    configuration: Configuration

    def register(self, data: RawData) -> DataVersion:
        """Add a version under the next number; bytes that are there keep their version."""
        registry = LocalRegistry(f"the data of {self.configuration.environment}", FOLDER, content="data")
        with tempfile.TemporaryDirectory() as folder:
            shutil.copy(data.file, folder)
            found = registry.register(Registrable(data.name, Path(folder), data.sha256, data.tags))
        return DataVersion(found.name, found.version, found.sha256, found.tags, found.location)
