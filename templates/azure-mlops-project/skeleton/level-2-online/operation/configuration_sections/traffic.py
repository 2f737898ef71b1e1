"""`traffic.yml`: how a new deployment of an environment gets its traffic."""

from typing import Annotated

from pydantic import Field, field_validator

from operation.execution.section import Section
from operation.execution.yaml_files import StrictModel

ALL = 100


class MirrorSettings(StrictModel):
    """What the new deployment answers before it has traffic."""

    percent: Annotated[int, Field(ge=0, le=50)]
    requests: Annotated[int, Field(ge=0, le=100_000)]
    seconds: Annotated[float, Field(ge=0)]
    maximum_error_rate: Annotated[float, Field(ge=0, lt=1)]


class ShiftSettings(StrictModel):
    """The shares that the new deployment gets, one after the other."""

    percents: Annotated[list[Annotated[int, Field(ge=1, le=ALL)]], Field(min_length=1)]
    seconds_between: Annotated[float, Field(ge=0)]

    @field_validator("percents")
    @classmethod
    def _rises_to_everything(cls, percents: list[int]) -> list[int]:
        if percents != sorted(set(percents)) or percents[-1] != ALL:
            message = f"shares that rise, and end with {ALL}"
            raise ValueError(message)
        return percents


class TrafficSettings(StrictModel):
    """The file."""

    mirror: MirrorSettings
    shift: ShiftSettings


SECTION = Section(file="traffic.yml", scope="environment", model=TrafficSettings)
