"""`champion.yml`: whose champion a new model is compared with, and how much worse it may be."""

from typing import Annotated

from pydantic import Field

from operation.execution.named_metrics import NamedMetric
from operation.execution.section import Section
from operation.execution.yaml_files import Slug, StrictModel


class ChampionSettings(StrictModel):
    """The file."""

    environment: Slug
    tolerances: Annotated[dict[str, Annotated[float, Field(ge=0)]], Field(min_length=1)]

    def named_metrics(self) -> list[NamedMetric]:
        """Return the metrics that the file names."""
        return [NamedMetric(f"tolerances.{metric}", metric) for metric in self.tolerances]

    def gate_arguments(self) -> list[str]:
        """Return what the gate is told."""
        return [f"--champion-tolerance {metric}={value}" for metric, value in self.tolerances.items()]


SECTION = Section(file="champion.yml", scope="environment", model=ChampionSettings)
