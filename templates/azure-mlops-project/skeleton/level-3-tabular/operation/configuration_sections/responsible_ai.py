"""`responsible_ai.yml`: how the report about the trained model is made, and whether there is a dashboard of it."""

from typing import Annotated

from pydantic import Field, field_validator

from operation.execution.section import Section
from operation.execution.training_settings import as_arguments
from operation.execution.yaml_files import StrictModel
from src.problem import METRICS


class ReportSettings(StrictModel):
    """The arguments of `src/responsible_ai.py`."""

    metric: str
    repeats: Annotated[int, Field(ge=2)]
    tree_depth: Annotated[int, Field(ge=1, le=6)]
    minimum_group_rows: Annotated[int, Field(ge=1)]
    significance: Annotated[float, Field(gt=0, lt=1)]
    maximum_rows: Annotated[int, Field(ge=1)]
    seed: int

    @field_validator("metric")
    @classmethod
    def metric_is_measured(cls, metric: str) -> str:
        """Refuse a metric that nobody measures."""
        if metric not in METRICS:
            message = f"one of {', '.join(METRICS)}, as in src/problem.py"
            raise ValueError(message)
        return metric


class DashboardSettings(StrictModel):
    """The dashboard of Azure Machine Learning."""

    enabled: bool
    tolerance: Annotated[float, Field(ge=0, lt=1)]


class ResponsibleAiSettings(StrictModel):
    """The file."""

    report: ReportSettings
    dashboard: DashboardSettings

    def report_arguments(self) -> str:
        """Return what the report is told."""
        return as_arguments(self.report)


SECTION = Section(file="responsible_ai.yml", scope="project", model=ResponsibleAiSettings)
