"""The registries of an environment, in folders of this computer."""

from dataclasses import dataclass

from operation.execution.configuration import Configuration
from operation.execution.local_store import kept_directory, local_store
from operation.execution.provenance import in_pipeline
from operation.execution.registry.local_registry import LocalRegistry
from operation.execution.registry.model_registry import Registrable

FOLDER = "registry"


@dataclass(frozen=True)
class LocalRegistries:
    """Registries in the local store."""

    configuration: Configuration

    def own(self) -> LocalRegistry:
        """Return the registry of the environment itself."""
        environment = self.configuration.environment
        return LocalRegistry(f"the registry of {environment}", kept_directory(self.configuration) / FOLDER)

    def common(self) -> LocalRegistry:
        """Return the registry that all environments of the project share."""
        return LocalRegistry("the common registry", local_store(self.configuration) / f"common_{FOLDER}")

    def restore_common(self, model: Registrable, version: str) -> None:
        """Put back a promoted version: a job may start with empty folders, and with the candidate."""
        if in_pipeline():
            self.common().register(model, version)
