"""`slices.yml`: what the model must reach on each slice of the held out rows."""

from typing import Annotated

from pydantic import Field, StringConstraints

from operation.execution.named_metrics import NamedMetric, NamedSlice, limited_metrics
from operation.execution.section import Section
from operation.execution.yaml_files import StrictModel

SliceName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]


class SliceLimits(StrictModel):
    """What one slice must reach."""

    minimums: dict[str, float] = Field(default_factory=dict)
    maximums: dict[str, float] = Field(default_factory=dict)


class SlicesSettings(StrictModel):
    """The file."""

    minimum_rows: Annotated[int, Field(ge=1)]
    slices: dict[SliceName, SliceLimits]

    def named_slices(self) -> list[NamedSlice]:
        """Return the slices that the file names."""
        return [NamedSlice(f"slices.{name}", name) for name in self.slices]

    def named_metrics(self) -> list[NamedMetric]:
        """Return the metrics that the file names."""
        return [
            named
            for name, limits in self.slices.items()
            for named in limited_metrics(limits.minimums, limits.maximums, f"slices.{name}.")
        ]

    def gate_arguments(self) -> list[str]:
        """Return what the gate is told."""
        options = [
            f"{option} {name}:{metric}={value}"
            for name, limits in self.slices.items()
            for option, values in (("--slice-minimum", limits.minimums), ("--slice-maximum", limits.maximums))
            for metric, value in values.items()
        ]
        return [f"--slice-minimum-rows {self.minimum_rows}", *options]


SECTION = Section(file="slices.yml", scope="project", model=SlicesSettings)
