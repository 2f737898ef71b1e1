"""The schedule of the training, on operations that only take what those of the SDK take; nothing was asked of Azure."""

import inspect
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from azure.ai.ml.operations import ScheduleOperations
from azure.core.exceptions import ResourceNotFoundError

from operation.configuration_sections.schedule import TrainingSchedule
from operation.execution.configuration import ConfigurationFolder
from operation.execution.exit_codes import ExitCode
from operation.execution.schedules.scheduled_job import scheduled_job
from operation.execution.schedules.training_schedule import AzureMlTrainingSchedule
from operation.tests.conftest import replace, run_step

NAME = "churn-model-dev-training"


class Schedules:
    """The schedules of a workspace that exists in memory only."""

    def __init__(self) -> None:
        self.kept: dict[str, Any] = {}
        self.disabled: list[str] = []

    def get(self, name: str) -> object:
        inspect.signature(ScheduleOperations.get).bind(self, name)
        if name not in self.kept:
            raise ResourceNotFoundError(name)
        return self.kept[name]

    def begin_create_or_update(self, schedule: Any) -> object:  # noqa: ANN401 - of the SDK
        inspect.signature(ScheduleOperations.begin_create_or_update).bind(self, schedule)
        self.kept[schedule.name] = schedule
        return SimpleNamespace(result=lambda: schedule)

    def begin_disable(self, name: str) -> object:
        inspect.signature(ScheduleOperations.begin_disable).bind(self, name)
        self.disabled.append(name)
        return SimpleNamespace(result=lambda: None)


def settings(*, enabled: bool) -> TrainingSchedule:
    return TrainingSchedule(enabled=enabled, cron="30 5 * * 2", time_zone="UTC")


@pytest.fixture
def job(project: Path, environment: str) -> str:
    return scheduled_job(ConfigurationFolder(project).load(environment), dry_run=True)


def test_an_enabled_schedule_starts_the_training_of_the_environment(job: str) -> None:
    schedules = Schedules()
    done = AzureMlTrainingSchedule(SimpleNamespace(schedules=schedules), NAME).apply(settings(enabled=True), job)
    assert done == "starts at 30 5 * * 2 (UTC)"
    schedule = schedules.kept[NAME]
    assert (schedule.trigger.expression, schedule.trigger.time_zone) == ("30 5 * * 2", "UTC")
    assert {*schedule.create_job.jobs} == {"prepare", "train", "evaluate", "gate", "score"}
    paths = [output.path for output in schedule.create_job.outputs.values()]
    assert paths
    assert all("/jobs/scheduled/${{name}}/" in path for path in paths)


def test_a_schedule_that_is_not_enabled_is_stopped_where_it_exists(job: str) -> None:
    schedules = Schedules()
    schedule = AzureMlTrainingSchedule(SimpleNamespace(schedules=schedules), NAME)
    assert schedule.apply(settings(enabled=False), job) == "is not enabled and was never created"
    schedule.apply(settings(enabled=True), job)
    assert schedule.apply(settings(enabled=False), job) == "is stopped"
    assert schedules.disabled == [NAME]


@pytest.mark.parametrize(("enabled", "words"), [("false", "never: it is not enabled"), ("true", "at 0 4 * * 1 (UTC)")])
def test_a_dry_run_shows_when_and_what_would_start(
    project: Path, environment: str, enabled: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = project / f"operation/configuration/environment_{environment}/schedule.yml"
    replace(file, "enabled: false", f"enabled: {enabled}")
    assert run_step("apply_schedules", "--env", environment, "--backend", "azureml", "--dry-run") == ExitCode.OK
    out = capsys.readouterr().out
    assert words in out
    assert "type: pipeline" in out


def test_the_local_backend_says_that_it_starts_nothing(
    project: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert project.is_dir()
    assert run_step("apply_schedules", "--env", environment, "--backend", "local") == ExitCode.OK
    assert "starts nothing by itself" in capsys.readouterr().out


@pytest.mark.parametrize("cron", ["every monday", "0 4 * *", "0 4 * * 1 2", ""])
def test_times_of_another_form_are_refused(project: Path, environment: str, cron: str) -> None:
    file = project / f"operation/configuration/environment_{environment}/schedule.yml"
    replace(file, '"0 4 * * 1"', f'"{cron}"')
    assert run_step("apply_schedules", "--env", environment, "--backend", "local") == ExitCode.CONFIGURATION
