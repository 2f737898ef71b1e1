"""What the log lines of a deployment say about its answers."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from operation.execution.online.scoring import EVENT


@dataclass(frozen=True)
class Observations:
    """How many requests a deployment answered, how many it failed to answer, and how fast it was."""

    requests: int
    # Failures of the deployment; a request that breaks the contract is the client's mistake.
    errors: int
    milliseconds: tuple[float, ...]

    @property
    def error_rate(self) -> float:
        """Return the share of requests that failed."""
        return self.errors / self.requests if self.requests else 0.0

    def percentile(self, per_cent: float) -> float:
        """Return the time within which so many per cent of the requests were answered."""
        return percentile(self.milliseconds, per_cent)


def percentile(values: Sequence[float], per_cent: float) -> float:
    """Return the smallest value that at least so many per cent of the values do not exceed; 0 of none."""
    if not values:
        return 0.0
    return sorted(values)[max(math.ceil(per_cent / 100 * len(values)), 1) - 1]


def observe(lines: Iterable[str], *, since: float = 0.0) -> Observations:
    """Read the lines about requests that were answered since a moment, and skip all others."""
    found = answers(lines, since=since)
    return Observations(len(found), sum(map(failed, found)), tuple(float(answer["milliseconds"]) for answer in found))


def answers(lines: Iterable[str], *, since: float = 0.0) -> list[dict[str, Any]]:
    """Return what the lines say about each request that was answered since a moment."""
    return [found for found in map(_scored, lines) if found is not None and found["time"] >= since]


def failed(answer: Mapping[str, Any]) -> bool:
    """Tell whether the deployment failed to answer."""
    return int(answer["status"]) >= HTTPStatus.INTERNAL_SERVER_ERROR


def _scored(line: str) -> dict[str, Any] | None:
    """Return what a line says about a request; the container's own lines may precede it or stand between."""
    start = line.find("{")
    if start < 0 or f'"{EVENT}"' not in line:
        return None
    try:
        content = json.loads(line[start:])
    except ValueError:
        return None
    return content if isinstance(content, dict) and content.get("event") == EVENT else None
