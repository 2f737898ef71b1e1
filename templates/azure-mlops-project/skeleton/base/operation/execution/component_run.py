"""One run of a component: which one, with which inputs, writing where."""

import shlex
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from operation.execution.component_file import Value, read_component
from operation.execution.configuration import Configuration
from operation.execution.locations import Locations
from operation.execution.step import StepContext, run_environment_step


@dataclass(frozen=True)
class ComponentRun:
    """A component of `operation/execution/components` by name, with its values."""

    component: str
    inputs: Mapping[str, Value]
    outputs: Mapping[str, str] = field(default_factory=dict)

    def arguments(self) -> tuple[str, tuple[str, ...]]:
        """Return the core script and its argument vector."""
        return read_component(self.component).arguments(self.inputs, self.outputs)

    def __str__(self) -> str:
        """Return the line that a person would type."""
        module, arguments = self.arguments()
        return shlex.join(["python", "-m", module, *arguments])


Plan = Callable[[Configuration, Locations], Sequence[ComponentRun]]


def run_components(step: str, description: str, plan: Plan, arguments: Sequence[str] | None = None) -> int:
    """Run a step that runs components for an environment, on a backend."""

    def work(context: StepContext) -> None:
        runs = plan(context.configuration, replace(context.backend.locations, dry_run=context.dry_run))
        context.backend.run(runs, dry_run=context.dry_run)

    return run_environment_step(step, description, work, arguments)
