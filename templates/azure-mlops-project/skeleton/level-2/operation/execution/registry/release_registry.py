"""Where the versions are that an environment works with: in the registry that all environments share."""

from operation.execution.configuration import Configuration
from operation.execution.registry.model_registry import ModelRegistry, ModelVersion, Registrable
from operation.execution.registry.registries import registries_of
from src.errors import ModelError


def release_registry(backend: str, configuration: Configuration) -> ModelRegistry:
    """Return the registry that an environment releases from."""
    return registries_of(backend, configuration).common()


def version_to_release(backend: str, configuration: Configuration, model: Registrable, version: str) -> ModelVersion:
    """Return exactly the version that was promoted, which must be the model at hand."""
    registries = registries_of(backend, configuration)
    registries.restore_common(model, version)
    found = registries.common().get(model.name, version)
    if found.sha256 != model.sha256:
        message = (
            f"{found}\n  expected: the model of the candidate, SHA-256 {model.sha256}\n"
            f"  found:    SHA-256 {found.sha256}\n  remedy:   Release the candidate of the run that promoted it."
        )
        raise ModelError(message)
    return found
