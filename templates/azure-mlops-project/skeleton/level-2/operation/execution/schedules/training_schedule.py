"""The schedule of the training pipeline in a workspace of Azure Machine Learning."""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from azure.ai.ml import load_job

# What `az ml schedule create` reads a file with; the SDK names it nowhere else.
from azure.ai.ml.entities._load_functions import load_schedule
from azure.core.exceptions import ResourceNotFoundError

from operation.configuration_sections.schedule import TrainingSchedule
from operation.execution.azureml.job_document import FOLDER
from operation.execution.azureml.service_errors import service_errors

FILE = Path("operation/execution/schedules/training.yml")


@dataclass(frozen=True)
class AzureMlTrainingSchedule:
    """Calls Azure Machine Learning; `client` is an MLClient of the workspace."""

    client: Any
    name: str

    def apply(self, settings: TrainingSchedule, job: str) -> str:
        """Create, change or stop the schedule; return what was done."""
        with service_errors(f"apply schedule {self.name}"):
            if settings.enabled:
                made = self.client.schedules.begin_create_or_update(self.schedule(settings, job)).result()
                if made.is_enabled is False:
                    # It was stopped before, and the SDK does not say that a schedule is to start again.
                    self.client.schedules.begin_enable(self.name).result()
                return f"starts at {settings.cron} ({settings.time_zone})"
            try:
                self.client.schedules.get(self.name)
            except ResourceNotFoundError:
                return "is not enabled and was never created"
            self.client.schedules.begin_disable(self.name).result()
            return "is stopped"

    def schedule(self, settings: TrainingSchedule, job: str) -> Any:  # noqa: ANN401 - of azure.ai.ml
        """Return the schedule as the YAML and the configuration describe it."""
        trigger = {"type": "cron", "expression": settings.cron, "time_zone": settings.time_zone}
        schedule: Any = load_schedule(FILE, params_override=[{"name": self.name, "trigger": trigger}])
        schedule.create_job = load_job(io.StringIO(job), relative_origin=(FOLDER / "job.yml").as_posix())
        return schedule
