"""Backends run components and pipelines of components: here, or on Azure Machine Learning."""

import importlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from operation.execution.component_file import Value
from operation.execution.configuration import Configuration
from operation.execution.locations import Locations

if TYPE_CHECKING:
    from operation.execution.component_run import ComponentRun

# Imported by name: a platform's packages are needed, and slow to import, only where it is used.
BACKENDS = {
    "local": "operation.execution.local_backend:LocalBackend",
    "azureml": "operation.execution.azureml_backend:AzureMlBackend",
}


class Backend(Protocol):
    """Runs components for one environment. A backend is made from the configuration of that environment."""

    name: str

    @property
    def locations(self) -> Locations:
        """Return where components read and write."""

    def run(self, runs: Sequence["ComponentRun"], *, dry_run: bool) -> None:
        """Run components, one after the other; the first failure ends it. A dry run prints what would run."""

    def run_pipeline(
        self, job: Path, inputs: Mapping[str, Value], outputs: Mapping[str, str], *, dry_run: bool, wait: bool = True
    ) -> None:
        """Run a pipeline job file with values for its inputs, writing its outputs to locations.

        Without waiting, what runs elsewhere is only submitted, and `wait` waits for it.
        """

    def wait(self) -> None:
        """Wait for what was submitted without waiting, and end as it ended."""

    def fetch(self, location: str, target: Path) -> Path:
        """Bring what a component wrote to a location to this computer, into a folder, and return where it is."""

    def collect_candidate(self) -> Path:
        """Bring the trained model and its records to this computer, where they are not, and return their folder."""


def backend_of(name: str, configuration: Configuration) -> Backend:
    """Return the backend of a name for an environment."""
    module, _, factory = BACKENDS[name].partition(":")
    return cast("Backend", getattr(importlib.import_module(module), factory)(configuration))
