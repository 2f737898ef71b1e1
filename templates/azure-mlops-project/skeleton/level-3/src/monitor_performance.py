"""Measure what the model answered against the truth that came later, and fail where it became worse."""

import argparse
import logging
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from src import problem
from src.candidate import EVALUATION, read_record, write_record
from src.clock import add_clock_argument, now_of
from src.errors import DataError, DriftError
from src.gate_rules import metric_and_value
from src.ground_truth import read_truth
from src.performance import Matched, TooLittleTruthError, compare, match, require_enough, table_of
from src.scored_log import ScoringRun, read_runs
from src.script import run_script

log = logging.getLogger(__name__)

RECORD = "performance.json"


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(prog="python -m src.monitor_performance", description=__doc__)
    parser.add_argument("--ground-truth", type=Path, default=Path("data/raw/ground_truth.csv"))
    parser.add_argument("--scored-log", type=Path, default=Path("outputs/scored_log"))
    parser.add_argument("--evaluation-directory", type=Path, default=Path("outputs/evaluation"))
    parser.add_argument("--report-directory", type=Path, default=Path("outputs/monitoring"))
    parser.add_argument("--window-days", type=float, default=90, help="how far back in the log to look")
    parser.add_argument("--label-delay-days", type=float, default=0, help="truth is expected after so many days")
    parser.add_argument("--minimum-rows", type=int, default=50)
    parser.add_argument("--minimum-coverage", type=float, default=0.5, help="share of due answers with a truth")
    parser.add_argument("--allowed-loss", type=metric_and_value, action="append", default=[], metavar="METRIC=VALUE")
    parser.add_argument(
        "--record-only", action="store_true", help="leave the failing to the step that reads the record"
    )
    add_clock_argument(parser)
    return parser.parse_args(arguments)


def matched_answers(options: argparse.Namespace, runs: Sequence[ScoringRun], now: datetime) -> Matched:
    """Bring answers and truth together; too few of them are refused."""
    matched = match(
        runs, read_truth(options.ground_truth), now=now, label_delay=timedelta(days=options.label_delay_days)
    )
    require_enough(matched, minimum_rows=options.minimum_rows, minimum_coverage=options.minimum_coverage)
    return matched


def write_not_judged(options: argparse.Namespace, head: dict[str, Any], reason: str) -> None:
    """Record that nothing can be said yet, and why, for the step that reads the record."""
    record = {**head, "judged": False, "reason": reason, "worse": False, "worse_metrics": []}
    write_record(options.report_directory, RECORD, record)
    log.warning("not judged: %s", reason)


def main(arguments: Sequence[str]) -> None:
    """Print the table, write the record, and fail where a metric lost more than it may."""
    options = parse_arguments(arguments)
    if not options.allowed_loss:
        message = "no metric has an allowed loss: a check that demands nothing finds nothing"
        raise DataError(message)
    now = now_of(options)
    evaluation = read_record(options.evaluation_directory, EVALUATION)
    runs = read_runs(options.scored_log, since=now - timedelta(days=options.window_days), until=now)
    # answers of an earlier model say nothing about this one
    runs = [run for run in runs if run.model_sha256 == evaluation.get("model_sha256")]
    head = {"measured_at": now.isoformat(timespec="seconds"), "model_sha256": evaluation.get("model_sha256")}
    try:
        matched = matched_answers(options, runs, now)
    except TooLittleTruthError as error:
        if not options.record_only:
            raise
        write_not_judged(options, head, str(error))
        return
    metrics = problem.measure(matched.truth, matched.answers)
    comparisons = compare(metrics, evaluation["metrics"], problem.METRICS, dict(options.allowed_loss))
    worse = [comparison.metric for comparison in comparisons if not comparison.kept]
    record = {
        **head,
        "judged": True,
        "matched_rows": len(matched.answers),
        "due_rows": matched.due,
        "not_due_rows": matched.not_due,
        "coverage": matched.coverage,
        "metrics": metrics,
        "worse": bool(worse),
        "worse_metrics": worse,
        "comparisons": [asdict(comparison) for comparison in comparisons],
    }
    write_record(options.report_directory, RECORD, record)
    print(table_of(comparisons))
    log.info(
        "the truth of %d of %d due answers is known, %d are not due", len(matched.answers), matched.due, matched.not_due
    )
    if worse and not options.record_only:
        message = f"worse than at the evaluation by more than allowed: {', '.join(worse)}"
        raise DriftError(message)


if __name__ == "__main__":
    run_script(main)
