"""Step `train`: fit a model."""

import sys
from collections.abc import Sequence

from operation.execution.backend import Command
from operation.execution.provenance import git_sha
from operation.execution.settings import Configuration
from operation.execution.step import Locations, run_commands


def plan(configuration: Configuration, locations: Locations) -> Sequence[Command]:
    """Return the commands of the step."""
    training = configuration.model.training
    return [
        Command(
            "src.train",
            (
                *("--train-data", f"{locations.processed}/train.csv"),
                *("--model-directory", locations.model),
                *("--inverse-regularization", str(training.inverse_regularization)),
                *("--maximum-iterations", str(training.maximum_iterations)),
                *("--cross-validation-folds", str(training.cross_validation_folds)),
                *("--seed", str(training.seed)),
                *("--git-sha", git_sha()),
            ),
        )
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    return run_commands("train", "Fit a model.", plan, arguments)


if __name__ == "__main__":
    sys.exit(main())
