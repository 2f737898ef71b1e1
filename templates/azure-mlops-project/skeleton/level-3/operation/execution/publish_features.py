"""Step `publish_features`: publish the features of the raw data as a feature set, for other models to use."""

import sys
from collections.abc import Sequence

from operation.execution.clock_option import add_clock_argument, clock_input
from operation.execution.component_run import ComponentRun
from operation.execution.locations import outputs_directory
from operation.execution.step import StepContext, run_environment_step

FOLDER = "feature_set"


def work(context: StepContext) -> None:
    """Run the component."""
    configuration, locations = context.configuration, context.backend.locations
    here = outputs_directory(configuration.environment).as_posix()
    folder = here if context.backend.name == "local" else locations.predictions.rpartition("/")[0]
    run = ComponentRun(
        "publish_features",
        {
            "raw_data": locations.raw_data,
            "raw_file": configuration.settings.data.raw_file,
            **clock_input(context),
        },
        {"feature_set": f"{folder}/{FOLDER}"},
    )
    context.backend.run([run], dry_run=context.dry_run)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    description = "Publish the features of the raw data as a feature set."
    return run_environment_step("publish_features", description, work, arguments, add_clock_argument)


if __name__ == "__main__":
    sys.exit(main())
