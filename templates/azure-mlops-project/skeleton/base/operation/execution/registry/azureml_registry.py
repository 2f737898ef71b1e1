"""A model registry in Azure Machine Learning: the models of a workspace, or a registry that workspaces share.

The SHA-256 of a version, and when it became champion of an environment, are tags of that version.
"""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from operation.execution.registry.azureml_models import Models, StoredModel
from operation.execution.registry.model_registry import (
    NUMBER,
    ModelRegistry,
    ModelVersion,
    Registrable,
    number_of,
    unknown_version,
    version_for,
)
from operation.execution.whole_directory import aside, put_in_place
from src.candidate import METADATA, MODEL_FILE, sha256_of
from src.errors import ModelError
from src.trained_model import require_unaltered

SHA256 = "model_sha256"
# An environment's mark is when it was set; an empty one was withdrawn.
CHAMPION = "champion_of_"


def now() -> str:
    """Return the time as text that sorts by time."""
    return datetime.now(timezone.utc).isoformat(timespec="microseconds")


@dataclass(frozen=True)
class AzureMlRegistry:
    """Keeps versions as model assets."""

    name: str
    models: Models
    is_shared: bool = False
    clock: Callable[[], str] = now

    def register(self, model: Registrable, version: str | None = None) -> ModelVersion:
        """Add a version under the next number, or under exactly that one; bytes that are there keep their version."""
        found = version_for(model, self.versions(model.name), version)
        if isinstance(found, ModelVersion):
            return found
        # A model that comes with its number was trained elsewhere: its job is not known here.
        source = model.job_output if version is None else ""
        if not source:
            if not (model.model_directory / MODEL_FILE).is_file():
                message = f"{model.model_directory}: there is no model to register. Run the training steps first."
                raise ModelError(message)
            source = model.model_directory.as_posix()
        self.models.create(model.name, found, source, {**model.tags, SHA256: model.sha256})
        return self.get(model.name, found)

    def get(self, name: str, version: str) -> ModelVersion:
        """Return exactly that version; one that is not there is an error that names those that are."""
        stored = self.models.find(name, str(number_of(version)))
        if stored is None:
            raise unknown_version(self.name, name, version, self.versions(name))
        return self._version(name, stored)

    def versions(self, name: str) -> list[ModelVersion]:
        """Return every version in numeric order; a model that nobody registered has none."""
        stored = [entry for entry in self.models.versions(name) if NUMBER.fullmatch(entry.version)]
        return sorted((self._version(name, entry) for entry in stored), key=lambda version: version.number)

    def share(self, version: ModelVersion, to: ModelRegistry) -> ModelVersion:
        """Give another registry the same bytes under the same number, with its tags and where it comes from."""
        tags = {**version.tags, "shared_from": self.name, "shared_from_version": version.version}
        if isinstance(to, AzureMlRegistry) and to.is_shared:
            wanted = Registrable(version.name, Path(), version.sha256, tags)
            found = version_for(wanted, to.versions(version.name), version.version)
            if isinstance(found, ModelVersion):
                return found
            self.models.share(version.name, version.version, to.name)
            to.models.tag(version.name, version.version, {**tags, SHA256: version.sha256})
            return to.get(version.name, version.version)
        with tempfile.TemporaryDirectory() as folder:
            directory = self.download(version, Path(folder, "model"))
            return to.register(Registrable(version.name, directory, version.sha256, tags), version.version)

    def download(self, version: ModelVersion, to: Path) -> Path:
        """Put the bytes of a version, checked, in place of a directory."""
        with aside(to) as incoming:
            self.models.download(version.name, version.version, incoming)
            directories = sorted(path.parent for path in incoming.rglob(METADATA))
            if not directories:
                message = f"{version}: no {METADATA} among its files. Register the model again from its candidate."
                raise ModelError(message)
            require_unaltered(directories[0])
            found = sha256_of(directories[0] / MODEL_FILE)
            if found != version.sha256:
                message = (
                    f"{version}\n  expected: the model with SHA-256 {version.sha256}\n  found:    SHA-256 {found}\n"
                    "  remedy:   Register the model again from its candidate."
                )
                raise ModelError(message)
            put_in_place(directories[0], to)
        return to

    def champion(self, name: str, environment: str) -> ModelVersion | None:
        """Return the version that an environment works with."""
        marked = self._marked(name, environment)
        return self._version(name, marked[-1]) if marked else None

    def previous_champion(self, name: str, environment: str) -> ModelVersion | None:
        """Return the version that an environment worked with before its champion."""
        before = self._marked(name, environment)[:-1]
        return self._version(name, before[-1]) if before else None

    def set_champion(self, version: ModelVersion, environment: str) -> None:
        """Let an environment work with a version from now on."""
        self.models.tag(
            version.name, self.get(version.name, version.version).version, {_mark(environment): self.clock()}
        )

    def withdraw_champion(self, name: str, environment: str) -> None:
        """Take the mark from the champion of an environment, so that the one before it is champion again."""
        marked = self._marked(name, environment)
        if marked:
            self.models.tag(name, marked[-1].version, {_mark(environment): ""})

    def _marked(self, name: str, environment: str) -> list[StoredModel]:
        """Return the versions that were champion of an environment, the present one last."""
        marked = [entry for entry in self.models.versions(name) if entry.tags.get(_mark(environment))]
        return sorted(marked, key=lambda entry: entry.tags[_mark(environment)])

    def _version(self, name: str, stored: StoredModel) -> ModelVersion:
        tags = {key: value for key, value in stored.tags.items() if not key.startswith(CHAMPION)}
        address = f"azureml://registries/{self.name}/models/{name}/versions/{stored.version}"
        location = address if self.is_shared else f"azureml:{name}:{stored.version}"
        return ModelVersion(self.name, name, stored.version, stored.tags.get(SHA256, ""), tags, location)


def _mark(environment: str) -> str:
    return f"{CHAMPION}{environment}"
