"""Copies of a project for tests to work in; what tests only read is in all of them as links, and watched."""

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path, PurePath

ONLY_READ = ("operation/configuration/schemas/*", "operation/execution/*", "outputs/mlruns/*")


def is_only_read(file: PurePath) -> bool:
    """Tell whether tests leave a file as it is: it is linked in a fraction of the time of a copy."""
    return any(fnmatch(file.as_posix(), pattern) for pattern in ONLY_READ)


def own(file: Path) -> Path:
    """Give a test a file of its own in place of a link, to write into."""
    content = file.read_bytes()
    file.unlink()
    file.write_bytes(content)
    return file


@dataclass(frozen=True)
class Original:
    """A project that copies are made of."""

    folder: Path
    written: Mapping[Path, int]

    @classmethod
    def of(cls, folder: Path) -> "Original":
        files = (path for path in folder.rglob("*") if is_only_read(path.relative_to(folder)) and path.is_file())
        return cls(folder, {path: path.stat().st_mtime_ns for path in files})

    def copy_to(self, target: Path) -> Path:
        shutil.copytree(self.folder, target, copy_function=self._link_or_copy, dirs_exist_ok=True)
        return target

    def _link_or_copy(self, source: str, target: str) -> None:
        if Path(source) in self.written:
            os.link(source, target)
        else:
            shutil.copyfile(source, target)

    def require_unaltered(self) -> None:
        """Fail a test that wrote into what all copies share."""
        altered = [path.name for path, time in self.written.items() if path.stat().st_mtime_ns != time]
        assert altered == [], "every test shares these files: call own() before writing"
