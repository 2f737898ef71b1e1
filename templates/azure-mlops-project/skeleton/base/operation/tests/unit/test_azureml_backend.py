import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from operation.execution import train, training_pipeline
from operation.execution.azureml.job_record import read_job_record
from operation.execution.azureml.job_waiting import JobWaiting
from operation.execution.azureml.jobs import ChildJob, SubmittedJob
from operation.execution.azureml_backend import AzureMlBackend
from operation.execution.backend import backend_of
from operation.execution.component_run import ComponentRun
from operation.execution.configuration import Configuration, ConfigurationFolder
from operation.execution.exit_codes import ConfigurationError, ExitCode, ServiceError, StepTimeoutError, exit_code_of
from src.candidate import write_record

JOB = SubmittedJob("job-1", "https://ml.azure.com/runs/job-1")
MINUTE = 60.0


class Workspace:
    """The jobs of a workspace that exists in this process only."""

    def __init__(self, *states: str, failing: str = "", log: str = "") -> None:
        self.states = list(states) or ["Completed"]
        self.failing = failing
        self.printed = log
        self.submitted: list[dict[str, Any]] = []
        self.cancelled: list[str] = []
        self.downloads: list[tuple[str, str]] = []

    def submit(self, text: str, folder: Path) -> SubmittedJob:
        assert folder == Path("operation/execution/jobs")
        self.submitted.append(yaml.safe_load(text))
        return SubmittedJob(self.submitted[-1]["name"], f"https://ml.azure.com/runs/{self.submitted[-1]['name']}")

    def status(self, name: str) -> str:
        assert name
        return self.states.pop(0) if len(self.states) > 1 else self.states[0]

    def children(self, name: str) -> Sequence[ChildJob]:
        return [ChildJob(f"{name}-{self.failing}", self.failing, "Failed")] if self.failing else []

    def log(self, name: str) -> str:
        assert name.endswith(self.failing)
        return self.printed

    def cancel(self, name: str) -> None:
        self.cancelled.append(name)

    def download(self, name: str, output: str, to: Path) -> None:
        self.downloads.append((name, output))
        write_record(to, "record.json", {"job": name, "output": output})


class Clock:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def sleep(self, seconds: float) -> None:
        self.seconds += seconds

    def now(self) -> float:
        return self.seconds


def waiting(jobs: Workspace, maximum_seconds: float = MINUTE) -> JobWaiting:
    clock = Clock()
    return JobWaiting(jobs, maximum_seconds, sleep=clock.sleep, clock=clock.now)


@pytest.fixture
def configuration(project: Path, environment: str) -> Configuration:
    return ConfigurationFolder(project).load(environment)


def run_training(backend: AzureMlBackend, configuration: Configuration, *, wait: bool = True) -> None:
    # as in a dry run, no registry is asked for a champion
    inputs = training_pipeline.pipeline_inputs(configuration, replace(backend.locations, dry_run=True))
    outputs = training_pipeline.pipeline_outputs(backend.locations)
    backend.run_pipeline(training_pipeline.JOB, inputs, outputs, dry_run=False, wait=wait)


def test_a_job_is_waited_for_and_its_progress_is_said_once(capsys: pytest.CaptureFixture[str]) -> None:
    waiting(Workspace("Queued", "Running", "Running", "Completed")).wait(JOB)
    out = capsys.readouterr().out
    assert [out.count(f"job-1: {state}") for state in ("Queued", "Running", "Completed")] == [1, 1, 1]
    assert "at most 1 min: https://ml.azure.com/runs/job-1" in out


def test_a_job_that_takes_too_long_is_cancelled_and_ends_with_the_timeout_exit_code() -> None:
    jobs = Workspace("Running")
    with pytest.raises(
        StepTimeoutError, match=r"Completed within 1 min\n.*Running; it is cancelled\n.*maximum_minutes"
    ):
        waiting(jobs).wait(JOB)
    assert jobs.cancelled == ["job-1"]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (10, ExitCode.CONFIGURATION),
        (20, ExitCode.DATA),
        (25, ExitCode.MODEL),
        (30, ExitCode.GATE),
        (70, ExitCode.TIMEOUT),
    ],
)
def test_a_component_that_fails_there_ends_the_step_as_it_would_here(
    code: int, expected: ExitCode, capsys: pytest.CaptureFixture[str]
) -> None:
    log = f"a line\nFAILED with exit code {code}:\nrecall is too low\n"
    with pytest.raises(ServiceError, match="gate failed in job job-1") as caught:
        waiting(Workspace("Failed", failing="gate", log=log)).wait(JOB)
    assert exit_code_of(caught.value) == expected
    assert "recall is too low" in str(caught.value)
    assert "a line" in capsys.readouterr().out


@pytest.mark.parametrize(
    "log", ["", "Traceback: out of memory", "FAILED with exit code 99:\nnobody has this code", "exit code 30"]
)
def test_a_component_that_leaves_no_word_of_ours_is_a_service_error(log: str) -> None:
    with pytest.raises(ServiceError, match="train failed in job job-1") as caught:
        waiting(Workspace("Failed", failing="train", log=log)).wait(JOB)
    assert exit_code_of(caught.value) == ExitCode.SERVICE
    assert JOB.url in str(caught.value)


@pytest.mark.parametrize(("state", "words"), [("Canceled", "by somebody"), ("Failed", "without a failed run")])
def test_a_job_that_ends_without_a_failed_component_is_a_service_error(state: str, words: str) -> None:
    with pytest.raises(ServiceError, match=words) as caught:
        waiting(Workspace(state)).wait(JOB)
    assert exit_code_of(caught.value) == ExitCode.SERVICE


def test_a_step_reads_what_the_step_before_it_wrote(configuration: Configuration) -> None:
    jobs = Workspace()
    backend = AzureMlBackend(configuration, jobs)
    place = backend.locations.processed_data
    assert train.plan(configuration, backend.locations)[0].inputs["processed_data"] == place
    inputs: dict[str, str | float] = {
        "raw_data": backend.locations.raw_data,
        "raw_file": "a.csv",
        "holdout_fraction": 0.2,
        "seed": 1,
    }
    outputs = {"interim_data": backend.locations.interim_data, "processed_data": place}
    backend.run([ComponentRun("prepare", inputs, outputs)], dry_run=False)
    backend.run(train.plan(configuration, backend.locations), dry_run=False)
    first, second = jobs.submitted
    written = first["outputs"]["processed_data"]["path"]
    assert f"/jobs/{first['name']}/" in written
    assert second["jobs"]["train"]["inputs"]["processed_data"] == {"type": "uri_folder", "path": written}
    assert first["jobs"]["prepare"]["inputs"]["raw_data"]["path"] == backend.locations.raw_data


def test_two_runs_of_the_same_component_in_one_step_have_names_and_outputs_of_their_own(
    configuration: Configuration,
) -> None:
    jobs = Workspace()
    runs = [ComponentRun("acquire", {"raw_file": f"{name}.csv"}, {"raw_data": f"place/{name}"}) for name in "ab"]
    AzureMlBackend(configuration, jobs).run(runs, dry_run=False)
    (job,) = jobs.submitted
    assert list(job["jobs"]) == ["acquire", "acquire_1"]
    assert list(job["outputs"]) == ["raw_data", "acquire_1_raw_data"]
    assert len({output["path"] for output in job["outputs"].values()}) == 2


def test_no_component_is_no_job(configuration: Configuration) -> None:
    jobs = Workspace()
    AzureMlBackend(configuration, jobs).run([], dry_run=False)
    assert jobs.submitted == []


def test_every_submission_has_a_name_and_a_folder_of_its_own(configuration: Configuration) -> None:
    jobs = Workspace()
    for _ in range(2):
        run_training(AzureMlBackend(configuration, jobs), configuration)
    first, second = jobs.submitted
    assert first["name"] != second["name"]
    paths: list[set[str]] = [{entry["path"] for entry in job["outputs"].values()} for job in (first, second)]
    assert paths[0].isdisjoint(paths[1])


def test_a_job_says_from_what_it_was_made(configuration: Configuration, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUILD_SOURCEVERSION", "0123abc")
    jobs = Workspace()
    run_training(AzureMlBackend(configuration, jobs), configuration)
    tags: Mapping[str, str] = jobs.submitted[0]["tags"]
    assert tags["git_sha"] == "0123abc"
    assert tags["configuration_sha256"] == configuration.sha256()
    assert tags["environment"] == configuration.environment


def test_jobs_run_on_the_cluster_or_serverless_as_azure_yml_says(project: Path, environment: str) -> None:
    file = ConfigurationFolder(project).environment_file(environment, "azure.yml")
    found = []
    for choice in ("cluster", "serverless"):
        file.write_text(file.read_text("utf-8").replace("run_on: cluster", f"run_on: {choice}"), "utf-8")
        configuration, jobs = ConfigurationFolder(project).load(environment), Workspace()
        run_training(AzureMlBackend(configuration, jobs), configuration)
        found.append(jobs.submitted[0]["settings"]["default_compute"])
    assert found == ["azureml:cpu-cluster", "azureml:serverless"]


def test_the_candidate_is_fetched_with_the_addresses_of_the_outputs(configuration: Configuration) -> None:
    jobs = Workspace()
    backend = AzureMlBackend(configuration, jobs)
    run_training(backend, configuration)
    directory = backend.collect_candidate()
    name = jobs.submitted[0]["name"]
    assert sorted(path.name for path in directory.iterdir()) == ["evaluation", "gate", "job.json", "model"]
    addresses = json.loads((directory / "job.json").read_text("utf-8"))
    assert addresses["model"] == f"azureml://jobs/{name}/outputs/model"
    assert jobs.downloads == [(name, part) for part in ("model", "evaluation", "gate")]
    assert backend.collect_candidate() == directory
    assert len(jobs.downloads) == 3, "what is here already is not fetched again"


def test_a_later_training_takes_the_place_of_the_candidate(configuration: Configuration) -> None:
    jobs = Workspace()
    backend = AzureMlBackend(configuration, jobs)
    for expected in range(2):
        run_training(backend, configuration)
        record = json.loads((backend.collect_candidate() / "model" / "record.json").read_text("utf-8"))
        assert record["job"] == jobs.submitted[expected]["name"]


def test_what_a_job_wrote_to_a_location_takes_the_place_of_a_folder_here(configuration: Configuration) -> None:
    jobs = Workspace()
    backend = AzureMlBackend(configuration, jobs)
    run_training(backend, configuration)
    target = Path("outputs/fetched")
    write_record(target, "old.json", {})
    assert backend.fetch(backend.locations.evaluation, target) == target
    assert jobs.downloads == [(jobs.submitted[0]["name"], "evaluation")]
    assert [path.name for path in target.iterdir()] == ["record.json"]
    assert backend_of("local", configuration).fetch("outputs/here", target) == Path("outputs/here")


def test_nothing_is_fetched_before_a_job_has_written_it(configuration: Configuration) -> None:
    with pytest.raises(ConfigurationError, match=r"jobs\.json\n  expected: the job that wrote azureml://.*/model"):
        AzureMlBackend(configuration, Workspace()).collect_candidate()


def test_what_was_submitted_in_one_step_is_waited_for_in_another(configuration: Configuration) -> None:
    run_training(AzureMlBackend(configuration, Workspace("Failed", failing="gate")), configuration, wait=False)
    jobs = Workspace("Completed")
    later = AzureMlBackend(configuration, jobs)
    later.wait()
    assert later.collect_candidate().is_dir()
    with pytest.raises(ConfigurationError, match=r"expected: a job that was submitted\n.*\n.*--no-wait"):
        later.wait()


def test_a_job_that_failed_can_be_waited_for_again(configuration: Configuration) -> None:
    backend = AzureMlBackend(configuration, Workspace("Failed", failing="gate", log="FAILED with exit code 30:\nlow"))
    for _ in range(2):
        with pytest.raises(ServiceError, match="gate failed") as caught:
            run_training(backend, configuration)
        assert exit_code_of(caught.value) == ExitCode.GATE
    with pytest.raises(ServiceError, match="gate failed"):
        backend.wait()


@pytest.mark.parametrize("text", ["{", "[]", '{"writers": {}}', '{"writers": {"a": {"job": "x"}}, "pending": null}'])
def test_a_record_of_jobs_that_somebody_broke_is_refused(text: str, project: Path, environment: str) -> None:
    file = project / "outputs" / environment / "jobs.json"
    file.parent.mkdir(parents=True)
    file.write_text(text, "utf-8")
    with pytest.raises(ConfigurationError, match="Delete the file"):
        read_job_record(environment)
