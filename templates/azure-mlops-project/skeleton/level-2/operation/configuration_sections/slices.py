"""`slices.yml`: what the model must reach on each slice of the held out rows."""

from typing import Annotated

from pydantic import Field, StringConstraints

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
