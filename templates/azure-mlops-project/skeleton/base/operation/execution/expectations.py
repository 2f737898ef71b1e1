"""What a typed model expected of a value, in words of a person who writes YAML."""

import re
from typing import Any

WORDS = {
    "bool_type": "true or false",
    "dict_type": "a group of keys",
    "finite_number": "a finite number",
    "float_type": "a number",
    "int_type": "a whole number",
    "list_type": "a list",
    "model_type": "a group of keys",
    "string_type": "text",
    "greater_than": "a number greater than {gt}",
    "greater_than_equal": "a number of at least {ge}",
    "less_than": "a number less than {lt}",
    "less_than_equal": "a number of at most {le}",
    "string_pattern_mismatch": "text of the form {pattern}",
    "string_too_short": "text of at least {min_length} characters",
    "string_too_long": "text of at most {max_length} characters",
    "too_short": "at least {min_length} entries",
    "too_long": "at most {max_length} entries",
    "literal_error": "one of {expected}",
    # what a validator of our own says is what it expects
    "value_error": "{error}",
}


def expectation(details: dict[str, Any]) -> str:
    """Return what was expected, from the details of a validation error."""
    if details["type"] in WORDS:
        limits = {name: _shortened(limit) for name, limit in details.get("ctx", {}).items()}
        return WORDS[details["type"]].format(**limits)
    return re.sub(r"^Input should be (a valid )?", "", details["msg"])


def _shortened(limit: object) -> object:
    """Return a limit as a person writes it: 0 rather than 0.0."""
    return int(limit) if isinstance(limit, float) and limit.is_integer() else limit
