"""What the online endpoint was asked, and what it answered, gets into the log that monitoring reads."""

import io
import json
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
import yaml
from azure.ai.ml import load_job

from operation.execution.azureml.job_document import FOLDER
from operation.execution.azureml_backend import AzureMlBackend
from operation.execution.configuration import ConfigurationFolder
from operation.execution.exit_codes import ExitCode
from operation.execution.log_online_scores import run_of
from operation.execution.online.connection import endpoints_of
from operation.execution.online.endpoints import OnlineEndpoints
from operation.execution.step import StepContext
from operation.tests.conftest import replace, run_step
from operation.tests.online_project import online_step, release_version, train_another
from src import log_online_scores, problem
from src.collected_requests import CollectedRequest
from src.data_schema import labelled_schema
from src.data_validation import read_rows
from src.scored_log import STAMP, ScoringRun, read_runs
from src.trained_model import load_model

LONG_AGO = datetime(2020, 1, 1, tzinfo=timezone.utc)
LOCAL = ("--backend", "local")


@pytest.fixture
def serving(trained_project: Path, environment: str) -> OnlineEndpoints:
    """Return the endpoint of a released model in an environment that monitors what is really asked."""
    folder = trained_project / f"operation/configuration/environment_{environment}"
    replace(folder / "monitoring.yml", "source: sample", "source: log")
    replace(folder / "online.yml", "  requests: 20", "  requests: 1")
    release_version(environment)
    return deployed(environment)


def deployed(environment: str) -> OnlineEndpoints:
    """Deploy the release and let it answer every request; the smoke test asks it, as in a pipeline."""
    for step in ("deploy_online", "smoke_test_online"):
        assert online_step(step, environment) == ExitCode.OK
    endpoints = endpoints_of("local", ConfigurationFolder(Path()).load(environment))
    (*_, newest) = sorted(endpoints.deployments(), key=lambda deployment: deployment.sequence)
    endpoints.set_traffic({newest.name: 100})
    return endpoints


def ask(endpoints: OnlineEndpoints, environment: str) -> int:
    """Ask about the rows that were held out, as clients would; return how many rows they sent."""
    holdout = read_rows(Path("data/processed", environment, "holdout.csv"), labelled_schema())
    model = load_model(Path("outputs", environment, "release/model"))
    rows = json.loads(problem.score_input(holdout).to_json(orient="records", double_precision=15))
    # rows without an answer are the history that the first forecast starts from
    history = len(holdout) - len(problem.answer_holdout(model, holdout).dropna())
    ahead = len(problem.predict(model, problem.score_input(holdout)))
    starts = range(history, len(rows), ahead)
    asked = [rows[start - history : start] for start in starts] if history else [rows]
    for records in asked:
        endpoints.invoke({"records": records})
    return sum(len(records) for records in asked)


def logged(environment: str) -> Sequence[ScoringRun]:
    return read_runs(Path("outputs", environment, "scored_log"), since=LONG_AGO, until=datetime.now(timezone.utc))


def released_sha256(environment: str) -> str:
    metadata: dict[str, str] = json.loads(
        Path("outputs", environment, "release/model/metadata.json").read_text("utf-8")
    )
    return metadata["model_sha256"]


def test_what_clients_asked_is_logged_once_and_the_smoke_test_never(
    serving: OnlineEndpoints, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_step("log_online_scores", "--env", environment, *LOCAL) == ExitCode.OK
    assert logged(environment) == []
    count = ask(serving, environment)
    assert run_step("log_online_scores", "--env", environment, *LOCAL, "--dry-run") == ExitCode.OK
    assert "dry run, nothing is logged" in capsys.readouterr().out
    assert logged(environment) == []
    for _ in range(2):
        assert run_step("log_online_scores", "--env", environment, *LOCAL) == ExitCode.OK
    runs = logged(environment)
    assert {run.model_sha256 for run in runs} == {released_sha256(environment)}
    assert sum(len(run.inputs) for run in runs) == count
    ask(serving, environment)
    assert run_step("log_online_scores", "--env", environment, *LOCAL) == ExitCode.OK
    assert sum(len(run.inputs) for run in logged(environment)) == 2 * count


def test_monitoring_reads_what_the_endpoint_was_asked(serving: OnlineEndpoints, environment: str) -> None:
    ask(serving, environment)
    steps = ("log_scored_data", "log_online_scores", "check_freshness", "monitor_drift", "monitor_performance")
    assert [run_step(step, "--env", environment, *LOCAL) for step in steps] == [ExitCode.OK] * len(steps)
    assert run_step("monitoring_verdict", "--env", environment, *LOCAL) == ExitCode.OK
    report = json.loads(Path("outputs", environment, "monitoring/performance/performance.json").read_text("utf-8"))
    assert report["model_sha256"] == released_sha256(environment)
    assert report["matched_rows"] >= 50


def collected(answer: dict[str, float], *times: str) -> list[CollectedRequest]:
    return [CollectedRequest(time, datetime.fromisoformat(time), [{"x": 1.0}], [answer]) for time in times]


def test_requests_of_one_day_are_one_run() -> None:
    requests = collected(
        {"y": 1}, "2026-03-01T00:00:00+00:00", "2026-03-01T23:59:59+00:00", "2026-03-02T00:00:00+00:00"
    )
    assert [len(run) for run in log_online_scores.together(requests)] == [2, 1]


def test_a_request_whose_answers_name_what_they_are_about_is_a_run_of_its_own() -> None:
    requests = collected({"x": 2, "y": 1}, "2026-03-01T00:00:00+00:00", "2026-03-01T00:00:00+00:00")
    assert [len(run) for run in log_online_scores.together(requests)] == [1, 1]


def test_runs_that_ended_at_the_same_moment_are_both_logged(tmp_path: Path) -> None:
    moment = datetime(2026, 3, 1, tzinfo=timezone.utc)
    for microseconds in range(3):
        free = log_online_scores.free_moment(tmp_path, moment)
        assert free - moment == timedelta(microseconds=microseconds)
        (tmp_path / free.strftime(STAMP)).mkdir()


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ({"x": 0.12345678901, "y": "a"}, True),
        ({"x": 0.1234568, "y": "a"}, True),
        ({"x": 0.1235, "y": "a"}, False),
        ({"x": 0.12345678901, "y": "b"}, False),
        ({"x": 0.12345678901}, False),
    ],
)
def test_the_smoke_test_is_known_by_its_records_however_they_were_written(other: dict[str, object], same: bool) -> None:  # noqa: FBT001 - a case of the table
    records: list[dict[str, object]] = [{"x": 0.12345678901234, "y": "a"}]
    assert log_online_scores.same_records(records, [other]) is same
    assert not log_online_scores.same_records(records, [other, other])


def test_a_deployment_is_not_credited_with_what_another_one_of_its_name_answered(
    serving: OnlineEndpoints, environment: str
) -> None:
    ask(serving, environment)
    (blue,) = serving.deployments()
    collected = Path("outputs", environment, "online", serving.name)
    now = datetime.now(timezone.utc)
    places = (
        *("--collected", str(collected), "--model-directory", f"outputs/{environment}/release/model"),
        *("--whole-log", f"outputs/{environment}/scored_log", "--scored-log", f"outputs/{environment}/scored_log"),
    )
    later = (now + timedelta(minutes=1)).isoformat()
    log_online_scores.main([*places, "--deployment", f"{blue.name}={'b' * 64}@{later}"])
    assert logged(environment) == []
    log_online_scores.main([*places, "--deployment", f"{blue.name}={'c' * 64}@{blue.deployed_at}"])
    assert {run.model_sha256 for run in logged(environment)} == {"c" * 64}


def test_each_model_is_credited_with_its_own_answers(serving: OnlineEndpoints, environment: str) -> None:
    ask(serving, environment)
    first = released_sha256(environment)
    train_another(environment)
    release_version(environment)
    ask(deployed(environment), environment)
    assert run_step("log_online_scores", "--env", environment, *LOCAL) == ExitCode.OK
    assert {run.model_sha256 for run in logged(environment)} == {first, released_sha256(environment)}


def test_requests_older_than_they_are_kept_stay_out_of_the_log(serving: OnlineEndpoints, environment: str) -> None:
    ask(serving, environment)
    assert run_step("log_online_scores", "--env", environment, *LOCAL) == ExitCode.OK
    assert logged(environment)
    later = (datetime.now(timezone.utc) + timedelta(days=400)).isoformat()
    for _ in range(2):
        assert run_step("log_online_scores", "--env", environment, *LOCAL, "--now", later) == ExitCode.OK
        assert logged(environment) == []


def test_requests_that_break_the_data_contract_stop_the_step_and_nothing_is_logged(
    serving: OnlineEndpoints, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ask(serving, environment)
    file = Path("outputs", environment, "online", serving.name, "blue/collected/model_inputs.jsonl")
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    lines[-1]["data"] = [{"nonsense": 1}]
    file.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    assert run_step("log_online_scores", "--env", environment, *LOCAL) == ExitCode.DATA
    assert "to deployment blue" in capsys.readouterr().err
    assert logged(environment) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("monitoring.yml", "source: log", "source: sample"), "scored_data.source is sample"),
        (("online.yml", "collect_data: true", "collect_data: false"), "deployment.collect_data is false"),
    ],
)
def test_where_nothing_is_to_be_logged_the_step_says_why(
    serving: OnlineEndpoints,
    environment: str,
    change: tuple[str, str, str],
    said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    ask(serving, environment)
    file, old, new = change
    replace(Path(f"operation/configuration/environment_{environment}", file), old, new)
    assert run_step("log_online_scores", "--env", environment, *LOCAL) == ExitCode.OK
    assert said in capsys.readouterr().out
    assert logged(environment) == []


def test_an_endpoint_without_deployments_was_not_asked(
    trained_project: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = trained_project / f"operation/configuration/environment_{environment}"
    replace(folder / "monitoring.yml", "source: sample", "source: log")
    assert run_step("log_online_scores", "--env", environment, *LOCAL) == ExitCode.OK
    assert "nobody can have asked it" in capsys.readouterr().out


@pytest.mark.parametrize("wrong", ["blue", "blue=", "=abc", "blue=abc@yesterday"])
def test_a_deployment_that_is_told_wrongly_is_refused(wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        log_online_scores.parse_arguments(["--collected", "x", "--deployment", wrong])
    assert ended.value.code == ExitCode.USAGE
    assert "argument --deployment: expected" in capsys.readouterr().err


def test_the_sdk_reads_the_job_that_logs_what_azure_collected(
    serving: OnlineEndpoints, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    configuration = ConfigurationFolder(Path()).load(environment)
    backend = AzureMlBackend(configuration)
    options = log_online_scores.parse_arguments(["--collected", "x"])
    run = run_of(StepContext(configuration, backend, dry_run=True, options=options), serving.deployments())
    backend.run([run], dry_run=True)
    text = capsys.readouterr().out.split(f"as if it were in {FOLDER.as_posix()}:\n")[1]
    job: Any = load_job(io.StringIO(text), relative_origin=str(FOLDER / "job.yml"))
    assert "log_online_scores" in job.jobs
    inputs = yaml.safe_load(text)["jobs"]["log_online_scores"]["inputs"]
    assert inputs["collected"]["path"].endswith(f"workspaceblobstore/paths/modelDataCollector/{serving.name}")
    assert inputs["deployments"].startswith(f"--deployment blue={released_sha256(environment)}@20")
