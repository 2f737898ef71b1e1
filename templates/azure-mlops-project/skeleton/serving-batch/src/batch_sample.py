"""Write a file to score, made of the raw data: the columns that the model reads, without the answer."""

import argparse
import logging
from collections.abc import Sequence
from pathlib import Path

from src import problem
from src.data_schema import labelled_schema
from src.data_validation import read_rows
from src.script import run_script

log = logging.getLogger(__name__)

FILE = "sample.csv"


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(prog="python -m src.batch_sample", description=__doc__)
    parser.add_argument("--raw-data", type=Path, default=Path("data/raw/sample.csv"))
    parser.add_argument("--files-directory", type=Path, default=Path("data/raw/to_score"))
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> None:
    """Write the file."""
    options = parse_arguments(arguments)
    rows = problem.score_input(read_rows(options.raw_data, labelled_schema()))
    options.files_directory.mkdir(parents=True, exist_ok=True)
    rows.to_csv(options.files_directory / FILE, index=False)
    log.info("wrote %d rows to %s", len(rows), options.files_directory / FILE)


if __name__ == "__main__":
    run_script(main)
