"""The option of steps that says what time it is, so that a decision can be repeated as of then."""

from datetime import datetime, timezone

from operation.execution.component_file import Value
from operation.execution.step import StepContext
from src.clock import add_clock_argument

__all__ = ["add_clock_argument", "clock_input", "now_of"]


def now_of(context: StepContext) -> datetime:
    """Return what time it is."""
    given: datetime | None = context.options.now
    return given or datetime.now(timezone.utc)


def clock_input(context: StepContext) -> dict[str, Value]:
    """Return the time as an input of a component, where one was given."""
    return {"now": context.options.now.isoformat()} if context.options.now else {}
