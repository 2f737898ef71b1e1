"""What steps ask of a model registry, whichever platform keeps it.

A version never changes: the same bytes registered again are the same version, and a number that is taken is never given
to other bytes. Which version an environment works with, its champion, is a mark on top of the versions.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from src.errors import ModelError

NUMBER = re.compile(r"[1-9][0-9]*")


@dataclass(frozen=True)
class Registrable:
    """A model that is ready to be registered."""

    name: str
    model_directory: Path
    sha256: str
    tags: Mapping[str, str]
    # where the platform already has the same bytes, such as the output of a job; empty without one
    job_output: str = ""


@dataclass(frozen=True)
class ModelVersion:
    """A version of a model in a registry."""

    registry: str
    name: str
    version: str
    sha256: str
    tags: Mapping[str, str]
    # what a deployment refers to: a directory, or an address of Azure Machine Learning
    location: str

    @property
    def number(self) -> int:
        """Return the version as a number: 10 comes after 9."""
        return number_of(self.version)

    def __str__(self) -> str:
        """Return how people refer to the version."""
        return f"{self.name} version {self.version} in {self.registry}"


class ModelRegistry(Protocol):
    """Keeps versions of models."""

    @property
    def name(self) -> str:
        """Return the name of the registry."""

    def register(self, model: Registrable, version: str | None = None) -> ModelVersion:
        """Add a version under the next number, or under exactly that one; bytes that are there keep their version."""

    def get(self, name: str, version: str) -> ModelVersion:
        """Return exactly that version; one that is not there is an error that names those that are."""

    def versions(self, name: str) -> list[ModelVersion]:
        """Return every version in numeric order; a model that nobody registered has none."""

    def share(self, version: ModelVersion, to: "ModelRegistry") -> ModelVersion:
        """Give another registry the same bytes under the same number, with its tags and where it comes from."""

    def download(self, version: ModelVersion, to: Path) -> Path:
        """Put the bytes of a version, checked, in place of a directory."""

    def champion(self, name: str, environment: str) -> ModelVersion | None:
        """Return the version that an environment works with."""

    def previous_champion(self, name: str, environment: str) -> ModelVersion | None:
        """Return the version that an environment worked with before its champion."""

    def set_champion(self, version: ModelVersion, environment: str) -> None:
        """Let an environment work with a version from now on."""

    def withdraw_champion(self, name: str, environment: str) -> None:
        """Take the mark from the champion of an environment, so that the one before it is champion again."""


def number_of(version: str) -> int:
    """Return a version as a number, for versions are ordered by number and not by text."""
    if not NUMBER.fullmatch(version):
        message = f"model version {version!r}: expected a whole number from 1 on, such as '7'. Name an exact version."
        raise ModelError(message)
    return int(version)


def next_number(taken: list[ModelVersion]) -> str:
    """Return the number of the next version."""
    return str(max((version.number for version in taken), default=0) + 1)


def version_for(model: Registrable, taken: list[ModelVersion], version: str | None) -> ModelVersion | str:
    """Return the version that already holds these bytes, else the free number that they get."""
    for existing in taken:
        if existing.sha256 == model.sha256 and version in (None, existing.version):
            return existing
    if version is None:
        return next_number(taken)
    for existing in taken:
        if existing.sha256 == model.sha256 or existing.number == number_of(version):
            message = (
                f"{model.name} version {version} in {existing.registry}\n"
                f"  expected: free, or the model with SHA-256 {model.sha256}\n"
                f"  found:    version {existing.version} holds the model with SHA-256 {existing.sha256}\n"
                "  remedy:   A version never changes. Register the model under a number that is free in both places."
            )
            raise ModelError(message)
    return str(number_of(version))


def unknown_version(registry: str, name: str, version: str, known: list[ModelVersion]) -> ModelError:
    """Return the error for a version that is not there."""
    there = ", ".join(entry.version for entry in known) or "no version"
    return ModelError(
        f"{name} version {version} in {registry}\n  expected: a version that was registered or shared\n"
        f"  found:    {there}\n  remedy:   Name one that is there, or run the step that registers it."
    )
