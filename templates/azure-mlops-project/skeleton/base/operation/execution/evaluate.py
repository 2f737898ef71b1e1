"""Step `evaluate`: measure the model on the hold-out set."""

import sys
from collections.abc import Sequence

from operation.execution.champion_source import champion_inputs
from operation.execution.component_run import ComponentRun, run_components
from operation.execution.configuration import Configuration
from operation.execution.locations import Locations


def plan(configuration: Configuration, locations: Locations) -> Sequence[ComponentRun]:
    """Return the runs of the step."""
    return [
        ComponentRun(
            "evaluate",
            {
                "model": locations.model,
                "processed_data": locations.processed_data,
                "tracking_uri": locations.tracking_uri,
                **champion_inputs(configuration, locations),
            },
            {"evaluation": locations.evaluation},
        )
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    return run_components("evaluate", "Measure the model on the hold-out set.", plan, arguments)


if __name__ == "__main__":
    sys.exit(main())
