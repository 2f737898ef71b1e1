"""Command `finish_ab_test`: let the winner of an A/B test answer every request."""

import argparse
import sys
from collections.abc import Sequence

from operation.execution.compare_ab_test import record_file
from operation.execution.online.ab_test import NEW, OLD, finish
from operation.execution.online.online_step import OnlineContext, run_online_step


def work(context: OnlineContext) -> None:
    """Give the winner the traffic, and delete the other."""
    file = record_file(context.configuration.environment)
    finish(context.endpoints, file, context.options.winner, context.options.override)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command must be told."""
    parser.add_argument("--winner", required=True, choices=(OLD, NEW), help="the deployment that stays")
    parser.add_argument("--override", default="", metavar="REASON", help="why, where the test does not show it")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    description = "Let the winner of the A/B test answer every request."
    return run_online_step("finish_ab_test", description, work, arguments, add_arguments)


if __name__ == "__main__":
    sys.exit(main())
