"""Step `prepare`: get the raw data, check it, split it."""

import sys
from collections.abc import Sequence

from operation.execution.backend import Command
from operation.execution.settings import Configuration
from operation.execution.step import Locations, run_commands


def plan(configuration: Configuration, locations: Locations) -> Sequence[Command]:
    """Return the commands of the step."""
    data, split = configuration.settings.data, configuration.model.split
    acquire = Command("src.acquire", ("--raw-data", data.raw_file))
    prepare = Command(
        "src.prepare",
        (
            *("--raw-data", data.raw_file),
            *("--profile", f"{locations.interim}/profile.csv"),
            *("--train-data", f"{locations.processed}/train.csv"),
            *("--holdout-data", f"{locations.processed}/holdout.csv"),
            *("--score-data", f"{locations.processed}/score.csv"),
            *("--holdout-fraction", str(split.holdout_fraction)),
            *("--seed", str(split.seed)),
        ),
    )
    return [acquire, prepare] if data.source == "sample" else [prepare]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    return run_commands("prepare", "Get the raw data, check it, split it.", plan, arguments)


if __name__ == "__main__":
    sys.exit(main())
