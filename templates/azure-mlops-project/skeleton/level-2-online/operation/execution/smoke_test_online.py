"""Step `smoke_test_online`: ask the new deployment itself, and compare its answers with those at training."""

import sys
from collections.abc import Sequence

from operation.execution.online.online_step import OnlineContext, run_online_step
from operation.execution.online.rollout import deployed
from operation.execution.online.smoke_test import smoke_test


def work(context: OnlineContext) -> None:
    """Ask the deployment of the released version."""
    smoke_test(context.endpoints, deployed(context.endpoints, context.released()), context.smoke_test())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    description = "Compare the answers of the new deployment with those that its model gave when it was trained."
    return run_online_step("smoke_test_online", description, work, arguments)


if __name__ == "__main__":
    sys.exit(main())
