"""Compare what is scored with what the model was trained on, and fail where it has drifted."""

import argparse
import logging
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from src.candidate import METADATA, read_record, write_record
from src.clock import add_clock_argument, now_of
from src.drift import Limits, judge_drift, measure_drift
from src.drift_reference import reference_of
from src.drift_report import page_of, record_of, table_of
from src.errors import DataError, DriftError
from src.scored_log import inputs_of, read_runs
from src.script import run_script

log = logging.getLogger(__name__)

RECORD = "drift.json"
PAGE = "drift.html"
PARTS = 2


def column_and_limits(text: str) -> tuple[str, Limits]:
    """Parse `column=index,distance`."""
    column, separator, values = text.partition("=")
    try:
        numbers = [float(part) for part in values.split(",")]
    except ValueError:
        numbers = []
    if not (column and separator) or len(numbers) != PARTS:
        message = f"expected column=index,distance such as age=0.3,0.25, found {text!r}"
        raise argparse.ArgumentTypeError(message)
    return column, Limits(psi=numbers[0], jensen_shannon=numbers[1])


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(prog="python -m src.monitor_drift", description=__doc__)
    parser.add_argument("--model-directory", type=Path, default=Path("outputs/model"))
    parser.add_argument("--scored-log", type=Path, default=Path("outputs/scored_log"))
    parser.add_argument("--report-directory", type=Path, default=Path("outputs/monitoring"))
    parser.add_argument("--window-days", type=float, default=30, help="how far back in the log to look")
    parser.add_argument("--minimum-rows", type=int, default=50)
    parser.add_argument("--bins", type=int, default=10)
    parser.add_argument("--significance", type=float, default=0.01)
    parser.add_argument("--psi", type=float, default=0.2)
    parser.add_argument("--jensen-shannon", type=float, default=0.2)
    parser.add_argument("--limits", type=column_and_limits, action="append", default=[], metavar="COLUMN=PSI,JS")
    parser.add_argument("--ignore", action="append", default=[], metavar="COLUMN")
    parser.add_argument("--maximum-drifted-columns", type=int, default=0)
    parser.add_argument(
        "--record-only", action="store_true", help="leave the failing to the step that reads the record"
    )
    add_clock_argument(parser)
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> None:
    """Print the table, write record and page, and fail where the data has drifted."""
    options = parse_arguments(arguments)
    now = now_of(options)
    reference = reference_of(options.model_directory)
    runs = read_runs(options.scored_log, since=now - timedelta(days=options.window_days), until=now)
    current = inputs_of(runs)
    if len(current) < options.minimum_rows:
        message = (
            f"{len(current)} rows were scored in the last {options.window_days:g} days, needed are "
            f"{options.minimum_rows}: fewer say nothing about drift. Widen the window, or lower the limit."
        )
        raise DataError(message)
    columns = [str(name) for name in current.columns if name not in options.ignore]
    drifts = measure_drift(reference, current, columns, bins=options.bins, significance=options.significance)
    metadata = read_record(options.model_directory, METADATA)
    default = Limits(options.psi, options.jensen_shannon)
    verdicts = judge_drift(drifts, default, dict(options.limits))
    facts = {
        "measured at": now.isoformat(timespec="seconds"),
        "reference": f"the last {len(reference)} of {metadata['train_rows']} rows that the model was trained on",
        "current": f"{len(current)} rows of {len(runs)} scoring runs since {runs[0].scored_at:%Y-%m-%d}",
        "answered by models": ", ".join(sorted({run.model_sha256[:12] for run in runs})),
    }
    record = {
        "measured_at": now.isoformat(timespec="seconds"),
        "model_sha256": metadata.get("model_sha256"),
        **record_of(verdicts, options.maximum_drifted_columns),
        "facts": facts,
    }
    write_record(options.report_directory, RECORD, record)
    (options.report_directory / PAGE).write_text(page_of(verdicts, record, facts), encoding="utf-8")
    print(table_of(verdicts))
    log.info("report: %s", options.report_directory / PAGE)
    if record["drifted"] and not options.record_only:
        message = f"drifted: {', '.join(record['drifted_columns'])}. Look at {options.report_directory / PAGE}."
        raise DriftError(message)


if __name__ == "__main__":
    run_script(main)
