"""Step `check_freshness`: stop where nothing was scored for too long, or where truth is overdue."""

import sys
from collections.abc import Sequence

from operation.configuration_sections.monitoring import SECTION as MONITORING
from operation.execution.clock_option import add_clock_argument, clock_input
from operation.execution.component_run import ComponentRun
from operation.execution.monitoring_places import monitoring_places
from operation.execution.step import StepContext, run_environment_step


def work(context: StepContext) -> None:
    """Run the component."""
    monitoring = context.configuration.section(MONITORING)
    places = monitoring_places(context.configuration, context.backend)
    run = ComponentRun(
        "check_freshness",
        {
            "ground_truth": places.truth,
            "ground_truth_file": places.truth_file,
            "scored_log": places.whole_log,
            "maximum_age_hours": monitoring.scored_data.maximum_age_hours,
            "label_delay_days": monitoring.performance.label_delay_days,
            **clock_input(context),
        },
    )
    context.backend.run([run], dry_run=context.dry_run)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    description = "Stop where nothing was scored for too long, or where truth is overdue."
    return run_environment_step("check_freshness", description, work, arguments, add_clock_argument)


if __name__ == "__main__":
    sys.exit(main())
