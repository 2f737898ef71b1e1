"""Step `set_alerts_online`: let the platform raise an alert when the online endpoint fails or is slow."""

import sys
from collections.abc import Sequence

from operation.configuration_sections.online_alerts import SECTION as ALERTS
from operation.execution.online.alerts_connection import alerts_of
from operation.execution.online.online_step import OnlineContext, run_online_step


def work(context: OnlineContext) -> None:
    """Set the rules of online_alerts.yml."""
    wanted = context.configuration.section(ALERTS)
    alerts_of(context.backend, context.configuration, context.endpoints).set_rules(wanted)
    for rule in wanted.rules:
        print(f"alert {rule.name}: {rule.metric} above {rule.maximum} over {rule.window_minutes} minutes")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    description = "Set the alert rules of the online endpoint."
    return run_online_step("set_alerts_online", description, work, arguments)


if __name__ == "__main__":
    sys.exit(main())
