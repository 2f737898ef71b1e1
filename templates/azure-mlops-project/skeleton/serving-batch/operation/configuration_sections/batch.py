"""`batch.yml`: which files are scored in an environment, and on what."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints
from typing_extensions import Self

from operation.execution.section import Section
from operation.execution.yaml_files import StrictModel

# Of its own, so that a rehearsal overwrites nobody's files.
REHEARSAL_FOLDER = "rehearsal_files"


class BatchSettings(StrictModel):
    """The file."""

    source: Literal["sample", "folder"]
    folder: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
    instances: Annotated[int, Field(ge=1)]
    maximum_minutes: Annotated[int, Field(ge=1)]

    def rehearsed(self) -> Self:
        """Score a sample of files."""
        return self.model_copy(update={"source": "sample", "folder": REHEARSAL_FOLDER})


SECTION = Section(file="batch.yml", scope="environment", model=BatchSettings)
