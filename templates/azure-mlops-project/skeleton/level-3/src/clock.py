"""The time that a script goes by: an argument, so that a run can be repeated as of then."""

import argparse
from datetime import datetime, timezone


def moment(text: str) -> datetime:
    """Parse a time with its zone, such as 2026-03-01T06:00:00+00:00."""
    try:
        parsed = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError as error:
        message = f"expected a time such as 2026-03-01T06:00:00+00:00, found {text!r}"
        raise argparse.ArgumentTypeError(message) from error
    if parsed.tzinfo is None:
        message = f"expected a time with its zone, such as {text}+00:00, found {text!r}"
        raise argparse.ArgumentTypeError(message)
    return parsed.astimezone(timezone.utc)


def add_clock_argument(parser: argparse.ArgumentParser) -> None:
    """Add the argument that says what time it is."""
    parser.add_argument("--now", type=moment, metavar="TIME", help="what time it is; without it the clock's")


def now_of(options: argparse.Namespace) -> datetime:
    """Return what time it is."""
    given: datetime | None = options.now
    return given or datetime.now(timezone.utc)
