"""Step `deploy_online`: deploy the released version beside the one that serves, test it, and let it take over.

The new deployment gets traffic only after its smoke test; where that fails, the old one goes on serving.
"""

import sys
from collections.abc import Sequence

from operation.execution.online.online_step import OnlineContext, run_online_step
from operation.execution.online.rollout import delete_others, deploy, give_all_traffic
from operation.execution.online.smoke_test import smoke_test


def work(context: OnlineContext) -> None:
    """Deploy, test, switch, and delete what served before."""
    deployment = deploy(context.endpoints, context.released())
    smoke_test(context.endpoints, deployment, context.smoke_test())
    give_all_traffic(context.endpoints, deployment)
    delete_others(context.endpoints, deployment)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    description = "Deploy the released model version to the online endpoint, test it, and give it the traffic."
    return run_online_step("deploy_online", description, work, arguments)


if __name__ == "__main__":
    sys.exit(main())
