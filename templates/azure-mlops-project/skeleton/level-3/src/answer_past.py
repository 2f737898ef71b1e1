"""Answer labelled rows as if their truth were not known yet, for monitoring where nothing is scored for real."""

import argparse
import logging
from collections.abc import Sequence
from pathlib import Path

from src import problem
from src.data_schema import labelled_schema
from src.data_validation import read_rows
from src.script import run_script
from src.trained_model import load_model

log = logging.getLogger(__name__)


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(prog="python -m src.answer_past", description=__doc__)
    parser.add_argument("--model-directory", type=Path, default=Path("outputs/model"))
    parser.add_argument("--labelled-data", type=Path, default=Path("data/processed/holdout.csv"))
    parser.add_argument("--score-data", type=Path, default=Path("outputs/past/score.csv"))
    parser.add_argument("--predictions", type=Path, default=Path("outputs/past/predictions.csv"))
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> None:
    """Write the rows without their truth, and the answers to them."""
    options = parse_arguments(arguments)
    rows = read_rows(options.labelled_data, labelled_schema())
    # rows at the start of a series have no answer: their past is not known
    answers = problem.answer_holdout(load_model(options.model_directory), rows).dropna()
    for path in (options.score_data, options.predictions):
        path.parent.mkdir(parents=True, exist_ok=True)
    problem.score_input(rows).to_csv(options.score_data, index=False)
    answers.reset_index(drop=True).to_csv(options.predictions, index_label="row")
    log.info("answered %d of %d rows", len(answers), len(rows))


if __name__ == "__main__":
    run_script(main)
