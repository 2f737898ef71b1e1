"""Step `train`: fit a model."""

import sys
from collections.abc import Sequence

from operation.configuration_sections.training import SECTION as TRAINING
from operation.execution.component_run import ComponentRun, run_components
from operation.execution.configuration import Configuration
from operation.execution.locations import Locations
from operation.execution.provenance import git_sha
from operation.execution.training_settings import as_arguments


def plan(configuration: Configuration, locations: Locations) -> Sequence[ComponentRun]:
    """Return the runs of the step."""
    return [
        ComponentRun(
            "train",
            {
                "processed_data": locations.processed_data,
                "hyperparameters": as_arguments(configuration.section(TRAINING).hyperparameters),
                "git_sha": git_sha(),
                "tracking_uri": locations.tracking_uri,
            },
            {"model": locations.model},
        )
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    return run_components("train", "Fit a model.", plan, arguments)


if __name__ == "__main__":
    sys.exit(main())
