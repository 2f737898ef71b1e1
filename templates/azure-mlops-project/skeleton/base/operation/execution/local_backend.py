"""The backend that runs components in this process, on files of this computer."""

import importlib
import io
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stderr
from pathlib import Path

from operation.execution.component_file import FOLDER, Value
from operation.execution.component_run import ComponentRun
from operation.execution.configuration import Configuration
from operation.execution.exit_codes import ConfigurationError
from operation.execution.locations import Locations, candidate_directory, local_locations, outputs_directory
from operation.execution.pipeline_job import read_pipeline_job
from operation.execution.yaml_files import complaint
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
                script = importlib.import_module(module)
                _require_understood(run.component, module, script.parse_arguments, arguments)
                script.main(arguments)

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


def _require_understood(
    component: str, module: str, parse_arguments: Callable[[Sequence[str]], object], arguments: Sequence[str]
) -> None:
    """Refuse a command that its core script does not understand: one of the two files is to be corrected."""
    said = io.StringIO()
    try:
        with redirect_stderr(said):
            parse_arguments(arguments)
    except SystemExit as refusal:
        reason = said.getvalue().rpartition("error: ")[2].strip() or f"it ended with {refusal.code}"
        expected = f"arguments that {module} takes, as `python -m {module} --help` lists them"
        script = f"{module.replace('.', '/')}.py"
        remedy = f"Correct the command or the value, or parse_arguments of {script}: the two must agree."
        raise ConfigurationError(complaint(FOLDER / f"{component}.yml", "command", expected, reason, remedy)) from None
