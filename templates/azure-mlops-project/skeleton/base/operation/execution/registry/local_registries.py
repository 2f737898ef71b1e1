"""The registries of an environment, in folders of this computer."""

from dataclasses import dataclass
from pathlib import Path

from operation.execution.configuration import Configuration
from operation.execution.locations import outputs_directory
from operation.execution.provenance import in_pipeline
from operation.execution.registry.local_registry import LocalRegistry
from operation.execution.registry.model_registry import Registrable

FOLDER = "registry"


@dataclass(frozen=True)
class LocalRegistries:
    """Registries below `outputs`."""

    configuration: Configuration

    def own(self) -> LocalRegistry:
        """Return the registry of the environment itself."""
        environment = self.configuration.environment
        return LocalRegistry(f"the registry of {environment}", outputs_directory(environment) / FOLDER)

    def common(self) -> LocalRegistry:
        """Return the registry that all environments of the project share."""
        return LocalRegistry("the common registry", Path("outputs", f"common_{FOLDER}"))

    def restore_common(self, model: Registrable, version: str) -> None:
        """Put back a promoted version: every job of a pipeline starts with empty folders, and with the candidate."""
        if in_pipeline():
            self.common().register(model, version)
