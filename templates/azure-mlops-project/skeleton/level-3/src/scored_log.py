"""The log of what was scored: one folder for each scoring run, complete or not there at all.

| file         | content |
|--------------|---------|
| inputs.csv   | the rows that were scored |
| answers.csv  | what the model answered, each with the id of its row |
| run.json     | when, by which model, how answers are identified, and the SHA-256 of both files |
| requests.txt | where they came one by one, the ids of the requests, a line for each |
"""

import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pandas as pd

from src.candidate import sha256_of
from src.data_schema import features_schema
from src.data_validation import check_rows, read_rows
from src.errors import DataError
from src.row_identity import ROW_ID, ids_of_answers, key_columns

INPUTS = "inputs.csv"
ANSWERS = "answers.csv"
RUN = "run.json"
REQUESTS = "requests.txt"
STAMP = "%Y%m%dT%H%M%S%fZ"
PATTERNS = (f"*/{INPUTS}", f"*/scored_log/*/{INPUTS}")


@dataclass(frozen=True)
class ScoringRun:
    """What one scoring run left behind."""

    folder: Path
    scored_at: datetime
    model_sha256: str
    key: tuple[str, ...]
    inputs: pd.DataFrame
    answers: pd.DataFrame


def write_run(  # noqa: PLR0913 - each is a part of the run
    log: Path,
    rows: pd.DataFrame,
    answers: pd.DataFrame,
    *,
    scored_at: datetime,
    model_sha256: str,
    requests: Sequence[str] = (),
) -> Path:
    """Add a scoring run to the log; the folder appears when it is complete."""
    moment = in_utc(scored_at, "the time of scoring")
    checked = check_rows(rows, features_schema(), "the rows that were scored")
    ids = ids_of_answers(answers, checked)
    key = key_columns(answers, checked)
    folder = log / moment.strftime(STAMP)
    if folder.exists():
        message = f"{folder}: a scoring run of this very moment is already in the log"
        raise DataError(message)
    incoming = log / f".{folder.name}.{os.getpid()}.incoming"
    incoming.mkdir(parents=True)
    checked.to_csv(incoming / INPUTS, index=False)
    answers.assign(**{ROW_ID: ids}).to_csv(incoming / ANSWERS, index=False)
    record = {
        "scored_at": moment.isoformat(),
        "model_sha256": model_sha256,
        "key": list(key),
        "rows": len(checked),
        "answers": len(answers),
        "inputs_sha256": sha256_of(incoming / INPUTS),
        "answers_sha256": sha256_of(incoming / ANSWERS),
    }
    (incoming / RUN).write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    if requests:
        (incoming / REQUESTS).write_text("".join(f"{name}\n" for name in requests), encoding="utf-8")
    incoming.rename(folder)
    return folder


def logged_requests(log: Path) -> set[str]:
    """Return the ids of all requests in the log."""
    files = [folder / REQUESTS for folder in run_folders(log)]
    return {name for file in files if file.is_file() for name in file.read_text(encoding="utf-8").splitlines()}


def read_runs(log: Path, *, since: datetime, until: datetime) -> list[ScoringRun]:
    """Read and validate the runs of a span of time, the oldest first."""
    runs = [read_run(folder) for folder in run_folders(log)]
    inside = [run for run in runs if since <= run.scored_at <= until]
    return sorted(inside, key=lambda run: run.scored_at)


def run_folders(log: Path) -> list[Path]:
    """Return the folders of all runs: in the log, or in the logs of several jobs side by side."""
    found = {path.parent for pattern in PATTERNS for path in log.glob(pattern)}
    return sorted(folder for folder in found if not folder.name.startswith("."))


def read_run(folder: Path) -> ScoringRun:
    """Read a run, and refuse one that is incomplete or altered."""
    record = _record(folder / RUN)
    for name, kind in ((INPUTS, "inputs_sha256"), (ANSWERS, "answers_sha256")):
        path = folder / name
        found = sha256_of(path) if path.is_file() else "no such file"
        if found != record.get(kind):
            message = f"{path}: expected SHA-256 {record.get(kind)}, found {found}. Take the run out of the log."
            raise DataError(message)
    answers = pd.read_csv(folder / ANSWERS, dtype={ROW_ID: str})
    inputs = read_rows(folder / INPUTS, features_schema())
    try:
        scored_at = in_utc(datetime.fromisoformat(record["scored_at"]), f"{folder / RUN}: scored_at")
        key = tuple(str(name) for name in record["key"])
        model_sha256 = str(record["model_sha256"])
    except (KeyError, TypeError, ValueError) as error:
        message = f"{folder / RUN}: expected scored_at, key and model_sha256 of a scoring run, found {record}: {error}"
        raise DataError(message) from error
    return ScoringRun(folder, scored_at, model_sha256, key, inputs, answers)


def inputs_of(runs: Sequence[ScoringRun]) -> pd.DataFrame:
    """Return the rows of several runs; those of a run that scored the very same rows again count once.

    Scored twice, a sample says no more about drift than once, but would look like one of twice the size.
    """
    if not runs:
        message = "no scoring run is in the log for this span of time: there is nothing to look at"
        raise DataError(message)
    different = {pd.util.hash_pandas_object(run.inputs, index=False).to_numpy().tobytes(): run.inputs for run in runs}
    return pd.concat(different.values(), ignore_index=True)


def drop_runs(log: Path, *, before: datetime) -> list[str]:
    """Remove the runs that are older than they are kept."""
    old = [folder for folder in run_folders(log) if read_run(folder).scored_at < before]
    for folder in old:
        shutil.rmtree(folder)
    return [folder.name for folder in old]


def in_utc(moment: datetime, source: str) -> datetime:
    """Return a moment in UTC; one without a time zone is refused, as nobody knows which it is."""
    if moment.tzinfo is None:
        message = f"{source}: expected a time with its zone, such as 2026-03-01T06:00:00+00:00, found {moment}"
        raise DataError(message)
    return moment.astimezone(timezone.utc)


def _record(path: Path) -> dict[str, Any]:
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError) as error:
        message = f"{path}: expected the record of a scoring run: {error}. Take the run out of the log."
        raise DataError(message) from error
    if not isinstance(record, dict):
        message = f"{path}: expected a JSON object, found {type(record).__name__}"
        raise DataError(message)
    return record
