"""What the files of an environment must agree on, one module for each rule; `validate_configuration` asks them all.

A module has `require(configuration)`, which raises where files contradict each other; it is found by being here.
"""

import importlib
import pkgutil
from typing import Protocol, cast

from operation.execution.configuration import Configuration


class ConfigurationRule(Protocol):
    """What a module in this package offers."""

    def require(self, configuration: Configuration) -> None:
        """Refuse files that contradict each other."""


def configuration_rules() -> list[ConfigurationRule]:
    """Return the rules, in the order of their names."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return [cast("ConfigurationRule", importlib.import_module(f"{__name__}.{name}")) for name in names]
