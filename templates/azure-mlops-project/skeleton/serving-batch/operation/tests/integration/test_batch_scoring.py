"""The batch endpoint on this computer: deploy, score whole folders or nothing, go back by one version."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from operation.execution.batch.batch_endpoints import BatchDeployment
from operation.execution.batch.connection import endpoints_of
from operation.execution.batch.local_batch_endpoints import LocalBatchEndpoints
from operation.execution.configuration import ConfigurationFolder
from operation.execution.exit_codes import ExitCode
from operation.execution.locations import release_directory
from operation.tests.conftest import replace, run_step
from operation.tests.releasing import (
    LOCAL,
    edit,
    forget_registries,
    read,
    register_and_promote,
    release_into,
    train_another_model,
)
from src.candidate import checksums

FILES = Path("data/raw/to_score")


@pytest.fixture
def released(candidate: Path, environment: str) -> Path:
    assert candidate.is_dir()
    register_and_promote()
    release_into(environment)
    return release_directory(environment)


@pytest.fixture
def endpoint(released: Path, environment: str) -> LocalBatchEndpoints:
    """Return the endpoint, with the released version as its default."""
    assert released.is_dir()
    assert run_step("deploy_batch", "--env", environment, *LOCAL) == ExitCode.OK
    return endpoint_of(environment)


@pytest.fixture
def scored(endpoint: LocalBatchEndpoints, environment: str) -> Path:
    """Return the result of scoring the sample; the files to score are those in the folder from then on."""
    assert default_of(endpoint).version == "1"
    assert run_step("score_batch", "--env", environment, *LOCAL) == ExitCode.OK
    replace(Path(f"operation/configuration/environment_{environment}/batch.yml"), "source: sample", "source: folder")
    return Path(f"outputs/{environment}/batch_scores")


def endpoint_of(environment: str) -> LocalBatchEndpoints:
    endpoint = endpoints_of("local", ConfigurationFolder(Path()).load(environment))
    assert isinstance(endpoint, LocalBatchEndpoints)
    return endpoint


def versions(endpoint: LocalBatchEndpoints) -> list[str]:
    return [deployment.version for deployment in endpoint.deployments()]


def default_of(endpoint: LocalBatchEndpoints) -> BatchDeployment:
    (default,) = [deployment for deployment in endpoint.deployments() if deployment.name == endpoint.default()]
    return default


def release_another_model(environment: str) -> None:
    train_another_model(environment)
    register_and_promote()
    release_into(environment)


def lose_a_value(file: Path, line: int) -> str:
    """Take the last value out of a line, and return the name of its column."""
    rows = pd.read_csv(file, dtype=str)
    rows.iloc[line - 2, -1] = ""
    rows.to_csv(file, index=False)
    return str(rows.columns[-1])


def test_the_released_version_becomes_the_default_once_it_scored_the_smoke_test(
    endpoint: LocalBatchEndpoints, released: Path
) -> None:
    (deployment,) = endpoint.deployments()
    assert endpoint.default() == deployment.name == f"version-1-{deployment.fingerprint[:8]}"
    assert deployment.version == "1"
    assert deployment.model_sha256 == read(released / "model/metadata.json")["model_sha256"]


def test_every_file_becomes_a_file_of_scores_with_a_record_of_the_model(
    scored: Path, environment: str, released: Path
) -> None:
    shutil.copy(FILES / "sample.csv", FILES / "second.csv")
    assert run_step("score_batch", "--env", environment, *LOCAL) == ExitCode.OK
    assert sorted(path.name for path in (scored / "scores").iterdir()) == ["sample.csv", "second.csv"]
    scores = pd.read_csv(scored / "scores/second.csv")
    assert len(scores) > 0
    assert scores.drop(columns="row").notna().to_numpy().all()
    record = read(scored / "run.json")
    assert record["scored"] == ["sample.csv", "second.csv"]
    assert (record["deployment"], record["model_version"]) == (endpoint_of(environment).default(), "1")
    assert record["model_sha256"] == read(released / "model/metadata.json")["model_sha256"]


def test_the_scores_are_those_that_the_model_gives(scored: Path, released: Path) -> None:
    from src.score import main  # noqa: PLC0415 - the very script

    shutil.copy(FILES / "sample.csv", "score.csv")
    arguments = ("--model-directory", str(released / "model"), "--score-data", "score.csv", "--predictions", "own.csv")
    main(arguments)
    pd.testing.assert_frame_equal(pd.read_csv("own.csv"), pd.read_csv(scored / "scores/sample.csv"))


def test_a_bad_row_is_named_by_file_and_line_and_nothing_is_written(
    scored: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = checksums(scored)
    for number in range(7):
        shutil.copy(FILES / "sample.csv", FILES / f"good_{number}.csv")
    shutil.copy(FILES / "sample.csv", FILES / "bad.csv")
    shutil.copy(FILES / "sample.csv", FILES / "worse.csv")
    columns = {lose_a_value(FILES / "bad.csv", 5), lose_a_value(FILES / "worse.csv", 9)}
    capsys.readouterr()
    assert run_step("score_batch", "--env", environment, *LOCAL) == ExitCode.DATA
    err = capsys.readouterr().err
    assert all(text in err for text in ("bad.csv", "line 5", "worse.csv", "line 9", *columns))
    assert "good_" not in err
    assert checksums(scored) == before
    assert sorted(path.name for path in scored.parent.iterdir() if "incoming" in path.name) == []


@pytest.mark.parametrize("mistake", ["no csv", "the same name twice", "an empty folder", "no folder", "no rows"])
def test_a_folder_is_refused_as_a_whole_for(
    mistake: str, scored: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = checksums(scored)
    complaint = {
        "no csv": "notes.txt",
        "the same name twice": "sample.csv",
        "an empty folder": "at least one CSV file",
        "no folder": "to_score",
        "no rows": "header.csv",
    }[mistake]
    if mistake == "no csv":
        (FILES / "notes.txt").write_text("remember the milk", "utf-8")
    elif mistake == "the same name twice":
        (FILES / "inner").mkdir()
        shutil.copy(FILES / "sample.csv", FILES / "inner/sample.csv")
    elif mistake == "no rows":
        (FILES / "header.csv").write_text((FILES / "sample.csv").read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    else:
        shutil.rmtree(FILES)
        if mistake == "an empty folder":
            FILES.mkdir()
    capsys.readouterr()
    assert run_step("score_batch", "--env", environment, *LOCAL) == ExitCode.DATA
    assert complaint in capsys.readouterr().err
    assert checksums(scored) == before


def test_scoring_before_anything_is_deployed_says_what_to_do(
    released: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert released.is_dir()
    assert run_step("score_batch", "--env", environment, *LOCAL) == ExitCode.MODEL
    assert "Run release and deploy_batch" in capsys.readouterr().err


def test_the_version_before_stays_deployed_and_older_ones_go(endpoint: LocalBatchEndpoints, environment: str) -> None:
    for expected in (["1", "2"], ["2", "3"]):
        release_another_model(environment)
        assert run_step("deploy_batch", "--env", environment, *LOCAL) == ExitCode.OK
        assert versions(endpoint) == expected
        assert default_of(endpoint).version == expected[-1]


def test_the_version_before_stays_deployed_when_the_same_version_gets_other_settings(
    endpoint: LocalBatchEndpoints, environment: str
) -> None:
    first = default_of(endpoint)
    release_another_model(environment)
    assert run_step("deploy_batch", "--env", environment, *LOCAL) == ExitCode.OK
    settings = Path(f"operation/configuration/environment_{environment}/batch.yml")
    for before, after in (("instances: 1", "instances: 2"), ("instances: 2", "instances: 3")):
        replace(settings, before, after)
        assert run_step("deploy_batch", "--env", environment, *LOCAL) == ExitCode.OK
    assert versions(endpoint) == ["1", "2", "2"]
    assert first in endpoint.deployments()
    release_another_model(environment)
    assert run_step("deploy_batch", "--env", environment, *LOCAL) == ExitCode.OK
    assert versions(endpoint) == ["2", "3"]


def test_deploying_again_changes_nothing_and_says_so(
    endpoint: LocalBatchEndpoints, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    release_another_model(environment)
    assert run_step("deploy_batch", "--env", environment, *LOCAL) == ExitCode.OK
    before = checksums(endpoint.folder)
    capsys.readouterr()
    assert run_step("deploy_batch", "--env", environment, *LOCAL) == ExitCode.OK
    assert f"{endpoint.default()} is there already" in capsys.readouterr().out
    assert checksums(endpoint.folder) == before
    assert versions(endpoint) == ["1", "2"]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("operation/execution/batch/score.py", "import os\n", "import os as os\n"),
        ("operation/configuration/environment_{environment}/batch.yml", "instances: 1", "instances: 2"),
    ],
    ids=["code", "settings"],
)
def test_the_same_version_is_deployed_anew_and_can_be_gone_back_to_with_other(
    file: str, old: str, new: str, endpoint: LocalBatchEndpoints, environment: str
) -> None:
    first, changed = default_of(endpoint), Path(file.format(environment=environment))
    replace(changed, old, new)
    assert run_step("deploy_batch", "--env", environment, *LOCAL) == ExitCode.OK
    second = default_of(endpoint)
    assert (second.version, second.model_sha256) == (first.version, first.model_sha256)
    assert second.name != first.name
    assert {*endpoint.deployments()} == {first, second}
    replace(changed, new, old)
    assert run_step("deploy_batch", "--env", environment, *LOCAL) == ExitCode.OK
    assert default_of(endpoint) == first


def test_a_version_that_does_not_score_as_trained_is_deleted_and_the_default_stays(
    endpoint: LocalBatchEndpoints, released: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    release_another_model(environment)
    smoke_test = read(released / "model/smoke_test.json")
    answers = smoke_test["response"]["predictions"]  # type: ignore[index]
    wrong = [{**answer, next(reversed(answer)): -1.0} for answer in answers]
    edit(released / "model/smoke_test.json", response={"predictions": wrong})
    assert run_step("deploy_batch", "--env", environment, *LOCAL) == ExitCode.MODEL
    out = capsys.readouterr().out
    assert "deleted version-2-" in out
    assert f"; the default is still {endpoint.default()}" in out
    assert versions(endpoint) == [default_of(endpoint).version] == ["1"]


def test_a_deployment_that_does_not_exist_is_refused_by_those_that_do(
    endpoint: LocalBatchEndpoints, tmp_path: Path
) -> None:
    from src.errors import ModelError  # noqa: PLC0415 - only here

    for attempt in (
        lambda: endpoint.set_default("version-9"),
        lambda: endpoint.delete_deployment("version-9"),
        lambda: endpoint.invoke(".", tmp_path / "scores", "version-9"),
    ):
        with pytest.raises(ModelError, match=f"one of its deployments: {endpoint.default()}"):
            attempt()
    with pytest.raises(ModelError, match="is the default"):
        endpoint.delete_deployment(default_of(endpoint).name)


def test_a_new_agent_makes_the_endpoint_again_from_the_release(
    endpoint: LocalBatchEndpoints, environment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(endpoint.folder)
    forget_registries()
    monkeypatch.setenv("TF_BUILD", "True")
    for step in ("deploy_batch", "score_batch"):
        assert run_step(step, "--env", environment, *LOCAL) == ExitCode.OK
    assert default_of(endpoint).version == "1"


@pytest.mark.parametrize("step", ["deploy_batch", "score_batch"])
def test_a_dry_run_needs_no_model_and_writes_nothing(step: str, project: Path, environment: str) -> None:
    assert run_step(step, "--env", environment, *LOCAL, "--dry-run") == ExitCode.OK
    assert not (project / "outputs").exists()
    assert not (project / "data").exists()
