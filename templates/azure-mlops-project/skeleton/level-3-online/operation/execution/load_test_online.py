"""Step `load_test_online`: ask the new deployment from several clients at a time, before it has traffic."""

import sys
from collections.abc import Sequence

from operation.configuration_sections.canary import SECTION as CANARY
from operation.execution.online.load import Load, put_load, require_within
from operation.execution.online.online_step import OnlineContext, run_online_step
from operation.execution.online.rollout import deployed


def work(context: OnlineContext) -> None:
    """Put the load of canary.yml on the deployment of the released version."""
    settings = context.configuration.section(CANARY).load_test
    load = Load(settings.requests, settings.clients, settings.maximum_milliseconds, settings.maximum_error_rate)
    deployment = deployed(context.endpoints, context.released())
    measured = put_load(context.endpoints, context.smoke_test().request, load, deployment)
    print(measured.table())
    require_within(measured, load)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    description = "Measure the answers of the new deployment under load."
    return run_online_step("load_test_online", description, work, arguments)


if __name__ == "__main__":
    sys.exit(main())
