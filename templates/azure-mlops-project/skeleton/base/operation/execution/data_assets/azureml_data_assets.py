"""Versions of the raw data as data assets of a workspace of Azure Machine Learning."""

from pathlib import Path
from typing import Any

from operation.execution.azureml.service_errors import service_errors
from operation.execution.azureml.workspace import client_of, workspace_of
from operation.execution.configuration import Configuration
from operation.execution.data_assets.data_assets import DataVersion, RawData

FILE = Path("operation/execution/data_assets/raw_data.yml")
SHA256 = "sha256"


class AzureMlDataAssets:
    """Calls Azure Machine Learning."""

    def __init__(self, configuration: Configuration, client: Any = None) -> None:  # noqa: ANN401 - an MLClient
        """Work in the workspace of an environment; a client takes the place of that of its workspace."""
        self._configuration = configuration
        self._given_client = client

    def register(self, data: RawData) -> DataVersion:
        """Add a version under the next number; bytes that are there keep their version."""
        with service_errors(f"register {data.file} as data asset {data.name}"):
            versions = self._versions(data.name)
            for entry in versions:
                if (entry.tags or {}).get(SHA256) == data.sha256:
                    return _version(entry)
            numbers = [int(entry.version) for entry in versions if str(entry.version).isdigit()]
            return _version(self._client().data.create_or_update(self.asset(data, max(numbers, default=0) + 1)))

    def asset(self, data: RawData, number: int) -> Any:  # noqa: ANN401 - of azure.ai.ml
        """Return a version as the YAML describes it."""
        from azure.ai.ml import load_data  # noqa: PLC0415 - slow to import

        overrides = {
            "name": data.name,
            "version": str(number),
            "path": data.file.resolve().as_posix(),
            "tags": {**data.tags, SHA256: data.sha256},
        }
        return load_data(FILE, params_override=[overrides])

    def _versions(self, name: str) -> list[Any]:
        from azure.core.exceptions import ResourceNotFoundError  # noqa: PLC0415 - slow to import

        try:
            return list(self._client().data.list(name=name))
        except ResourceNotFoundError:
            return []

    def _client(self) -> Any:  # noqa: ANN401 - an MLClient
        if self._given_client is None:
            self._given_client = client_of(workspace_of(self._configuration))
        return self._given_client


def _version(entry: Any) -> DataVersion:  # noqa: ANN401 - of azure.ai.ml
    tags = dict(entry.tags or {})
    return DataVersion(entry.name, str(entry.version), tags[SHA256], tags, f"azureml:{entry.name}:{entry.version}")
