"""The files that the portal reads to create pipelines, environments, checks and variable groups.

The portal validates them too; these models let a laptop and CI find a mistake first.
"""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from operation.execution.settings import ConfigurationFolder, Slug
from operation.execution.yaml_files import StrictModel, complaint, read_model

FILE = "azure_devops.yml"

Text = Annotated[str, StringConstraints(min_length=1)]


class PipelineDefinition(StrictModel):
    """A pipeline and the file that defines it."""

    name: Text
    yaml: Text
    purpose: str | None = None


class Pipelines(StrictModel):
    """Every pipeline of the project."""

    folder: Text
    default_branch: Text
    definitions: Annotated[list[PipelineDefinition], Field(min_length=1)]


class ProjectProvisioning(StrictModel):
    """`operation/configuration/azure_devops.yml`."""

    version: Literal[1]
    project: Slug
    pipelines: Pipelines


class EnvironmentResource(StrictModel):
    """An environment of Azure DevOps."""

    name: Text
    description: str


class Approval(StrictModel):
    """The approval that a deployment to the environment waits for."""

    approvers: Annotated[list[Text], Field(min_length=1)]
    instructions: str
    minimum_approvers: Annotated[int, Field(ge=1)]
    requester_can_approve: bool
    timeout_minutes: Annotated[int, Field(ge=1)]


class Checks(StrictModel):
    """The checks of an environment."""

    approval: Approval | None = None


class VariableGroup(StrictModel):
    """A variable group with plain values."""

    name: Text
    description: str
    variables: dict[str, str]


class EnvironmentProvisioning(StrictModel):
    """`operation/configuration/environment_<name>/azure_devops.yml`."""

    version: Literal[1]
    environment: EnvironmentResource
    checks: Checks | None = None
    variable_group: VariableGroup
    permitted_pipelines: list[Text]


def read_project(folder: ConfigurationFolder) -> ProjectProvisioning:
    """Read the pipelines of the project."""
    return read_model(folder.path / FILE, ProjectProvisioning)


def read_environment(folder: ConfigurationFolder, environment: str) -> EnvironmentProvisioning:
    """Read the resources of an environment."""
    return read_model(folder.environment_file(environment, FILE), EnvironmentProvisioning)


def project_complaints(folder: ConfigurationFolder) -> list[str]:
    """Compare the pipelines of the project with its name and with the files in `azure_pipelines`."""
    file = folder.path / FILE
    name = folder.project().project_name
    provisioning = read_project(folder)
    complaints = []
    if provisioning.project != name:
        complaints.append(
            complaint(file, "project", repr(name), repr(provisioning.project), "Use the name in project.yml.")
        )
    declared = [definition.yaml for definition in provisioning.pipelines.definitions]
    present = sorted(path.relative_to(folder.root).as_posix() for path in folder.root.glob("azure_pipelines/*.yml"))
    if sorted(declared) != present:
        complaints.append(
            complaint(file, "pipelines.definitions", f"one for each of {present}", str(declared), "Add or remove one.")
        )
    for position, definition in enumerate(provisioning.pipelines.definitions):
        expected = f"{name}-{Path(definition.yaml).stem}"
        if definition.name != expected:
            key = f"pipelines.definitions.{position}.name"
            complaints.append(complaint(file, key, repr(expected), repr(definition.name), "Use <project>-<file name>."))
    return complaints


def environment_complaints(folder: ConfigurationFolder, environment: str) -> list[str]:
    """Compare the resources of an environment with the names that pipelines and steps rely on."""
    file = folder.environment_file(environment, FILE)
    provisioning = read_environment(folder, environment)
    name = f"{folder.project().project_name}-{environment}"
    variables = provisioning.variable_group.variables
    pairs = {
        "environment.name": (name, provisioning.environment.name),
        "variable_group.name": (name, provisioning.variable_group.name),
        "variable_group.variables.MLOPS_ENVIRONMENT": (environment, variables.get("MLOPS_ENVIRONMENT")),
    }
    complaints = [
        complaint(
            file, key, repr(expected), repr(found), "Use <project>-<environment>, and the environment's own name."
        )
        for key, (expected, found) in pairs.items()
        if found != expected
    ]
    known = {definition.name for definition in read_project(folder).pipelines.definitions}
    unknown = sorted(set(provisioning.permitted_pipelines) - known)
    if unknown:
        complaints.append(
            complaint(file, "permitted_pipelines", f"names out of {sorted(known)}", str(unknown), "Correct the names.")
        )
    return complaints
