"""A section of the configuration: one file, and the typed model of its content.

Each module in `operation/configuration_sections` has one as `SECTION`, and is found by being there.
"""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from operation import configuration_sections
from operation.execution.yaml_files import StrictModel

Scope = Literal["project", "environment"]
Model = TypeVar("Model", bound=StrictModel)


@dataclass(frozen=True)
class Section(Generic[Model]):
    """A file of the project's folder, or of every environment's folder."""

    file: str
    scope: Scope
    model: type[Model]

    @property
    def schema_name(self) -> str:
        """Return the name of the JSON schema of the file."""
        return f"{self.file.removesuffix('.yml')}.{self.scope}.schema.json"


def sections() -> list[Section[StrictModel]]:
    """Return every section, in the order of their modules."""
    names = sorted(module.name for module in pkgutil.iter_modules(configuration_sections.__path__))
    return [importlib.import_module(f"{configuration_sections.__name__}.{name}").SECTION for name in names]
