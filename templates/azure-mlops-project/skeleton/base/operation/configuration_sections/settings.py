"""`settings.yml`: what differs between environments, whatever the level and the serving."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints
from typing_extensions import Self

from operation.execution.section import Section
from operation.execution.yaml_files import StrictModel

# Of its own, so that a rehearsal overwrites nobody's raw data.
REHEARSAL_FILE = "rehearsal.csv"


class Data(StrictModel):
    """Where the raw data comes from."""

    source: Literal["sample", "file"]
    raw_file: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]+$")]


class Release(StrictModel):
    """How a model is released into an environment."""

    smoke_test_maximum_seconds: Annotated[float, Field(gt=0)]


class EnvironmentSettings(StrictModel):
    """The file."""

    data: Data
    release: Release

    def rehearsed(self) -> Self:
        """Take the sample data for the raw data."""
        return self.model_copy(update={"data": Data(source="sample", raw_file=REHEARSAL_FILE)})


SECTION = Section(file="settings.yml", scope="environment", model=EnvironmentSettings)
