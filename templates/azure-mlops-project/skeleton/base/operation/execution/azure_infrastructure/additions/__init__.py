"""What an environment has in Azure besides, one module for each; it is named as its YAML file in the folder above.

A module has `addition(configuration) -> Addition | None` and `create(client, resource, maximum_seconds) -> str`; it is
found by being here.
"""

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from operation.execution.azure_infrastructure.resource import Resource
from operation.execution.configuration import Configuration

if TYPE_CHECKING:
    from azure.ai.ml import MLClient


@dataclass(frozen=True)
class Addition:
    """What stands for the placeholders of its file only, who asks for it, and what a reader of the plan must know."""

    values: Mapping[str, object]
    source: Path
    remark: str = ""


class AdditionKind(Protocol):
    """What a module in this package offers."""

    def addition(self, configuration: Configuration) -> Addition | None:
        """Return what the environment has of it, or None where it has nothing."""

    def create(self, client: "MLClient", resource: Resource, maximum_seconds: float) -> str:
        """Make sure that it is there, and return what was done for it."""


def addition_kinds() -> dict[str, AdditionKind]:
    """Return the kinds by name."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return {name: cast("AdditionKind", importlib.import_module(f"{__name__}.{name}")) for name in names}
