"""Step `finish_online`: delete what served before, once the released version answers every request."""

import sys
from collections.abc import Sequence

from operation.execution.online.online_step import OnlineContext, run_online_step
from operation.execution.online.rollout import delete_others, deployed


def work(context: OnlineContext) -> None:
    """Delete every other deployment."""
    delete_others(context.endpoints, deployed(context.endpoints, context.released()))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    description = "Delete the deployments that the released version has replaced."
    return run_online_step("finish_online", description, work, arguments)


if __name__ == "__main__":
    sys.exit(main())
