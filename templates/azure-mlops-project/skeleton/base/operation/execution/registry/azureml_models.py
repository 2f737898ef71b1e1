"""The models of a workspace, or of a registry, of Azure Machine Learning."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from operation.execution.azureml.service_errors import service_errors

if TYPE_CHECKING:
    from azure.ai.ml import MLClient


@dataclass(frozen=True)
class StoredModel:
    """A version of a model as the service has it."""

    version: str
    tags: Mapping[str, str]


class Models(Protocol):
    """What a registry asks of the place that keeps its models."""

    def create(self, name: str, version: str, path: str, tags: Mapping[str, str]) -> None:
        """Add a version from a folder, or from the output of a job."""

    def find(self, name: str, version: str) -> StoredModel | None:
        """Return a version, if it is there."""

    def versions(self, name: str) -> list[StoredModel]:
        """Return every version, in any order."""

    def tag(self, name: str, version: str, tags: Mapping[str, str]) -> None:
        """Set tags of a version, and leave the others."""

    def share(self, name: str, version: str, registry: str) -> None:
        """Copy a version into a registry, under the same number."""

    def download(self, name: str, version: str, folder: Path) -> None:
        """Write the files of a version somewhere below a folder."""


@dataclass(frozen=True)
class AzureMlModels:
    """Asks Azure Machine Learning."""

    client: "MLClient"

    def create(self, name: str, version: str, path: str, tags: Mapping[str, str]) -> None:
        """Add a version from a folder, or from the output of a job."""
        from azure.ai.ml.entities import Model  # noqa: PLC0415

        with service_errors(f"register {name} version {version}"):
            model = Model(name=name, version=version, path=path, type="mlflow_model", tags=dict(tags))
            self.client.models.create_or_update(model)

    def find(self, name: str, version: str) -> StoredModel | None:
        """Return a version, if it is there."""
        from azure.core.exceptions import ResourceNotFoundError  # noqa: PLC0415

        with service_errors(f"look for {name} version {version}"):
            try:
                return _stored(self.client.models.get(name, version=version))
            except ResourceNotFoundError:
                return None

    def versions(self, name: str) -> list[StoredModel]:
        """Return every version, in any order."""
        from azure.core.exceptions import ResourceNotFoundError  # noqa: PLC0415

        with service_errors(f"list the versions of {name}"):
            try:
                return [_stored(model) for model in self.client.models.list(name=name)]
            except ResourceNotFoundError:
                return []

    def tag(self, name: str, version: str, tags: Mapping[str, str]) -> None:
        """Set tags of a version, and leave the others."""
        with service_errors(f"set tags of {name} version {version}"):
            model = self.client.models.get(name, version=version)
            model.tags = {**(model.tags or {}), **tags}
            self.client.models.create_or_update(model)

    def share(self, name: str, version: str, registry: str) -> None:
        """Copy a version into a registry, under the same number."""
        with service_errors(f"share {name} version {version} with {registry}"):
            self.client.models.share(
                name, version, share_with_name=name, share_with_version=version, registry_name=registry
            )

    def download(self, name: str, version: str, folder: Path) -> None:
        """Write the files of a version somewhere below a folder."""
        with service_errors(f"download {name} version {version}"):
            self.client.models.download(name, version, download_path=folder)


def _stored(model: Any) -> StoredModel:  # noqa: ANN401 - a model of azure.ai.ml
    return StoredModel(str(model.version), dict(model.tags or {}))
