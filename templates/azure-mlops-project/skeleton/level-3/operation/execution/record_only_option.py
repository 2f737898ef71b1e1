"""The option of monitoring steps that leaves the failing to the step `monitoring_verdict`."""

import argparse

from operation.execution.clock_option import add_clock_argument
from operation.execution.step import StepContext

OPTION = "--record-only"


def add_monitoring_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of a step that monitors."""
    parser.add_argument(
        OPTION, action="store_true", help="write the report, and leave the failing to monitoring_verdict"
    )
    add_clock_argument(parser)


def with_record_only(context: StepContext, arguments: str) -> str:
    """Return arguments of a core script, with the option where the step was given it."""
    return f"{arguments} {OPTION}" if context.options.record_only else arguments
