"""Report which columns a model needs, where it fails and for whom, on the rows that were held out."""

import argparse
import logging
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from src import problem
from src.candidate import METADATA, read_record, sha256_of, write_record
from src.data_schema import labelled_schema
from src.data_validation import read_rows
from src.error_groups import TreeOptions, find_error_groups
from src.errors import DataError
from src.importance import measure_importance
from src.responsible_ai_page import page_of
from src.responsible_ai_report import Findings, largest_errors, pictures_of, record_of, summary_of
from src.script import run_script
from src.slice_errors import measure_slices
from src.trained_model import load_model

log = logging.getLogger(__name__)

RECORD = "responsible_ai.json"
PAGE = "responsible_ai.md"


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(prog="python -m src.responsible_ai", description=__doc__)
    parser.add_argument("--model-directory", type=Path, default=Path("outputs/model"))
    parser.add_argument("--holdout-data", type=Path, default=Path("data/processed/holdout.csv"))
    parser.add_argument("--report-directory", type=Path, default=Path("outputs/responsible_ai"))
    parser.add_argument("--metric", choices=tuple(problem.METRICS), default=next(iter(problem.METRICS)))
    parser.add_argument("--repeats", type=int, default=10, help="how often each column is shuffled")
    parser.add_argument("--tree-depth", type=int, default=3)
    parser.add_argument("--minimum-group-rows", type=int, default=20)
    parser.add_argument("--significance", type=float, default=0.05, help="how likely a false alarm may be")
    parser.add_argument("--maximum-rows", type=int, default=5000, help="of more, so many are drawn by lot")
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args(arguments)


def find(model_directory: Path, rows: pd.DataFrame, facts: dict[str, object], options: argparse.Namespace) -> Findings:
    """Find out about the model of a directory."""
    model = load_model(model_directory)
    answers = problem.answer_holdout(model, rows)
    metrics = problem.measure(rows, answers)
    if options.metric not in metrics:
        message = f"{options.metric} is not defined for these {len(rows)} rows. Hold more rows out, or choose another."
        raise DataError(message)
    errors = problem.row_errors(rows, answers)
    tree = TreeOptions(options.tree_depth, options.minimum_group_rows, options.significance, options.seed)
    return Findings(
        facts=facts,
        metric=options.metric,
        metrics=metrics,
        error=float(errors.mean()),
        importances=measure_importance(model, rows, metric=options.metric, repeats=options.repeats, seed=options.seed),
        groups=find_error_groups(rows, errors, tree),
        slices=measure_slices(rows, answers, errors, significance=options.significance, seed=options.seed),
        largest_errors=largest_errors(rows, answers, errors),
    )


def main(arguments: Sequence[str]) -> None:
    """Write the record, the page and the pictures."""
    options = parse_arguments(arguments)
    metadata = read_record(options.model_directory, METADATA)
    holdout = read_rows(options.holdout_data, labelled_schema())
    holdout_sha256 = sha256_of(options.holdout_data)
    if holdout_sha256 == metadata.get("train_data_sha256"):
        message = f"{options.holdout_data} is the data that the model was trained on: nothing is held out."
        raise DataError(message)
    drawn = len(holdout) > options.maximum_rows
    rows = holdout.sample(options.maximum_rows, random_state=options.seed).sort_index() if drawn else holdout
    facts = {
        "model_sha256": metadata.get("model_sha256"),
        "holdout_data_sha256": holdout_sha256,
        "holdout_rows": len(holdout),
        "rows": len(rows),
    }
    findings = find(options.model_directory, rows, facts, options)
    write_record(options.report_directory, RECORD, record_of(findings))
    for name, text in {PAGE: page_of(findings), **pictures_of(findings)}.items():
        (options.report_directory / name).write_text(text, encoding="utf-8")
    print(summary_of(findings))
    log.info("wrote the report to %s", options.report_directory)


if __name__ == "__main__":
    run_script(main)
