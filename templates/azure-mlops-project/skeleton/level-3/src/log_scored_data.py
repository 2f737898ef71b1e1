"""Add what was scored, and what the model answered, to the log that monitoring reads."""

import argparse
import logging
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pandas as pd

from src.candidate import METADATA, read_record
from src.clock import add_clock_argument, now_of
from src.data_schema import features_schema
from src.data_validation import read_rows
from src.errors import DataError
from src.scored_log import drop_runs, write_run
from src.script import run_script

log = logging.getLogger(__name__)

POSITION = "row"


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(prog="python -m src.log_scored_data", description=__doc__)
    parser.add_argument("--score-data", type=Path, default=Path("data/processed/score.csv"))
    parser.add_argument("--predictions", type=Path, default=Path("outputs/predictions.csv"))
    parser.add_argument("--model-directory", type=Path, default=Path("outputs/model"))
    parser.add_argument("--scored-log", type=Path, default=Path("outputs/scored_log"))
    parser.add_argument("--keep-days", type=float, default=365)
    add_clock_argument(parser)
    return parser.parse_args(arguments)


def read_answers(path: Path) -> pd.DataFrame:
    """Read the answers of a scoring run, in the order of its rows."""
    if not path.is_file():
        message = f"{path}: there is no such file. Run the score step first."
        raise DataError(message)
    try:
        answers = pd.read_csv(path)
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError) as error:
        message = f"{path}: not a readable CSV file: {error}"
        raise DataError(message) from error
    if POSITION not in answers.columns:
        message = f"{path}: expected a column {POSITION}, found {', '.join(map(str, answers.columns))}"
        raise DataError(message)
    gaps = answers.isna().any()
    if gaps.any():
        message = f"{path}: answers are missing in {', '.join(gaps.index[gaps])}"
        raise DataError(message)
    return answers.sort_values(POSITION, kind="stable").drop(columns=POSITION).reset_index(drop=True)


def main(arguments: Sequence[str]) -> None:
    """Write the run and drop what is older than it is kept."""
    options = parse_arguments(arguments)
    now = now_of(options)
    rows = read_rows(options.score_data, features_schema())
    answers = read_answers(options.predictions)
    model_sha256 = str(read_record(options.model_directory, METADATA)["model_sha256"])
    folder = write_run(options.scored_log, rows, answers, scored_at=now, model_sha256=model_sha256)
    dropped = drop_runs(options.scored_log, before=now - timedelta(days=options.keep_days))
    log.info("logged %d rows and %d answers in %s", len(rows), len(answers), folder)
    if dropped:
        log.info("dropped %d runs older than %g days", len(dropped), options.keep_days)


if __name__ == "__main__":
    run_script(main)
