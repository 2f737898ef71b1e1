"""`canary.yml`: what a new deployment must show under load and between the steps of its traffic."""

from typing import Annotated

from pydantic import Field

from operation.execution.section import Section
from operation.execution.yaml_files import StrictModel

Count = Annotated[int, Field(ge=1, le=100_000)]
Rate = Annotated[float, Field(ge=0, lt=1)]
Milliseconds = Annotated[float, Field(gt=0)]


class LoadTestSettings(StrictModel):
    """How much load, and what it may cost."""

    requests: Count
    clients: Annotated[int, Field(ge=1, le=256)]
    maximum_milliseconds: Milliseconds
    maximum_error_rate: Rate


class CheckSettings(StrictModel):
    """What is looked at after each step of the traffic."""

    minimum_answers: Count
    maximum_error_rate: Rate
    maximum_milliseconds: Milliseconds


class CanarySettings(StrictModel):
    """The file."""

    load_test: LoadTestSettings
    checks: CheckSettings


SECTION = Section(file="canary.yml", scope="environment", model=CanarySettings)
