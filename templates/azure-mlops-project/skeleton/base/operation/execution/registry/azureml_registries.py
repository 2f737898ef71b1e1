"""The registries of an environment in Azure Machine Learning: its workspace, and the registry of the project."""

from dataclasses import dataclass

from operation.execution.azureml.workspace import client_of, names_of, registry_client_of, workspace_of
from operation.execution.configuration import Configuration
from operation.execution.registry.azureml_models import AzureMlModels
from operation.execution.registry.azureml_registry import AzureMlRegistry
from operation.execution.registry.model_registry import Registrable


@dataclass(frozen=True)
class AzureMlRegistries:
    """Registries of the environment of a configuration."""

    configuration: Configuration

    def own(self) -> AzureMlRegistry:
        """Return the models of the environment's workspace."""
        workspace = workspace_of(self.configuration)
        return AzureMlRegistry(workspace.name, AzureMlModels(client_of(workspace)))

    def common(self) -> AzureMlRegistry:
        """Return the registry that all environments of the project share."""
        name = names_of(self.configuration).registry
        return AzureMlRegistry(name, AzureMlModels(registry_client_of(name)), is_shared=True)

    def restore_common(self, model: Registrable, version: str) -> None:
        """Leave the registry alone: it outlives every job of a pipeline."""
