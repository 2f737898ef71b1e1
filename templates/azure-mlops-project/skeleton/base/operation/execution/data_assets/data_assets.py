"""What steps ask of data assets, whichever platform keeps them. The same bytes are the same version."""

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

from operation.execution.configuration import Configuration

# Imported by name, as backends are: a platform's packages are needed only where it is used.
DATA_ASSETS = {
    "local": "operation.execution.data_assets.local_data_assets:LocalDataAssets",
    "azureml": "operation.execution.data_assets.azureml_data_assets:AzureMlDataAssets",
}


@dataclass(frozen=True)
class RawData:
    """A file of raw data that is to become a version."""

    name: str
    file: Path
    sha256: str
    tags: Mapping[str, str]


@dataclass(frozen=True)
class DataVersion:
    """A version of the raw data."""

    name: str
    version: str
    sha256: str
    tags: Mapping[str, str]
    # a folder of this computer, or an address of Azure Machine Learning
    location: str

    def __str__(self) -> str:
        """Return how people, and the tags of a model, refer to the version."""
        return f"{self.name}:{self.version}"


class DataAssets(Protocol):
    """The data assets of one environment. They are made from the configuration of that environment."""

    def register(self, data: RawData) -> DataVersion:
        """Add a version under the next number; bytes that are there keep their version."""


def data_assets_of(backend: str, configuration: Configuration) -> DataAssets:
    """Return the data assets of an environment on the backend of a name."""
    module, _, factory = DATA_ASSETS[backend].partition(":")
    return cast("DataAssets", getattr(importlib.import_module(module), factory)(configuration))
