"""Step `prepare`: get the raw data, check it, split it."""

import sys
from collections.abc import Sequence

from operation.configuration_sections.training import SECTION as TRAINING
from operation.execution import acquire
from operation.execution.component_run import ComponentRun, run_components
from operation.execution.configuration import Configuration
from operation.execution.locations import Locations


def plan(configuration: Configuration, locations: Locations) -> Sequence[ComponentRun]:
    """Return the runs of the step."""
    split = configuration.section(TRAINING).split
    prepare = ComponentRun(
        "prepare",
        {
            "raw_data": locations.raw_data,
            "raw_file": configuration.settings.data.raw_file,
            "holdout_fraction": split.holdout_fraction,
            "seed": split.seed,
        },
        {"interim_data": locations.interim_data, "processed_data": locations.processed_data},
    )
    return [*acquire.plan(configuration, locations), prepare]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    return run_components("prepare", "Get the raw data, check it, split it.", plan, arguments)


if __name__ == "__main__":
    sys.exit(main())
