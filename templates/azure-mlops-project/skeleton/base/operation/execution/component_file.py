"""Command components of Azure Machine Learning, as this project uses them: one core script each."""

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from operation.execution.exit_codes import ConfigurationError
from operation.execution.yaml_files import complaint, read_yaml

FOLDER = Path("operation/execution/components")
OPTIONAL_PART = re.compile(r"\$\[\[(.*?)\]\]", flags=re.DOTALL)
PLACEHOLDER = re.compile(r"\$\{\{\s*(inputs|outputs)\.([a-z0-9_]+)\s*\}\}")
CORE_SCRIPT = re.compile(r"src(\.[a-z0-9_]+)+")

Value = str | int | float | bool


@dataclass(frozen=True)
class ComponentFile:
    """The parts of a component that are needed to run it."""

    path: Path
    inputs: Mapping[str, Mapping[str, Any]]
    outputs: Mapping[str, Mapping[str, Any]]
    command: str

    def arguments(self, inputs: Mapping[str, Value], outputs: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
        """Return the core script and its argument vector, with every placeholder filled in."""
        self._require_known("inputs", inputs, self.inputs)
        self._require_known("outputs", outputs, self.outputs)
        values: dict[str, dict[str, Value]] = {"inputs": {**self._defaults(), **inputs}, "outputs": {**outputs}}

        def optional(match: re.Match[str]) -> str:
            names = PLACEHOLDER.findall(match.group(1))
            return match.group(1) if all(name in values[kind] for kind, name in names) else ""

        def value(match: re.Match[str]) -> str:
            kind, name = match.groups()
            if name not in values[kind]:
                raise ConfigurationError(
                    complaint(self.path, f"{kind}.{name}", "a value", "none was given", "Hand it to the component.")
                )
            return _text(values[kind][name])

        words = shlex.split(PLACEHOLDER.sub(value, OPTIONAL_PART.sub(optional, self.command)))
        match words:
            case ["python", "-m", module, *arguments] if CORE_SCRIPT.fullmatch(module):
                return module, tuple(arguments)
        raise ConfigurationError(
            complaint(self.path, "command", "python -m src.<script> …", " ".join(words[:3]), "Run one core script.")
        )

    def _defaults(self) -> dict[str, Value]:
        return {name: entry["default"] for name, entry in self.inputs.items() if "default" in entry}

    def _require_known(self, kind: str, given: Mapping[str, object], declared: Mapping[str, object]) -> None:
        for name in sorted(given.keys() - declared.keys()):
            expected = f"one of {', '.join(sorted(declared))}"
            raise ConfigurationError(complaint(self.path, kind, expected, name, "Correct the name, or declare it."))


def _text(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def read_component(name: str) -> ComponentFile:
    """Read a component of this project by its name."""
    return read_component_file(FOLDER / f"{name}.yml")


def read_component_file(path: Path) -> ComponentFile:
    """Read a component; the current directory is the root of the project."""
    content = read_yaml(path)
    if not isinstance(content, dict) or content.get("type") != "command" or not isinstance(content.get("command"), str):
        remedy = "Write a command component."
        raise ConfigurationError(complaint(path, "type", "'command', with a `command`", "something else", remedy))
    return ComponentFile(path, content.get("inputs") or {}, content.get("outputs") or {}, content["command"])
