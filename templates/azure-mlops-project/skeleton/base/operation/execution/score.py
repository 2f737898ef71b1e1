"""Step `score`: score the rows of the score data set with the model of the environment."""

import sys
from collections.abc import Sequence

from operation.execution.component_run import ComponentRun, run_components
from operation.execution.configuration import Configuration
from operation.execution.locations import Locations


def plan(_: Configuration, locations: Locations) -> Sequence[ComponentRun]:
    """Return the runs of the step."""
    inputs = {"model": locations.model, "score_data": locations.processed_data}
    return [ComponentRun("score", inputs, {"predictions": locations.predictions})]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    return run_components("score", "Score rows with the model of the environment.", plan, arguments)


if __name__ == "__main__":
    sys.exit(main())
