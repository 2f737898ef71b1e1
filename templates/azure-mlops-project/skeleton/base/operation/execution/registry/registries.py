"""Which registries an environment has, on a backend: its own, and the one that it shares with the others."""

import importlib
from typing import Protocol, cast

from operation.execution.configuration import Configuration
from operation.execution.registry.model_registry import ModelRegistry, Registrable

# Imported by name, as backends are: a platform's packages are needed only where it is used.
REGISTRIES = {
    "local": "operation.execution.registry.local_registries:LocalRegistries",
    "azureml": "operation.execution.registry.azureml_registries:AzureMlRegistries",
}


class Registries(Protocol):
    """The registries of one environment. They are made from the configuration of that environment."""

    def own(self) -> ModelRegistry:
        """Return the registry of the environment itself: on Azure Machine Learning that of its workspace."""

    def common(self) -> ModelRegistry:
        """Return the registry that all environments of the project share."""

    def restore_common(self, model: Registrable, version: str) -> None:
        """Put back a promoted version where the place of the common registry does not outlive the pipeline's job."""


def registries_of(backend: str, configuration: Configuration) -> Registries:
    """Return the registries of an environment on the backend of a name."""
    module, _, factory = REGISTRIES[backend].partition(":")
    return cast("Registries", getattr(importlib.import_module(module), factory)(configuration))
