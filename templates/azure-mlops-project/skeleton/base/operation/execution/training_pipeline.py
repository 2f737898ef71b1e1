"""Step `training_pipeline`: prepare, train, evaluate and gate as one pipeline job."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from operation.configuration_sections.training import SECTION as TRAINING
from operation.execution import acquire
from operation.execution.champion_source import champion_inputs
from operation.execution.component_file import Value
from operation.execution.configuration import Configuration
from operation.execution.gate_criteria import gate_criteria
from operation.execution.locations import Locations
from operation.execution.provenance import git_sha
from operation.execution.step import StepContext, run_environment_step
from operation.execution.training_settings import as_arguments

JOB = Path("operation/execution/jobs/training.yml")


def pipeline_inputs(configuration: Configuration, locations: Locations) -> dict[str, Value]:
    """Return the values of the pipeline's inputs."""
    training = configuration.section(TRAINING)
    return {
        "raw_data": locations.raw_data,
        "raw_file": configuration.settings.data.raw_file,
        "holdout_fraction": training.split.holdout_fraction,
        "split_seed": training.split.seed,
        "hyperparameters": as_arguments(training.hyperparameters),
        "criteria": gate_criteria(configuration, locations),
        "git_sha": git_sha(),
        "tracking_uri": locations.tracking_uri,
        **{f"evaluate.{name}": place for name, place in champion_inputs(configuration, locations).items()},
    }


def pipeline_outputs(locations: Locations) -> dict[str, str]:
    """Return the locations of the pipeline's outputs."""
    return {
        "interim_data": locations.interim_data,
        "processed_data": locations.processed_data,
        "model": locations.model,
        "evaluation": locations.evaluation,
        "gate": locations.gate,
        "predictions": locations.predictions,
    }


def work(context: StepContext) -> None:
    """Run the pipeline and bring what it trained to this computer."""
    configuration, backend = context.configuration, context.backend
    locations = replace(backend.locations, dry_run=context.dry_run)
    backend.run(acquire.plan(configuration, locations), dry_run=context.dry_run)
    inputs, outputs = pipeline_inputs(configuration, locations), pipeline_outputs(locations)
    wait = not context.options.no_wait
    backend.run_pipeline(JOB, inputs, outputs, dry_run=context.dry_run, wait=wait)
    if wait and not context.dry_run:
        print(f"candidate: {backend.collect_candidate().as_posix()}")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this step takes."""
    parser.add_argument("--no-wait", action="store_true", help="submit only; the step wait_for_training does the rest")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    description = "Prepare, train, evaluate and gate as one pipeline job."
    return run_environment_step("training_pipeline", description, work, arguments, add_arguments)


if __name__ == "__main__":
    sys.exit(main())
