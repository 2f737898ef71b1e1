"""What a verified candidate must keep before it is released into an environment, one module for each rule.

A module has `require(candidate, configuration)`, which raises where the rule is broken; it is found by being here.
"""

import importlib
import pkgutil
from pathlib import Path
from typing import Protocol, cast

from operation.execution.configuration import Configuration


class ReleaseRule(Protocol):
    """What a module in this package offers."""

    def require(self, candidate: Path, configuration: Configuration) -> None:
        """Refuse a candidate that must not be released into the environment."""


def release_rules() -> list[ReleaseRule]:
    """Return the rules, in the order of their names."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return [cast("ReleaseRule", importlib.import_module(f"{__name__}.{name}")) for name in names]
