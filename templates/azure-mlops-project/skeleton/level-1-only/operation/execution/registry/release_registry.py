"""Where the versions are that an environment works with: at this level in the environment's own registry."""

from operation.execution.configuration import Configuration
from operation.execution.registry.model_registry import ModelRegistry, ModelVersion, Registrable
from operation.execution.registry.registries import registries_of


def release_registry(backend: str, configuration: Configuration) -> ModelRegistry:
    """Return the registry that an environment releases from."""
    return registries_of(backend, configuration).own()


def version_to_release(backend: str, configuration: Configuration, model: Registrable, version: str) -> ModelVersion:
    """Register a model in the environment under the very number that it got where it was trained."""
    return release_registry(backend, configuration).register(model, version)
