"""Step `canary_online`: move the traffic step by step, check after each, and roll back where a check fails."""

import sys
from collections.abc import Sequence

from operation.configuration_sections.canary import SECTION as CANARY
from operation.configuration_sections.traffic import SECTION as TRAFFIC
from operation.execution.online.alerts_connection import alerts_of
from operation.execution.online.canary import Canary, Limits, progress
from operation.execution.online.observing import clock_of
from operation.execution.online.online_step import OnlineContext, run_online_step
from operation.execution.online.rollout import deployed


def work(context: OnlineContext) -> None:
    """Take the steps of traffic.yml, with the checks of canary.yml between them."""
    shifting = context.configuration.section(TRAFFIC).shift
    checks = context.configuration.section(CANARY).checks
    limits = Limits(
        minimum_answers=checks.minimum_answers,
        maximum_error_rate=checks.maximum_error_rate,
        maximum_milliseconds=checks.maximum_milliseconds,
        seconds_between=shifting.seconds_between,
    )
    clock = clock_of(context.backend)
    alerts = alerts_of(context.backend, context.configuration, context.endpoints)
    canary = Canary(context.endpoints, alerts, context.smoke_test().request, limits, clock, clock.now())
    deployment = deployed(context.endpoints, context.released())
    progress(canary, deployment, shifting.percents)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    description = "Move the traffic to the new deployment with checks between the steps, and roll back if one fails."
    return run_online_step("canary_online", description, work, arguments)


if __name__ == "__main__":
    sys.exit(main())
