"""Step `gate`: stop a model that is not good enough."""

import sys
from collections.abc import Sequence

from operation.execution.backend import Command
from operation.execution.settings import Configuration
from operation.execution.step import Locations, run_commands


def plan(configuration: Configuration, locations: Locations) -> Sequence[Command]:
    """Return the commands of the step."""
    gate = configuration.model.gate
    gain = gate.gain_over_majority_class
    minimums = [part for metric, value in gate.minimums.items() for part in ("--minimum", f"{metric}={value}")]
    return [
        Command(
            "src.gate",
            ("--model-directory", locations.model, *minimums, "--gain", f"{gain.metric}={gain.minimum}"),
        )
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    return run_commands("gate", "Stop a model that is not good enough.", plan, arguments)


if __name__ == "__main__":
    sys.exit(main())
