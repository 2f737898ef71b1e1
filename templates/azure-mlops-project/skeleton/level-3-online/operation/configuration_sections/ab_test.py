"""`ab_test.yml`: how two deployments are compared on real requests."""

from typing import Annotated

from pydantic import Field, StringConstraints

from operation.execution.section import Section
from operation.execution.yaml_files import StrictModel


class AbTestSettings(StrictModel):
    """The file."""

    percent: Annotated[int, Field(ge=1, le=99)]
    significance: Annotated[float, Field(gt=0, lt=0.5)]
    minimum_answers: Annotated[int, Field(ge=2)]
    truth_file: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]+$")]


SECTION = Section(file="ab_test.yml", scope="environment", model=AbTestSettings)
