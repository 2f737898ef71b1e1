"""Command `start_ab_test`: let the old and the new deployment answer side by side."""

import sys
from collections.abc import Sequence

from operation.configuration_sections.ab_test import SECTION as AB_TEST
from operation.execution.online.ab_test import start
from operation.execution.online.online_step import OnlineContext, run_online_step


def work(context: OnlineContext) -> None:
    """Split the traffic as ab_test.yml says."""
    start(context.endpoints, context.configuration.section(AB_TEST).percent)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    description = "Split the traffic between the old and the new deployment."
    return run_online_step("start_ab_test", description, work, arguments)


if __name__ == "__main__":
    sys.exit(main())
