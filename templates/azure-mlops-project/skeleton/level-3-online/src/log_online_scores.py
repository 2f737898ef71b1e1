"""Add what an online endpoint was asked, and its answers, to the log that monitoring reads; no request twice."""

import argparse
import logging
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from itertools import groupby
from pathlib import Path

import pandas as pd

from src.candidate import SMOKE_TEST, read_record
from src.clock import add_clock_argument, moment, now_of
from src.collected_requests import CollectedRequest, Records, read_requests
from src.data_schema import features_schema
from src.data_validation import check_rows
from src.row_identity import key_columns
from src.scored_log import STAMP, drop_runs, logged_requests, write_run
from src.script import run_script

log = logging.getLogger(__name__)

BEGINNING = datetime.min.replace(tzinfo=timezone.utc)


@dataclass(frozen=True)
class Source:
    """A deployment, the model in it, and since when it is that one."""

    deployment: str
    model_sha256: str
    since: datetime


@dataclass(frozen=True)
class Run:
    """Requests that are logged together."""

    model_sha256: str
    requests: Sequence[CollectedRequest]
    rows: pd.DataFrame
    answers: pd.DataFrame


def source(text: str) -> Source:
    """Parse `name=sha256@time`; the time may be left out."""
    deployment, _, rest = text.partition("=")
    model_sha256, _, since = rest.partition("@")
    if not (deployment and model_sha256):
        message = f"expected name=sha256@time, such as blue=09fd…@2026-03-01T06:00:00+00:00, found {text!r}"
        raise argparse.ArgumentTypeError(message)
    return Source(deployment, model_sha256, moment(since) if since else BEGINNING)


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(prog="python -m src.log_online_scores", description=__doc__)
    parser.add_argument("--collected", type=Path, required=True, help="the folder of the endpoint")
    parser.add_argument("--deployment", type=source, action="append", default=[], metavar="NAME=SHA256@TIME")
    parser.add_argument("--model-directory", type=Path, default=Path("outputs/model"), help="the smoke test is in here")
    parser.add_argument("--whole-log", type=Path, default=Path("outputs/scored_log"), help="what is logged already")
    parser.add_argument("--scored-log", type=Path, default=Path("outputs/scored_log"))
    parser.add_argument("--keep-days", type=float, default=365)
    add_clock_argument(parser)
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> None:
    """Read and check every request before the first is logged."""
    options = parse_arguments(arguments)
    oldest = now_of(options) - timedelta(days=options.keep_days)
    logged = logged_requests(options.whole_log)
    smoke_test: Records = read_record(options.model_directory, SMOKE_TEST)["request"]["records"]
    runs: list[Run] = []
    for found in options.deployment:
        new = [
            request
            for request in read_requests(options.collected, found.deployment)
            if request.answered_at >= max(found.since, oldest)
            and request.name not in logged
            and not same_records(request.records, smoke_test)
        ]
        runs += [run_of(found, requests) for requests in together(new)]
    for run in runs:
        write_run(
            options.scored_log,
            run.rows,
            run.answers,
            scored_at=free_moment(options.scored_log, run.requests[-1].answered_at),
            model_sha256=run.model_sha256,
            requests=[request.name for request in run.requests],
        )
    dropped = drop_runs(options.scored_log, before=oldest)
    count = sum(len(run.requests) for run in runs)
    log.info("logged %d new requests in %s, dropped %d old runs", count, options.scored_log, len(dropped))


def same_records(records: Records, others: Records) -> bool:
    """Tell whether records are the same, but for what writing numbers as text does to them."""
    return len(records) == len(others) and all(
        record.keys() == other.keys() and all(_same(record[name], other[name]) for name in record)
        for record, other in zip(records, others, strict=True)
    )


def together(requests: Iterable[CollectedRequest]) -> list[list[CollectedRequest]]:
    """Return the requests that are logged as one run: those of a day.

    Answers that name what they are about belong to the rows of their own request, as a forecast does to its history.
    """
    days: list[list[CollectedRequest]] = []
    for _, group in groupby(requests, key=lambda request: request.answered_at.date()):
        of_the_day = list(group)
        first = of_the_day[0]
        if key_columns(pd.DataFrame.from_records(first.answers), pd.DataFrame.from_records(first.records)):
            days += [[request] for request in of_the_day]
        else:
            days.append(of_the_day)
    return days


def run_of(found: Source, requests: Sequence[CollectedRequest]) -> Run:
    """Return requests as rows and answers; rows that break the data contract are refused."""
    rows = pd.DataFrame.from_records([record for request in requests for record in request.records])
    answers = pd.DataFrame.from_records([answer for request in requests for answer in request.answers])
    what = f"{len(requests)} requests to deployment {found.deployment} up to {requests[-1].answered_at.isoformat()}"
    return Run(found.model_sha256, requests, check_rows(rows, features_schema(), what), answers)


def free_moment(scored_log: Path, wanted: datetime) -> datetime:
    """Return a moment at which no run is logged, as soon after the wanted one as there is."""
    while (scored_log / wanted.strftime(STAMP)).exists():
        wanted += timedelta(microseconds=1)
    return wanted


def _same(value: object, other: object) -> bool:
    if isinstance(value, int | float) and isinstance(other, int | float):
        return math.isclose(value, other, rel_tol=1e-6, abs_tol=1e-9)
    return value == other


if __name__ == "__main__":
    run_script(main)
