"""Hold a YAML file against a JSON schema; complaints name file, key, expected, found and remedy.

The schemas in `operation/configuration/schemas` are those of the portal, so that a laptop, CI, an editor and the portal
agree on what a file may say.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import regex
from jsonschema import Draft202012Validator, ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import create

from operation.execution.exit_codes import ConfigurationError
from operation.execution.yaml_files import complaint, read_yaml, refuse_unresolved

Mapping = dict[str, Any]

WORDS_FOR_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a group of keys",
}
WORDS_FOR_LIMITS = {
    "minimum": "at least {}",
    "maximum": "at most {}",
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "minItems": "at least {} entries",
    "maxItems": "at most {} entries",
    "pattern": "text of the form {}",
}


def _matches_pattern(
    _validator: Validator, pattern: str, instance: object, _schema: object
) -> Iterator[ValidationError]:
    # JSON schema has the regular expressions of JavaScript: with \\p{...}, and `$` is the very end of the text.
    ending_at_the_end = regex.sub(r"(?<!\\)\$$", r"\\Z", pattern)
    if isinstance(instance, str) and not regex.search(ending_at_the_end, instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


SchemaValidator = create(
    meta_schema=Draft202012Validator.META_SCHEMA,
    validators={**Draft202012Validator.VALIDATORS, "pattern": _matches_pattern},
    type_checker=Draft202012Validator.TYPE_CHECKER,
)


def read_by_schema(file: Path, schema_file: Path) -> Mapping:
    """Read a YAML file that a JSON schema describes."""
    content = read_yaml(file)
    refuse_unresolved(file, content, "")
    try:
        schema = json.loads(schema_file.read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError) as error:
        remedy = "Take the schema from the template that the project was made from."
        raise ConfigurationError(
            complaint(schema_file, "(the file)", "a JSON schema", " ".join(str(error).split()), remedy)
        ) from error
    errors = sorted(SchemaValidator(schema).iter_errors(content), key=_position)
    complaints = dict.fromkeys(found for error in errors for found in _complaints(file, error))
    if complaints:
        raise ConfigurationError("\n".join(complaints))
    if not isinstance(content, dict):
        raise ConfigurationError(complaint(file, "(the file)", "a group of keys", repr(content), "Correct the file."))
    return content


def _complaints(file: Path, error: ValidationError) -> Iterator[str]:
    value: Any = error.validator_value
    match error.validator:
        case "oneOf" | "anyOf":
            yield from _alternative_complaints(file, error)
        case "additionalProperties" if isinstance(error.instance, dict):
            properties = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
            known = f"one of the keys {', '.join(sorted(properties))}"
            for unknown in sorted(map(str, error.instance.keys() - properties.keys())):
                remedy = "Correct its spelling, or remove it."
                yield complaint(file, _key(error, unknown), known, "an unknown key", remedy)
        case "required" if isinstance(error.instance, dict):
            for missing in sorted(set(value) - error.instance.keys()):
                yield complaint(file, _key(error, missing), "a value", "no such key", "Add the key.")
        case _:
            remedy = "Correct the value."
            if error.validator == "type" and value == "string" and error.instance is not None:
                remedy = "Put the value in quotes."
            yield complaint(file, _key(error), _expectation(error), repr(error.instance), remedy)


def _expectation(error: ValidationError) -> str:
    value: Any = error.validator_value
    match error.validator:
        case "type":
            types = [value] if isinstance(value, str) else list(value)
            return " or ".join(WORDS_FOR_TYPES.get(name, name) for name in types)
        case "const":
            return repr(value)
        case "enum":
            return "one of " + ", ".join(repr(choice) for choice in value)
        case validator if validator in WORDS_FOR_LIMITS:
            return WORDS_FOR_LIMITS[validator].format(value)
        case _:
            return error.message


def _alternative_complaints(file: Path, error: ValidationError) -> Iterator[str]:
    """Complain by the alternative that is meant: the one whose type and fixed values fit."""
    alternatives: dict[str | int, list[ValidationError]] = {}
    for inner in error.context or ():
        alternatives.setdefault(inner.schema_path[0], []).append(inner)
    meant = [found for found in alternatives.values() if not any(map(_tells_alternatives_apart, found))]
    if meant:
        for inner in meant[0]:
            yield from _complaints(file, inner)
        return
    fitting = [inner for found in alternatives.values() for inner in found if _tells_alternatives_apart(inner)]
    expected = " or ".join(dict.fromkeys(_expectation(inner) for inner in fitting)) or error.message
    place = fitting[0] if fitting else error
    yield complaint(file, _key(place), expected, repr(place.instance), "Correct the value.")


def _tells_alternatives_apart(error: ValidationError) -> bool:
    return error.validator == "const" or (error.validator == "type" and not error.path)


def _position(error: ValidationError) -> list[str]:
    return [str(part) for part in error.absolute_path]


def _key(error: ValidationError, *further: object) -> str:
    return ".".join(str(part) for part in (*error.absolute_path, *further)) or "(the file)"
