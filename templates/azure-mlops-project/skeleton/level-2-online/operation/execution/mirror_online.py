"""Step `mirror_online`: let the new deployment answer a share of the real requests, unseen."""

import sys
from collections.abc import Sequence

from operation.configuration_sections.traffic import SECTION as TRAFFIC
from operation.execution.configuration_rules import mirroring
from operation.execution.online.mirroring import Mirroring, mirror
from operation.execution.online.observing import clock_of
from operation.execution.online.online_step import OnlineContext, run_online_step
from operation.execution.online.rollout import deployed


def work(context: OnlineContext) -> None:
    """Mirror as traffic.yml says."""
    settings = context.configuration.section(TRAFFIC).mirror
    mirroring.require(context.configuration)
    wanted = Mirroring(settings.percent, settings.requests, settings.seconds, settings.maximum_error_rate)
    deployment = deployed(context.endpoints, context.released())
    mirror(context.endpoints, deployment, context.smoke_test().request, wanted, clock_of(context.backend))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    description = "Mirror a share of the requests to the new deployment, whose answers nobody gets."
    return run_online_step("mirror_online", description, work, arguments)


if __name__ == "__main__":
    sys.exit(main())
