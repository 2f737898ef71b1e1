"""A model registry in a folder, for laptops, tests and pipelines without Azure.

<folder>/<model>/<version>/model         the bytes
<folder>/<model>/<version>/version.json  what the version is, and the SHA-256 of each of its files
<folder>/<model>/champions/<environment>.json  the versions that were champion, the present one last
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from operation.execution.registry.model_registry import (
    NUMBER,
    ModelRegistry,
    ModelVersion,
    Registrable,
    number_of,
    unknown_version,
    version_for,
)
from operation.execution.whole_directory import aside, copy_checked, digests_of, put_in_place, write_whole
from src.errors import ModelError

RECORD = "version.json"
MODEL = "model"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,254}")


@dataclass(frozen=True)
class LocalRegistry:
    """Keeps versions in a folder."""

    name: str
    folder: Path
    # the folder of the bytes within a version
    content: str = MODEL

    def register(self, model: Registrable, version: str | None = None) -> ModelVersion:
        """Add a version under the next number, or under exactly that one; bytes that are there keep their version."""
        lost: str | None = None
        while True:
            found = version_for(model, self.versions(model.name), version)
            if isinstance(found, ModelVersion):
                return found
            if found == lost:
                message = (
                    f"{self._directory(model.name) / found}\n  expected: a version of {model.name}, for it is there\n"
                    "  found:    its number is given again\n"
                    "  remedy:   Run the step again; if that does not help, see whether somebody removes versions."
                )
                raise ModelError(message)
            if self._add(model, found):
                return self.get(model.name, found)
            lost = found

    def get(self, name: str, version: str) -> ModelVersion:
        """Return exactly that version; one that is not there is an error that names those that are."""
        directory = self._directory(name) / str(number_of(version))
        if not directory.is_dir():
            raise unknown_version(self.name, name, version, self.versions(name))
        record = _read_record(directory / RECORD)
        return ModelVersion(
            registry=self.name,
            name=name,
            version=directory.name,
            sha256=record["sha256"],
            tags=record["tags"],
            location=(directory / self.content).as_posix(),
        )

    def versions(self, name: str) -> list[ModelVersion]:
        """Return every version in numeric order; a model that nobody registered has none."""
        directory = self._directory(name)
        found = [path.name for path in directory.iterdir() if NUMBER.fullmatch(path.name)] if directory.is_dir() else []
        return [self.get(name, version) for version in sorted(found, key=number_of)]

    def share(self, version: ModelVersion, to: ModelRegistry) -> ModelVersion:
        """Give another registry the same bytes under the same number, with its tags and where it comes from."""
        with aside(self._directory(version.name) / "shared") as incoming:
            model = self.download(version, incoming / self.content)
            origin = {"shared_from": self.name, "shared_from_version": version.version}
            tags = {**version.tags, **origin}
            return to.register(Registrable(version.name, model, version.sha256, tags), version.version)

    def download(self, version: ModelVersion, to: Path) -> Path:
        """Put the bytes of a version, checked, in place of a directory."""
        source = self._directory(version.name) / self.get(version.name, version.version).version
        with aside(to) as incoming:
            copy_checked(source / self.content, incoming / self.content, _read_record(source / RECORD)["files"])
            put_in_place(incoming / self.content, to)
        return to

    def champion(self, name: str, environment: str) -> ModelVersion | None:
        """Return the version that an environment works with."""
        marks = self._marks(name, environment)
        return self.get(name, marks[-1]) if marks else None

    def previous_champion(self, name: str, environment: str) -> ModelVersion | None:
        """Return the version that an environment worked with before its champion."""
        before = self._marks(name, environment)[:-1]
        return self.get(name, before[-1]) if before else None

    def set_champion(self, version: ModelVersion, environment: str) -> None:
        """Let an environment work with a version from now on."""
        known = self.get(version.name, version.version).version
        others = [mark for mark in self._marks(version.name, environment) if mark != known]
        write_whole(self._marks_file(version.name, environment), [*others, known])

    def withdraw_champion(self, name: str, environment: str) -> None:
        """Take the mark from the champion of an environment, so that the one before it is champion again."""
        write_whole(self._marks_file(name, environment), self._marks(name, environment)[:-1])

    def _add(self, model: Registrable, version: str) -> bool:
        """Add a version as a whole; say whether its number was still free."""
        target = self._directory(model.name) / version
        with aside(target) as incoming:
            files = digests_of(model.model_directory)
            if not files:
                message = f"{model.model_directory}: there is no model to register. Run the training steps first."
                raise ModelError(message)
            copy_checked(model.model_directory, incoming / version / self.content, files)
            record = {"sha256": model.sha256, "tags": dict(model.tags), "files": files}
            write_whole(incoming / version / RECORD, record)
            try:
                (incoming / version).rename(target)
            except OSError:
                if target.is_dir():
                    return False
                raise
        return True

    def _directory(self, name: str) -> Path:
        if not NAME.fullmatch(name):
            message = f"model name {name!r}: expected letters, digits, '_', '-' and '.', at most 255. Correct the name."
            raise ModelError(message)
        return self.folder / name

    def _marks_file(self, name: str, environment: str) -> Path:
        return self._directory(name) / "champions" / f"{environment}.json"

    def _marks(self, name: str, environment: str) -> list[str]:
        file = self._marks_file(name, environment)
        if not file.is_file():
            return []
        marks: list[str] = json.loads(file.read_text(encoding="utf-8"))
        return marks


def _read_record(file: Path) -> dict[str, Any]:
    """Read the record of a version."""
    try:
        record: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError) as error:
        message = (
            f"{file}\n  expected: the record of a version\n  found:    {error}\n"
            "  remedy:   Somebody edited the registry. Restore the file, or delete the folder of this version."
        )
        raise ModelError(message) from error
    return record
