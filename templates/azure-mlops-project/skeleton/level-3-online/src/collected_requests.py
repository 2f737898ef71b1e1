"""What an online endpoint was asked and what it answered, as data collection has kept it, line by line.

Each line is a JSON object: `time`, `correlationid`, which a request and its answer share, and the records in `data`.
The folder of an endpoint has one folder for each deployment; in there is a file, or a folder of files, for each
collection.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from src.errors import DataError
from src.scored_log import in_utc

INPUTS = "model_inputs"
OUTPUTS = "model_outputs"
# of the local endpoint, and of Azure Machine Learning, which begins a new file every hour
PLACES = ("{deployment}/collected/{collection}.jsonl", "{deployment}/{collection}/**/*.jsonl")

Records = list[dict[str, Any]]


@dataclass(frozen=True)
class CollectedRequest:
    """A request that was answered."""

    name: str
    answered_at: datetime
    records: Records
    answers: Records


@dataclass(frozen=True)
class CollectedLine:
    """One line of a collection."""

    name: str
    time: datetime
    records: Records


def read_requests(endpoint: Path, deployment: str) -> list[CollectedRequest]:
    """Read what a deployment was asked, the oldest answer first."""
    return paired(_read(endpoint, deployment, INPUTS), _read(endpoint, deployment, OUTPUTS))


def parsed(lines: Iterable[str], source: str) -> Iterator[CollectedLine]:
    """Parse the lines of a collection; empty ones say nothing."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _parsed(line, f"{source}, line {number}")


def paired(inputs: Iterable[CollectedLine], outputs: Iterable[CollectedLine]) -> list[CollectedRequest]:
    """Bring requests and answers together; what has no other half yet is left for later."""
    asked: dict[str, Records] = {}
    for line in inputs:
        asked.setdefault(line.name, []).extend(line.records)
    answered: dict[str, Records] = {}
    times: dict[str, datetime] = {}
    for line in outputs:
        answered.setdefault(line.name, []).extend(line.records)
        times[line.name] = line.time
    found = [CollectedRequest(name, times[name], asked[name], answered[name]) for name in asked if name in answered]
    return sorted(found, key=lambda request: request.answered_at)


def _read(endpoint: Path, deployment: str, collection: str) -> Iterator[CollectedLine]:
    patterns = [place.format(deployment=deployment, collection=collection) for place in PLACES]
    for file in sorted(file for pattern in patterns for file in endpoint.glob(pattern)):
        yield from parsed(file.read_text(encoding="utf-8").splitlines(), str(file))


def _parsed(line: str, source: str) -> CollectedLine:
    try:
        content = json.loads(line)
        name, records = str(content["correlationid"]), content["data"]
        time = in_utc(pd.Timestamp(content["time"]).to_pydatetime(), source)
    except (KeyError, TypeError, ValueError) as error:
        message = (
            f"{source}\n  expected: a collected request or answer with time, correlationid and data\n"
            f"  found:    {line[:80]}: {type(error).__name__}: {error}\n"
            "  remedy:   Take the line out, or the file away, once it is clear who wrote it."
        )
        raise DataError(message) from error
    if not isinstance(records, list):
        message = f"{source}: expected a list of records in data, found {type(records).__name__}"
        raise DataError(message)
    return CollectedLine(name, time, records)
