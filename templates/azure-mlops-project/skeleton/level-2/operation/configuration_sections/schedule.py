"""`schedule.yml`: what Azure Machine Learning itself starts at set times in an environment."""

from typing import Annotated

from pydantic import StringConstraints

from operation.execution.section import Section
from operation.execution.yaml_files import StrictModel

FIELD = r"(\*|[0-9A-Z]+)([-,/][0-9A-Z]+)*"


class TrainingSchedule(StrictModel):
    """When the training pipeline starts."""

    enabled: bool
    cron: Annotated[str, StringConstraints(pattern=rf"^{FIELD}( {FIELD}){{4}}$")]
    time_zone: Annotated[str, StringConstraints(min_length=1)]


class ScheduleSettings(StrictModel):
    """The file."""

    training: TrainingSchedule


SECTION = Section(file="schedule.yml", scope="environment", model=ScheduleSettings)
