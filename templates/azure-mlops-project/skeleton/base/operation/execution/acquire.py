"""Step `acquire`: bring the raw data to its place."""

import sys
from collections.abc import Sequence

from operation.execution.component_run import ComponentRun, run_components
from operation.execution.configuration import Configuration
from operation.execution.locations import Locations


def plan(configuration: Configuration, locations: Locations) -> Sequence[ComponentRun]:
    """Return the runs of the step: none where the raw file is put there by somebody else."""
    data = configuration.settings.data
    if data.source == "file":
        return []
    return [ComponentRun("acquire", {"raw_file": data.raw_file}, {"raw_data": locations.raw_data})]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    return run_components("acquire", "Bring the raw data to its place.", plan, arguments)


if __name__ == "__main__":
    sys.exit(main())
