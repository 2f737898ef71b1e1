"""Step `deploy_online`: deploy the released version beside the one that serves, without traffic."""

import sys
from collections.abc import Sequence

from operation.execution.online.online_step import OnlineContext, run_online_step
from operation.execution.online.rollout import deploy


def work(context: OnlineContext) -> None:
    """Make sure that there is a deployment of the released version."""
    deploy(context.endpoints, context.released())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    description = "Deploy the released model version to the online endpoint, without traffic."
    return run_online_step("deploy_online", description, work, arguments)


if __name__ == "__main__":
    sys.exit(main())
