"""What was released into an environment, and how it has to answer."""

from pathlib import Path

from operation.configuration_sections.online import SECTION as ONLINE
from operation.execution.configuration import Configuration
from operation.execution.locations import release_directory
from operation.execution.online.fingerprint import fingerprint_of
from operation.execution.online.rollout import Wanted
from operation.execution.online.smoke_test import SmokeTest
from operation.execution.registration import read_registration
from operation.execution.registry.model_registry import ModelVersion
from operation.execution.registry.release_registry import release_registry
from src.candidate import MODEL_DIRECTORY, SMOKE_TEST, read_record
from src.errors import ModelError


def released(backend: str, configuration: Configuration) -> Wanted:
    """Return what the release of an environment asks for: exactly the version that it names."""
    registration = read_registration(release_directory(configuration.environment))
    registry = release_registry(backend, configuration)
    version = registry.get(registration.name, registration.version)
    if version.sha256 != registration.sha256:
        message = (
            f"{version}\n  expected: the model that was released, SHA-256 {registration.sha256}\n"
            f"  found:    SHA-256 {version.sha256}\n  remedy:   Release again: a version never changes."
        )
        raise ModelError(message)
    return wanted(configuration, version)


def wanted(configuration: Configuration, version: ModelVersion) -> Wanted:
    """Return the deployment that a version gets with the present code and settings."""
    return Wanted(version, fingerprint_of(version, configuration.section(ONLINE)))


def smoke_test_of(configuration: Configuration, model_directory: Path | None = None) -> SmokeTest:
    """Return the smoke test that was written when a model was trained, by default the released one."""
    directory = model_directory or release_directory(configuration.environment) / MODEL_DIRECTORY
    record = read_record(directory, SMOKE_TEST)
    settings = configuration.section(ONLINE).smoke_test
    return SmokeTest(record["request"], record["response"], settings.requests, settings.maximum_milliseconds)
