"""Directories that are either whole or not there: written aside, checked, then moved into place."""

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from src.errors import ModelError

ASIDE = ".incoming-"


def digests_of(directory: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below a directory, by its path."""
    return {
        path.relative_to(directory).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(directory.rglob("*"))
        if path.is_file()
    }


@contextlib.contextmanager
def aside(target: Path) -> Iterator[Path]:
    """Yield a directory beside the target; what is still in it in the end, as after a failure, is removed."""
    target.parent.mkdir(parents=True, exist_ok=True)
    incoming = Path(tempfile.mkdtemp(prefix=ASIDE, dir=target.parent))
    try:
        yield incoming
    finally:
        shutil.rmtree(incoming, ignore_errors=True)


def copy_checked(source: Path, target: Path, digests: dict[str, str]) -> None:
    """Copy a directory that must hold exactly these files."""
    shutil.copytree(source, target)
    found = digests_of(target)
    different = sorted(name for name in digests.keys() | found.keys() if digests.get(name) != found.get(name))
    if different:
        message = (
            f"{source}\n  expected: the files as they were registered\n"
            f"  found:    missing, added or altered: {', '.join(different)}\n"
            "  remedy:   Register the model again from its candidate; do not edit files of a registry."
        )
        raise ModelError(message)


def put_in_place(incoming: Path, target: Path) -> None:
    """Let a directory take the place of another; the old one stays until the new one is whole."""
    old = incoming.with_name(f"{incoming.name}-old")
    if target.exists():
        target.rename(old)
    try:
        incoming.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def write_whole(file: Path, content: object) -> None:
    """Write a JSON file; whoever reads it sees the old content or the new one, never a part."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=ASIDE, dir=file.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            json.dump(content, stream, indent=2)
            stream.write("\n")
        Path(name).replace(file)
    finally:
        Path(name).unlink(missing_ok=True)
