"""`project.yml`: what pipelines and Python both know; an Azure Pipelines variable template."""

from typing import Annotated

from pydantic import StringConstraints

from operation.execution.section import Section
from operation.execution.yaml_files import Slug, StrictModel


class ProjectVariables(StrictModel):
    """The variables."""

    project_name: Slug
    python_version: Annotated[str, StringConstraints(pattern=r"^3\.\d+$")]
    training_environment: Slug


class ProjectFile(StrictModel):
    """The file."""

    variables: ProjectVariables


SECTION = Section(file="project.yml", scope="project", model=ProjectFile)
