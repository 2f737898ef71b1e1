"""Runs of the training: when the last one was started, and how to start one."""

from datetime import datetime
from typing import Protocol

from operation.execution import provenance
from operation.execution.retraining.azure_devops_runs import AzureDevOpsRuns
from operation.execution.retraining.local_runs import LocalRuns
from operation.execution.step import StepContext


class TrainingRuns(Protocol):
    """Where trainings run."""

    def last_started(self) -> datetime | None:
        """Return when a training was last started, by whomever."""

    def start(self, now: datetime, reasons: tuple[str, ...]) -> str:
        """Start a training, and say where it runs."""


def training_runs(context: StepContext) -> TrainingRuns:
    """Return the training pipeline of Azure DevOps inside a pipeline, and this computer anywhere else."""
    if provenance.in_pipeline():
        return AzureDevOpsRuns.of_this_pipeline()
    return LocalRuns(context.configuration.project.training_environment, context.backend.name)
