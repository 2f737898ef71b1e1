"""Step `log_scored_data`: add what was scored to the log that monitoring reads."""

import sys
from collections.abc import Sequence

from operation.configuration_sections.monitoring import SECTION as MONITORING
from operation.execution.clock_option import add_clock_argument, clock_input
from operation.execution.component_run import ComponentRun
from operation.execution.monitoring_places import monitoring_places
from operation.execution.step import StepContext, run_environment_step


def work(context: StepContext) -> None:
    """Log the sample, or leave the log to those who score."""
    scored_data = context.configuration.section(MONITORING).scored_data
    places = monitoring_places(context.configuration, context.backend)
    if scored_data.source == "log":
        print(f"monitoring.yml: scored_data.source is log: whoever scores writes {places.scored_log}")
        return
    past = ComponentRun(
        "answer_past", {"model": places.model, "processed_data": places.processed_data}, {"past": places.past}
    )
    logged = ComponentRun(
        "log_scored_data",
        {
            "model": places.model,
            "scored": places.past,
            "keep_days": scored_data.keep_days,
            **clock_input(context),
        },
        {"scored_log": places.scored_log},
    )
    context.backend.run([past, logged], dry_run=context.dry_run)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    description = "Add what was scored to the log that monitoring reads."
    return run_environment_step("log_scored_data", description, work, arguments, add_clock_argument)


if __name__ == "__main__":
    sys.exit(main())
