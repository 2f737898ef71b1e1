"""The backend that runs components in this process, on files of this computer."""

import importlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from operation.execution.component_file import Value
from operation.execution.component_run import ComponentRun
from operation.execution.configuration import Configuration
from operation.execution.locations import Locations, candidate_directory, local_locations, outputs_directory
from operation.execution.pipeline_job import read_pipeline_job
from src.errors import ModelError


class LocalBackend:
    """Calls the `main` of each core script with the argument vector of its component."""

    name = "local"

    def __init__(self, configuration: Configuration) -> None:
        """Run for the environment of a configuration."""
        self._environment = configuration.environment

    @property
    def locations(self) -> Locations:
        """Return paths relative to the root of the project."""
        return local_locations(self._environment)

    def run(self, runs: Sequence[ComponentRun], *, dry_run: bool) -> None:
        """Run components, one after the other."""
        if dry_run:
            print("dry run, nothing is executed:")
        for run in runs:
            module, arguments = run.arguments()
            print(f"--- {run}", flush=True)
            if not dry_run:
                importlib.import_module(module).main(arguments)

    def run_pipeline(
        self,
        job: Path,
        inputs: Mapping[str, Value],
        outputs: Mapping[str, str],
        *,
        dry_run: bool,
        wait: bool = True,  # noqa: ARG002 - here everything has run when this returns
    ) -> None:
        """Run the components of a pipeline job, each after those that it reads from."""
        between = outputs_directory(self._environment) / "pipelines" / job.stem
        self.run(read_pipeline_job(job).filled_in(inputs, outputs).component_runs(between), dry_run=dry_run)

    def wait(self) -> None:
        """Return at once: what ran in this process has ended."""
        print("nothing to wait for: with --backend local, a step ends when its components have ended")

    def fetch(self, location: str, target: Path) -> Path:  # noqa: ARG002 - it is here already
        """Return the folder of a location."""
        return Path(location)

    def collect_candidate(self) -> Path:
        """Return the folder that the steps of this environment wrote."""
        directory = candidate_directory(self._environment)
        if not directory.is_dir():
            message = (
                f"{directory}: there is no such folder. Run train, evaluate and gate, or training_pipeline, first."
            )
            raise ModelError(message)
        return directory
