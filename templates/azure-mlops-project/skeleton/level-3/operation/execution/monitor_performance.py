"""Step `monitor_performance`: measure what the model answered against the truth that came later."""

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
    performance = context.configuration.section(MONITORING).performance
    places = monitoring_places(context.configuration, context.backend)
    run = ComponentRun(
        "monitor_performance",
        {
            "ground_truth": places.truth,
            "ground_truth_file": places.truth_file,
            "scored_log": places.whole_log,
            "evaluation": places.evaluation,
            "label_delay_days": performance.label_delay_days,
            "limits": with_record_only(context, performance.arguments()),
            **clock_input(context),
        },
        {"report": places.performance_report},
    )
    context.backend.run([run], dry_run=context.dry_run)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    description = "Measure what the model answered against the truth that came later."
    return run_environment_step("monitor_performance", description, work, arguments, add_monitoring_arguments)


if __name__ == "__main__":
    sys.exit(main())
