"""Fail where nothing was scored for too long, or where the truth of what was scored is overdue.

The age of data is read from what it says, not from when a file was written: copies are always new.
"""

import argparse
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pandas as pd

from src.clock import add_clock_argument, now_of
from src.freshness import Source, require_fresh, table_of
from src.ground_truth import read_truth
from src.performance import identified
from src.row_identity import ROW_ID
from src.scored_log import ScoringRun, read_runs
from src.script import run_script

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(prog="python -m src.check_freshness", description=__doc__)
    parser.add_argument("--scored-log", type=Path, default=Path("outputs/scored_log"))
    parser.add_argument("--ground-truth", type=Path, default=Path("data/raw/ground_truth.csv"))
    parser.add_argument("--maximum-age-hours", type=float, default=48)
    parser.add_argument("--label-delay-days", type=float, default=0, help="truth may be older by that much")
    add_clock_argument(parser)
    return parser.parse_args(arguments)


def newest_answered(runs: Sequence[ScoringRun]) -> datetime | None:
    """Return when rows were last scored."""
    return max((run.scored_at for run in runs), default=None)


def newest_labelled(runs: Sequence[ScoringRun], truth: pd.DataFrame) -> datetime | None:
    """Return when the youngest rows were scored whose truth is known."""
    known = [run for run in runs if run.answers[ROW_ID].isin(identified(truth, run)[ROW_ID]).any()]
    return newest_answered(known)


def main(arguments: Sequence[str]) -> None:
    """Print the table, and fail where a source is stale."""
    options = parse_arguments(arguments)
    now = now_of(options)
    runs = read_runs(options.scored_log, since=EPOCH, until=now)
    scored_age = timedelta(hours=options.maximum_age_hours)
    sources = [
        Source("scored data", newest_answered(runs), scored_age),
        Source(
            "truth of scored data",
            newest_labelled(runs, read_truth(options.ground_truth)),
            scored_age + timedelta(days=options.label_delay_days),
        ),
    ]
    print(table_of(sources, now))
    require_fresh(sources, now)


if __name__ == "__main__":
    run_script(main)
