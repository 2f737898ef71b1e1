"""The options of a step: every step reads its own here, so that a line of a pipeline can be held against them."""

import argparse
import importlib
import io
import re
import shlex
from collections.abc import Sequence
from contextlib import redirect_stderr
from contextvars import ContextVar

_READ_ONLY: ContextVar[bool] = ContextVar("_READ_ONLY", default=False)
OPTION = re.compile(r"--[a-z][a-z-]*")


class _Understood(BaseException):
    """The step has read its options, and must do no more; no step catches this as a failure of its own."""


def read_options(parser: argparse.ArgumentParser, given: Sequence[str]) -> argparse.Namespace:
    """Read the options of a step."""
    options = parser.parse_args(given)
    if _READ_ONLY.get():
        raise _Understood
    return options


def refused_options(step: str, text: str) -> str | None:
    """Return why a step would refuse options, without letting it do anything; None where it takes them."""
    try:
        given = shlex.split(text)
    except ValueError as error:
        return f"{error} in the options"
    main = importlib.import_module(f"operation.execution.{step}").main
    before = _READ_ONLY.set(True)
    said = io.StringIO()
    try:
        with redirect_stderr(said):
            main(given)
    except _Understood:
        return None
    except SystemExit:
        usage, _, reason = said.getvalue().partition(": error: ")
        known = dict.fromkeys(OPTION.findall(usage))
        return f"{reason.strip()}; the step has {', '.join(known) or 'no options'}"
    finally:
        _READ_ONLY.reset(before)
    return "the step does not read its options with read_options of operation/execution/step_options.py"
