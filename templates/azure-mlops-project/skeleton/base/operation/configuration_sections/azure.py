"""`azure.yml`: where an environment is in Azure, and what it has there."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator, model_validator
from typing_extensions import Self

from operation.execution.azure_names import RULES
from operation.execution.section import Section
from operation.execution.yaml_files import StrictModel

# Empty as long as the environment has no place in Azure.
OptionalId = Annotated[str, StringConstraints(pattern=r"^([0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})?$")]
Region = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]+$")]
Count = Annotated[int, Field(ge=0)]
Positive = Annotated[int, Field(gt=0)]


class Compute(StrictModel):
    """The cluster that jobs run on."""

    size: Annotated[str, StringConstraints(pattern=r"^[A-Za-z]+_[A-Za-z0-9_-]+$")]
    tier: Literal["dedicated", "low_priority"]
    minimum_instances: Count
    maximum_instances: Positive
    idle_seconds_before_scale_down: Positive

    @model_validator(mode="after")
    def _at_least_as_many(self) -> Self:
        if self.minimum_instances > self.maximum_instances:
            message = f"minimum_instances of at most maximum_instances, which is {self.maximum_instances}"
            raise ValueError(message)
        return self


class Jobs(StrictModel):
    """Where jobs run, and how long a step waits for one."""

    run_on: Literal["cluster", "serverless"]
    maximum_minutes: Positive


class Network(StrictModel):
    """Who reaches the workspace, and what its compute reaches."""

    public_access: bool
    outbound: Literal["any", "internet", "approved"]


class AzureSettings(StrictModel):
    """The file."""

    subscription_id: OptionalId
    tenant_id: OptionalId
    location: Region
    names: dict[str, str]
    compute: Compute
    jobs: Jobs
    network: Network

    @field_validator("names")
    @classmethod
    def _names_that_azure_takes(cls, names: dict[str, str]) -> dict[str, str]:
        for kind, name in names.items():
            if kind not in RULES:
                message = f"one of the names {', '.join(sorted(RULES))}, not {kind}"
                raise ValueError(message)
            if not RULES[kind].allows(name):
                message = f"for {kind}: {RULES[kind].describe()}, not {name!r}"
                raise ValueError(message)
        return names


SECTION = Section(file="azure.yml", scope="environment", model=AzureSettings)
