"""`pipeline_variables.yml`: what pipelines know of an environment when they are compiled; a variable template."""

from typing import Literal

from operation.execution.section import Section
from operation.execution.yaml_files import StrictModel


class PipelineVariables(StrictModel):
    """The variables."""

    azure_service_connection: str
    backend: Literal["local", "azureml"]


class PipelineVariablesFile(StrictModel):
    """The file."""

    variables: PipelineVariables


SECTION = Section(file="pipeline_variables.yml", scope="environment", model=PipelineVariablesFile)
