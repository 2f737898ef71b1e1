"""Backends run the commands of core scripts: here, or on a platform."""

import importlib
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from operation.execution.exit_codes import ConfigurationError

BACKENDS = ("local", "azureml")


@dataclass(frozen=True)
class Command:
    """A core script and its argument vector."""

    module: str
    arguments: tuple[str, ...]

    def __str__(self) -> str:
        """Return the line that a person would type."""
        return shlex.join(["python", "-m", self.module, *self.arguments])


class Backend(Protocol):
    """Runs commands, one after the other."""

    def run(self, commands: Sequence[Command]) -> None:
        """Run the commands; the first failure ends it."""


class LocalBackend:
    """Runs commands in this process."""

    def run(self, commands: Sequence[Command]) -> None:
        """Call the `main` of each script with its argument vector."""
        for command in commands:
            print(f"--- {command}", flush=True)
            importlib.import_module(command.module).main(command.arguments)


def backend_of(name: str) -> Backend:
    """Return the backend of a name."""
    if name == "local":
        return LocalBackend()
    message = (
        f"--backend\n  expected: local\n  found:    {name}\n"
        "  remedy:   Use --backend local. This version of the template does not submit to Azure Machine Learning."
    )
    raise ConfigurationError(message)
