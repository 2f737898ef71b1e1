"""Publish the features of checked rows as a feature set, for other models to use."""

import argparse
import logging
from collections.abc import Sequence
from pathlib import Path

from src import problem
from src.clock import add_clock_argument, now_of
from src.data_schema import labelled_schema
from src.data_validation import read_rows
from src.feature_set import read_feature_set, write_feature_set
from src.script import run_script

log = logging.getLogger(__name__)


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(prog="python -m src.publish_features", description=__doc__)
    parser.add_argument("--raw-data", type=Path, default=Path("data/raw/sample.csv"))
    parser.add_argument("--feature-set", type=Path, default=Path("outputs/feature_set"))
    add_clock_argument(parser)
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> None:
    """Write the feature set, and read it again."""
    options = parse_arguments(arguments)
    rows = read_rows(options.raw_data, labelled_schema())
    write_feature_set(problem.score_input(rows), options.feature_set, now_of(options))
    log.info("%d rows of features are in %s", len(read_feature_set(options.feature_set)), options.feature_set)


if __name__ == "__main__":
    run_script(main)
