"""How old the newest data is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from src.errors import DataError


@dataclass(frozen=True)
class Source:
    """Where data comes from, when the newest of it was made, and how old that may be."""

    name: str
    newest: datetime | None
    maximum_age: timedelta


def table_of(sources: Sequence[Source], now: datetime) -> str:
    """Render a line for each source."""
    width = max([len("source"), *(len(source.name) for source in sources)]) + 2
    lines = [f"{'source':<{width}}{'newest':<28}{'hours old':>10}{'allowed':>9}  verdict"]
    for source in sources:
        newest = source.newest.isoformat(timespec="seconds") if source.newest else "nothing"
        age = f"{_hours(now - source.newest):.1f}" if source.newest else "-"
        verdict = "fresh" if is_fresh(source, now) else "STALE"
        lines.append(f"{source.name:<{width}}{newest:<28}{age:>10}{_hours(source.maximum_age):>9.1f}  {verdict}")
    return "\n".join(lines)


def is_fresh(source: Source, now: datetime) -> bool:
    """Tell whether the newest data of a source is young enough; data from the future is not believed."""
    return source.newest is not None and timedelta() <= now - source.newest <= source.maximum_age


def require_fresh(sources: Sequence[Source], now: datetime) -> None:
    """Refuse sources whose data is too old."""
    stale = [source.name for source in sources if not is_fresh(source, now)]
    if stale:
        message = f"stale data: {', '.join(stale)}. Look at the job that should have written it."
        raise DataError(message)


def _hours(span: timedelta) -> float:
    return span.total_seconds() / 3600
