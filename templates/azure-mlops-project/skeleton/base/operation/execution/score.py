"""Step `score`: score the rows of the score data set with the model of the environment."""

import sys
from collections.abc import Sequence

from operation.execution.backend import Command
from operation.execution.settings import Configuration
from operation.execution.step import Locations, run_commands


def plan(_: Configuration, locations: Locations) -> Sequence[Command]:
    """Return the commands of the step."""
    return [
        Command(
            "src.score",
            (
                *("--model-directory", locations.model),
                *("--score-data", f"{locations.processed}/score.csv"),
                *("--predictions", f"{locations.outputs}/predictions.csv"),
            ),
        )
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    return run_commands("score", "Score rows with the model of the environment.", plan, arguments)


if __name__ == "__main__":
    sys.exit(main())
