"""Check the raw data and split it into rows to learn from and rows held out."""

import argparse
import logging
from collections.abc import Sequence
from pathlib import Path

from src import problem
from src.data_schema import labelled_schema
from src.data_validation import read_rows
from src.script import run_script

log = logging.getLogger(__name__)


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(prog="python -m src.prepare", description=__doc__)
    parser.add_argument("--raw-data", type=Path, default=Path("data/raw/sample.csv"))
    parser.add_argument("--profile", type=Path, default=Path("data/interim/profile.csv"))
    parser.add_argument("--train-data", type=Path, default=Path("data/processed/train.csv"))
    parser.add_argument("--holdout-data", type=Path, default=Path("data/processed/holdout.csv"))
    parser.add_argument("--score-data", type=Path, default=Path("data/processed/score.csv"))
    parser.add_argument("--holdout-fraction", type=float, default=0.25)
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> None:
    """Check and split the data."""
    options = parse_arguments(arguments)
    rows = read_rows(options.raw_data, labelled_schema())
    train, holdout = problem.split(rows, options.holdout_fraction, options.seed)
    for path in (options.profile, options.train_data, options.holdout_data, options.score_data):
        path.parent.mkdir(parents=True, exist_ok=True)
    rows.describe(include="all").T.to_csv(options.profile, index_label="column")
    train.to_csv(options.train_data, index=False)
    holdout.to_csv(options.holdout_data, index=False)
    problem.score_input(holdout).to_csv(options.score_data, index=False)
    log.info("%d rows to learn from, %d rows held out", len(train), len(holdout))


if __name__ == "__main__":
    run_script(main)
