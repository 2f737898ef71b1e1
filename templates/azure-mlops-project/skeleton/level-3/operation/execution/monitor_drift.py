"""Step `monitor_drift`: compare what is scored with what the model was trained on."""

import sys
from collections.abc import Sequence

from operation.configuration_sections.monitoring import SECTION as MONITORING
from operation.execution.clock_option import clock_input
from operation.execution.component_run import ComponentRun
from operation.execution.monitoring_places import monitoring_places
from operation.execution.record_only_option import add_monitoring_arguments, with_record_only
from operation.execution.step import StepContext, run_environment_step


def work(context: StepContext) -> None:
    """Run the component."""
    monitoring = context.configuration.section(MONITORING)
    places = monitoring_places(context.configuration, context.backend)
    run = ComponentRun(
        "monitor_drift",
        {
            "model": places.model,
            "scored_log": places.whole_log,
            "window_days": monitoring.scored_data.window_days,
            "limits": with_record_only(context, monitoring.drift.arguments()),
            **clock_input(context),
        },
        {"report": places.drift_report},
    )
    context.backend.run([run], dry_run=context.dry_run)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    description = "Compare what is scored with what the model was trained on."
    return run_environment_step("monitor_drift", description, work, arguments, add_monitoring_arguments)


if __name__ == "__main__":
    sys.exit(main())
