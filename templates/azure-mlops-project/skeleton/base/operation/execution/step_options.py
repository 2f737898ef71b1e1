"""The options of a step: every step reads its own here, so that a line of a pipeline can be held against them."""

import argparse
import ast
import importlib
import inspect
import io
import re
import shlex
import textwrap
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr
from contextvars import ContextVar

_READ_ONLY: ContextVar[bool] = ContextVar("_READ_ONLY", default=False)
OPTION = re.compile(r"--[a-z][a-z-]*")
# What a step calls to read its options before it does anything else, and what it may have called by then.
READERS = frozenset({"read_options", "run_environment_step", "run_components", "run_online_step", "run_tools"})
BEFORE_READING = frozenset({"ArgumentParser", "add_argument", "list"})
NOT_READ_FIRST = (
    f"the step does not begin with reading its options: `main` has to call one of {', '.join(sorted(READERS))} first"
)


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
    if not _reads_its_options_first(main):
        return NOT_READ_FIRST
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
    return NOT_READ_FIRST


def _reads_its_options_first(main: Callable[..., object]) -> bool:
    """Say whether a step can be asked for its options: one that works first would work, on whatever that is."""
    (function,) = ast.parse(textwrap.dedent(inspect.getsource(main))).body
    for statement in function.body if isinstance(function, ast.FunctionDef) else []:
        called = {
            call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            for call in ast.walk(statement)
            if isinstance(call, ast.Call)
        }
        if called & READERS:
            return True
        if called - BEFORE_READING:
            return False
    return False
