"""Read a YAML file into a typed model; every complaint names the file, the key and the remedy."""

import re
from collections.abc import Hashable
from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_args

import yaml
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError
from typing_extensions import Self

from operation.execution.exit_codes import ConfigurationError
from operation.execution.expectations import expectation


class StrictModel(BaseModel):
    """A model that refuses keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    def rehearsed(self) -> Self:
        """Return what a rehearsal on the sample data goes by: the same, where a file says nothing about real data."""
        return self


SLUG = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
Slug = Annotated[str, StringConstraints(pattern=SLUG)]

BOOLEAN = "tag:yaml.org,2002:bool"
READ_OTHERWISE_IN_YAML_1_2 = (BOOLEAN, "tag:yaml.org,2002:timestamp")

Model = TypeVar("Model", bound=StrictModel)


class _KeyTwiceError(yaml.constructor.ConstructorError):
    """A key is written twice."""


class _UniqueKeyLoader(yaml.SafeLoader):
    """A YAML loader that refuses a key written twice, and takes `on`, `yes` and dates for text as YAML 1.2 does.

    The portal and Azure Pipelines read YAML 1.2; a file must not mean something else here.
    """

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002
        seen = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                message = f"the key {key!r} is there twice"
                raise _KeyTwiceError(None, None, message, key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep=deep)


_UniqueKeyLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in READ_OTHERWISE_IN_YAML_1_2]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_UniqueKeyLoader.add_implicit_resolver(BOOLEAN, re.compile("^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF"))


def complaint(file: Path, key: str, expected: str, found: str, remedy: str) -> str:
    """Word a complaint about a key of a file."""
    return f"{file.as_posix()}: {key}\n  expected: {expected}\n  found:    {found}\n  remedy:   {remedy}"


@lru_cache(maxsize=1024)
def _parsed(text: str) -> Any:  # noqa: ANN401 - whatever the text holds
    """Parse a text once: many checks read the same files, and parsing takes longer than everything else they do."""
    return yaml.load(text, Loader=_UniqueKeyLoader)  # noqa: S506 - a SafeLoader


def read_yaml(file: Path) -> Any:  # noqa: ANN401 - whatever the file holds
    """Read a YAML file, without judging its content."""
    try:
        return deepcopy(_parsed(file.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise ConfigurationError(
            complaint(file, "(the file)", "a YAML file", "no such file", "Add it, or correct the name of its folder.")
        ) from error
    except _KeyTwiceError as error:
        found = str(error.problem)
        raise ConfigurationError(complaint(file, _place(error), "each key once", found, "Keep one of them.")) from error
    except yaml.MarkedYAMLError as error:
        found = " ".join(part for part in (error.problem, error.context) if part)
        raise ConfigurationError(complaint(file, _place(error), "valid YAML", found, "Correct the syntax.")) from error
    except yaml.YAMLError as error:
        found = " ".join(str(error).split())
        raise ConfigurationError(complaint(file, "(the file)", "valid YAML", found, "Correct the syntax.")) from error


def _place(error: yaml.MarkedYAMLError) -> str:
    mark = error.problem_mark or error.context_mark
    return "(the file)" if mark is None else f"line {mark.line + 1}, column {mark.column + 1}"


def read_model(file: Path, model: type[Model]) -> Model:
    """Read a YAML file into a model."""
    content = read_yaml(file)
    refuse_unresolved(file, content, "")
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise ConfigurationError(
            "\n".join(_validation_complaint(file, dict(details), model) for details in error.errors())
        ) from error


def _validation_complaint(file: Path, details: dict[str, Any], model: type[StrictModel]) -> str:
    key = ".".join(str(part) for part in details["loc"]) or "(the file)"
    if details["type"] == "extra_forbidden":
        known = ", ".join(_keys_beside(model, details["loc"]))
        return complaint(file, key, f"one of the keys {known}", "an unknown key", "Correct its spelling, or remove it.")
    if details["type"] == "missing":
        return complaint(file, key, "a value", "no such key", "Add the key.")
    return complaint(file, key, expectation(details), repr(details["input"]), "Correct the value.")


def _keys_beside(model: type[BaseModel], location: tuple[str | int, ...]) -> list[str]:
    """Return the keys that are known where an unknown one was found."""
    for part in location[:-1]:
        if isinstance(part, str):
            model = _model_in(model.model_fields[part].annotation) or model
    return sorted(model.model_fields)


def _model_in(annotation: object) -> type[BaseModel] | None:
    """Return the model that an annotation holds, be it optional or in a list."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)


def refuse_unresolved(file: Path, content: object, key: str) -> None:
    """Refuse `$(name)`: only a pipeline would replace it, a laptop would take it literally."""
    if isinstance(content, dict):
        for name, value in content.items():
            refuse_unresolved(file, value, f"{key}.{name}".lstrip("."))
    elif isinstance(content, list):
        for position, value in enumerate(content):
            refuse_unresolved(file, value, f"{key}.{position}".lstrip("."))
    elif isinstance(content, str) and "$(" in content:
        raise ConfigurationError(
            complaint(
                file, key, "a plain value", repr(content), "Write the value itself: $(…) exists in pipelines only."
            )
        )
