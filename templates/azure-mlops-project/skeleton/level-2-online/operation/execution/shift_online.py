"""Step `shift_online`: give the new deployment more and more of the traffic, and test it after each step."""

import sys
from collections.abc import Sequence

from operation.configuration_sections.traffic import SECTION as TRAFFIC
from operation.execution.online.endpoints import Deployment
from operation.execution.online.observing import clock_of
from operation.execution.online.online_step import OnlineContext, run_online_step
from operation.execution.online.rollout import deployed
from operation.execution.online.shifting import shift
from operation.execution.online.smoke_test import smoke_test


def work(context: OnlineContext) -> None:
    """Take the steps of traffic.yml that are still ahead."""
    settings = context.configuration.section(TRAFFIC).shift
    clock = clock_of(context.backend)
    test = context.smoke_test()

    def check(deployment: Deployment, _: float) -> None:
        clock.wait(settings.seconds_between)
        smoke_test(context.endpoints, deployment, test)

    deployment = deployed(context.endpoints, context.released())
    shift(context.endpoints, deployment, settings.percents, clock.now, check)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    description = "Move the traffic to the new deployment, step by step."
    return run_online_step("shift_online", description, work, arguments)


if __name__ == "__main__":
    sys.exit(main())
