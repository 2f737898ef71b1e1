"""Step `gate`: stop a model that is not good enough."""

import sys
from collections.abc import Sequence

from operation.execution.component_run import ComponentRun, run_components
from operation.execution.configuration import Configuration
from operation.execution.gate_criteria import gate_criteria
from operation.execution.locations import Locations


def plan(configuration: Configuration, locations: Locations) -> Sequence[ComponentRun]:
    """Return the runs of the step."""
    inputs = {"evaluation": locations.evaluation, "criteria": gate_criteria(configuration, locations)}
    return [ComponentRun("gate", inputs, {"gate": locations.gate})]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    return run_components("gate", "Stop a model that is not good enough.", plan, arguments)


if __name__ == "__main__":
    sys.exit(main())
