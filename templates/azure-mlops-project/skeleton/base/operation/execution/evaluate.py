"""Step `evaluate`: measure the model on the hold-out set."""

import sys
from collections.abc import Sequence

from operation.execution.backend import Command
from operation.execution.settings import Configuration
from operation.execution.step import Locations, run_commands


def plan(_: Configuration, locations: Locations) -> Sequence[Command]:
    """Return the commands of the step."""
    return [
        Command(
            "src.evaluate",
            (
                *("--model-directory", locations.model),
                *("--holdout-data", f"{locations.processed}/holdout.csv"),
            ),
        )
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    return run_commands("evaluate", "Measure the model on the hold-out set.", plan, arguments)


if __name__ == "__main__":
    sys.exit(main())
