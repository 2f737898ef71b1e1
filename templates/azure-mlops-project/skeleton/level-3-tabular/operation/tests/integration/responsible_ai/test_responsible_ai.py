"""The step `responsible_ai` on both backends; that of Azure Machine Learning against a workspace in this process."""

import argparse
import json
import re
from pathlib import Path
from typing import Any

import pytest

from operation.execution import responsible_ai
from operation.execution.azureml.job_record import read_job_record
from operation.execution.azureml.jobs import SubmittedJob
from operation.execution.azureml_backend import AzureMlBackend
from operation.execution.configuration import ConfigurationFolder
from operation.execution.exit_codes import ExitCode
from operation.execution.step import StepContext
from operation.tests.conftest import replace, run_step
from operation.tests.unit.test_azureml_backend import Workspace
from src import problem
from src.candidate import METADATA, read_record
from src.data_contract import FEATURE_NAMES

SETTINGS = Path("operation/configuration/responsible_ai.yml")
FILES = ["error_groups.svg", "importance.svg", "responsible_ai.json", "responsible_ai.md", "slices.svg"]


@pytest.fixture
def options(trained_project: Path, environment: str) -> tuple[str, ...]:
    assert trained_project.is_dir()
    replace(SETTINGS, "repeats: 10", "repeats: 2")
    return ("--env", environment, "--backend", "local")


@pytest.fixture
def report(options: tuple[str, ...], environment: str) -> Path:
    assert run_step("responsible_ai", *options) == ExitCode.OK
    return responsible_ai.report_directory(environment)


def test_the_report_is_about_the_candidate_and_has_all_its_parts(report: Path, model_directory: Path) -> None:
    assert sorted(path.name for path in report.iterdir()) == FILES
    record = read_record(report, "responsible_ai.json")
    assert record["model_sha256"] == read_record(model_directory, METADATA)["model_sha256"]
    assert {*record["metrics"]} == {*problem.METRICS}
    assert {entry["name"] for entry in record["slices"]} == {*problem.SLICES}
    assert {name for entry in record["importances"] for name in entry["columns"]} == {*FEATURE_NAMES}
    assert sum(group["rows"] for group in record["error_groups"]) == record["rows"]


def test_the_pictures_of_the_page_are_beside_it_and_a_second_run_gives_the_same_bytes(
    report: Path, options: tuple[str, ...]
) -> None:
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", (report / "responsible_ai.md").read_text("utf-8"))
    assert sorted(pictures) == [name for name in FILES if name.endswith(".svg")]
    before = {path.name: path.read_bytes() for path in report.iterdir()}
    assert run_step("responsible_ai", *options) == ExitCode.OK
    assert {path.name: path.read_bytes() for path in report.iterdir()} == before


def test_of_too_many_rows_some_are_drawn_by_lot(options: tuple[str, ...], environment: str) -> None:
    replace(SETTINGS, "maximum_rows: 5000", "maximum_rows: 60")
    assert run_step("responsible_ai", *options) == ExitCode.OK
    record = read_record(responsible_ai.report_directory(environment), "responsible_ai.json")
    assert record["rows"] == 60 < record["holdout_rows"]


def test_rows_that_the_model_was_trained_on_are_refused(
    options: tuple[str, ...], environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = Path("data/processed", environment)
    (folder / "holdout.csv").write_bytes((folder / "train.csv").read_bytes())
    assert run_step("responsible_ai", *options) == ExitCode.DATA
    assert "nothing is held out" in capsys.readouterr().err
    assert not responsible_ai.report_directory(environment).exists()


def test_a_metric_that_nobody_measures_is_refused_with_file_and_key(
    options: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    text = SETTINGS.read_text("utf-8")
    SETTINGS.write_text(re.sub(r"metric: \w+", "metric: beauty", text), "utf-8")
    assert run_step("responsible_ai", *options) == ExitCode.CONFIGURATION
    err = capsys.readouterr().err
    assert "responsible_ai.yml: report.metric" in err
    assert next(iter(problem.METRICS)) in err


@pytest.mark.parametrize("backend", ["local", "azureml"])
def test_a_dry_run_says_what_would_run_and_writes_nothing(
    backend: str, options: tuple[str, ...], environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_step("responsible_ai", *options[:2], "--backend", backend, "--dry-run") == ExitCode.OK
    assert "responsible_ai" in capsys.readouterr().out
    assert not responsible_ai.report_directory(environment).exists()


def run_there(environment: str, jobs: Workspace, *, no_wait: bool = False) -> None:
    configuration = ConfigurationFolder(Path()).load(environment)
    backend = AzureMlBackend(configuration, jobs)
    record = read_job_record(environment)
    places = (backend.locations.model, backend.locations.evaluation, backend.locations.processed_data)
    record.submitted(SubmittedJob("training-1", ""), {place: place.rpartition("/")[2] for place in places}, "there")
    record.waited()
    context = StepContext(configuration, backend, dry_run=False, options=argparse.Namespace(no_wait=no_wait))
    responsible_ai.work(context)


def test_there_the_report_is_fetched_and_the_dashboard_is_made_from_what_the_training_wrote(
    project: Path, environment: str
) -> None:
    jobs = Workspace()
    run_there(environment, jobs)
    first, second = jobs.submitted
    assert jobs.downloads == [(first["name"], "report")]
    assert (project / responsible_ai.report_directory(environment) / "record.json").is_file()
    inputs: dict[str, Any] = second["inputs"]
    assert inputs["model"] == {"type": "mlflow_model", "path": "there/model"}
    assert inputs["evaluation"]["path"] == "there/evaluation"
    assert first["jobs"]["responsible_ai"]["inputs"]["processed_data"] == inputs["processed_data"]
    assert inputs["task_type"] == problem.KIND
    assert {*json.loads(inputs["categories"])} <= {*FEATURE_NAMES}
    assert all(output["path"].endswith(f"/{name}") for name, output in second["outputs"].items())
    assert read_job_record(environment).pending is None


def test_without_waiting_only_the_report_is_waited_for(project: Path, environment: str) -> None:
    assert project.is_dir()
    jobs = Workspace()
    run_there(environment, jobs, no_wait=True)
    pending = read_job_record(environment).pending
    assert pending is not None
    assert pending.name == jobs.submitted[1]["name"]


def test_a_dashboard_that_is_switched_off_is_not_made(
    project: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    replace(project / SETTINGS, "enabled: true", "enabled: false")
    jobs = Workspace()
    run_there(environment, jobs)
    assert len(jobs.submitted) == 1
    assert "dashboard.enabled of responsible_ai.yml is false" in capsys.readouterr().out
