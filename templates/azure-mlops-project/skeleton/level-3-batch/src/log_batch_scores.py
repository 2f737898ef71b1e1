"""Add the files of a batch, and their answers, to the log that monitoring reads: one scoring run for each file."""

import argparse
import logging
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from src.clock import add_clock_argument, now_of
from src.data_schema import features_schema
from src.data_validation import read_rows
from src.errors import DataError
from src.log_scored_data import read_answers
from src.scored_log import drop_runs, write_run
from src.script import run_script

log = logging.getLogger(__name__)


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(prog="python -m src.log_batch_scores", description=__doc__)
    parser.add_argument("--files", type=Path, default=Path("data/raw/batch"))
    parser.add_argument("--scores", type=Path, default=Path("outputs/batch_scores/scores"))
    parser.add_argument("--model-sha256", required=True)
    parser.add_argument("--scored-log", type=Path, default=Path("outputs/scored_log"))
    parser.add_argument("--keep-days", type=float, default=365)
    add_clock_argument(parser)
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> None:
    """Read and check every file before the first is logged."""
    options = parse_arguments(arguments)
    now = now_of(options)
    names = sorted(path.name for path in options.scores.glob("*.csv"))
    if not names:
        message = f"{options.scores}: there are no scores. Run the step score_batch first."
        raise DataError(message)
    pairs = [
        (read_rows(options.files / name, features_schema()), read_answers(options.scores / name)) for name in names
    ]
    for position, (rows, answers) in enumerate(pairs):
        # the runs of one batch stay in order, and each has a moment of its own
        moment = now + timedelta(microseconds=position)
        write_run(options.scored_log, rows, answers, scored_at=moment, model_sha256=options.model_sha256)
    dropped = drop_runs(options.scored_log, before=now - timedelta(days=options.keep_days))
    log.info("logged %d files in %s, dropped %d old runs", len(pairs), options.scored_log, len(dropped))


if __name__ == "__main__":
    run_script(main)
