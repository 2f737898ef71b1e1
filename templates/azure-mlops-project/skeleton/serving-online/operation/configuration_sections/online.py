"""`online.yml`: the online endpoint of an environment."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from operation.execution.section import Section
from operation.execution.yaml_files import StrictModel


class DeploymentSettings(StrictModel):
    """What a deployment is made of, besides the model and the code."""

    compute: Literal["managed", "kubernetes"]
    instance_type: Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_.-]*$")]
    instance_count: Annotated[int, Field(ge=1, le=50)]
    # Whether requests and answers are kept.
    collect_data: bool


class KubernetesSettings(StrictModel):
    """The cluster that is attached to the workspace, where deployments run on Kubernetes."""

    # Empty where whoever owns the cluster attaches it; and as long as nothing is served on one.
    cluster_id: Annotated[
        str,
        StringConstraints(
            pattern=r"^(/subscriptions/[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}/resource[gG]roups/[^/]+"
            r"/providers/Microsoft\.ContainerService/managed[cC]lusters/[^/]+)?$"
        ),
    ]
    namespace: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?$", max_length=63)]


class SmokeTestSettings(StrictModel):
    """What a deployment must show before it gets traffic."""

    requests: Annotated[int, Field(ge=1, le=1000)]
    maximum_milliseconds: Annotated[float, Field(gt=0)]


class OnlineSettings(StrictModel):
    """The file."""

    deployment: DeploymentSettings
    kubernetes: KubernetesSettings
    smoke_test: SmokeTestSettings


SECTION = Section(file="online.yml", scope="environment", model=OnlineSettings)
