"""The schedule of the training, by azure-ai-ml as it is; only the network answers in this process."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from operation.configuration_sections.schedule import TrainingSchedule
from operation.execution.configuration import ConfigurationFolder
from operation.execution.exit_codes import ExitCode
from operation.execution.schedules.scheduled_job import scheduled_job
from operation.execution.schedules.training_schedule import AzureMlTrainingSchedule
from operation.tests.azure_workspace import connected
from operation.tests.conftest import replace, run_step
from operation.tests.unit.workspace_of_schedules import ScheduleWorkspace

NAME = "churn-model-dev-training"
PATH = f"schedules/{NAME}"


def settings(*, enabled: bool) -> TrainingSchedule:
    return TrainingSchedule(enabled=enabled, cron="30 5 * * 2", time_zone="UTC")


@pytest.fixture
def job(project: Path, environment: str) -> str:
    return scheduled_job(ConfigurationFolder(project).load(environment), dry_run=True)


@pytest.fixture
def workspace(root: Path, project: Path) -> ScheduleWorkspace:
    """Return a workspace; the current folder has the core scripts, which are uploaded."""
    shutil.copy(root / ".amlignore", project)
    shutil.copytree(root / "src", project / "src")
    return ScheduleWorkspace()


@pytest.fixture
def schedule(workspace: ScheduleWorkspace) -> Iterator[AzureMlTrainingSchedule]:
    """Return the schedule of the workspace, which is not there yet."""
    with connected(workspace) as client:
        yield AzureMlTrainingSchedule(client, NAME)


def test_an_enabled_schedule_starts_the_training_of_the_environment(
    schedule: AzureMlTrainingSchedule, workspace: ScheduleWorkspace, job: str
) -> None:
    assert schedule.apply(settings(enabled=True), job) == "starts at 30 5 * * 2 (UTC)"
    (body,) = workspace.bodies("PUT", PATH)
    properties = body["properties"]
    assert workspace.kept[PATH]["properties"]["isEnabled"] is True
    assert properties["trigger"] == {"triggerType": "Cron", "expression": "30 5 * * 2", "timeZone": "UTC"}
    definition = properties["action"]["jobDefinition"]
    assert {*definition["jobs"]} == {"prepare", "train", "evaluate", "gate", "score"}
    paths = [output["uri"] for output in definition["outputs"].values()]
    assert paths
    assert all("/jobs/scheduled/${{name}}/" in path for path in paths)


def test_a_schedule_that_is_not_enabled_is_stopped_where_it_exists_and_starts_again_once_it_is(
    schedule: AzureMlTrainingSchedule, workspace: ScheduleWorkspace, job: str
) -> None:
    assert schedule.apply(settings(enabled=False), job) == "is not enabled and was never created"
    assert workspace.sent == []
    schedule.apply(settings(enabled=True), job)
    assert schedule.apply(settings(enabled=False), job) == "is stopped"
    on, off = (body["properties"] for body in workspace.bodies("PUT", PATH))
    assert off["isEnabled"] is False
    assert (off["trigger"], off["action"]) == (on["trigger"], on["action"])
    schedule.apply(settings(enabled=True), job)
    assert workspace.kept[PATH]["properties"]["isEnabled"] is True


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
