"""The way of a model from the gate into the environments: one version, the same bytes."""

import re
from pathlib import Path

import pytest

from operation.execution.configuration import ConfigurationFolder
from operation.execution.deployment import read_deployment
from operation.execution.exit_codes import ExitCode
from operation.execution.locations import release_directory
from operation.execution.registry.local_registry import LocalRegistry
from operation.execution.registry.registries import registries_of
from operation.execution.registry.release_registry import release_registry
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
from src.candidate import checksums, sha256_of


@pytest.fixture
def own(candidate: Path, environment: str) -> LocalRegistry:
    assert candidate.is_dir()
    registry = registries_of("local", ConfigurationFolder(Path()).load(environment)).own()
    assert isinstance(registry, LocalRegistry)
    return registry


@pytest.fixture
def name(environment: str) -> str:
    return ConfigurationFolder(Path(__file__).parents[3]).load(environment).project.project_name


def test_the_model_that_passed_the_gate_becomes_a_version_with_its_origin(
    candidate: Path, own: LocalRegistry, name: str, environment: str
) -> None:
    assert run_step("register", "--env", environment, *LOCAL) == ExitCode.OK
    (version,) = own.versions(name)
    metadata = read(candidate / "model/metadata.json")
    assert (version.version, version.sha256) == ("1", metadata["model_sha256"])
    assert checksums(Path(version.location)) == checksums(candidate / "model")
    tags = version.tags
    assert tags["git_sha"] == metadata["git_sha"]
    assert tags["train_data_sha256"] == sha256_of(Path(f"data/processed/{environment}/train.csv"))
    assert tags["holdout_data_sha256"] == sha256_of(Path(f"data/processed/{environment}/holdout.csv"))
    assert tags["configuration_sha256"] == ConfigurationFolder(Path()).load(environment).sha256()
    assert tags["trained_in"] == environment
    assert {tag for tag in tags if tag.startswith("metric_")}
    registration = read(candidate / "registration.json")
    assert (registration["name"], registration["version"], registration["tags"]) == (name, "1", dict(tags))


def test_registering_again_keeps_the_version_and_another_model_gets_the_next(
    own: LocalRegistry, name: str, environment: str
) -> None:
    for _ in range(2):
        assert run_step("register", "--env", environment, *LOCAL) == ExitCode.OK
    assert [version.version for version in own.versions(name)] == ["1"]
    train_another_model(environment)
    assert run_step("register", "--env", environment, *LOCAL) == ExitCode.OK
    assert [version.version for version in own.versions(name)] == ["1", "2"]


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        ("no verdict", ExitCode.MODEL),
        ("a bad verdict", ExitCode.GATE),
        ("the verdict of another model", ExitCode.MODEL),
        ("altered bytes", ExitCode.MODEL),
        ("no model", ExitCode.MODEL),
    ],
)
def test_a_candidate_is_not_registered_for(
    damage: str, code: ExitCode, candidate: Path, own: LocalRegistry, environment: str
) -> None:
    if damage == "no verdict":
        (candidate / "gate/gate.json").unlink()
    elif damage == "a bad verdict":
        edit(candidate / "gate/gate.json", passed=False)
    elif damage == "the verdict of another model":
        edit(candidate / "gate/gate.json", model_sha256="0" * 64)
    elif damage == "altered bytes":
        (candidate / "model/model.pkl").write_bytes(b"something else")
    else:
        (candidate / "model/metadata.json").unlink()
    assert run_step("register", "--env", environment, *LOCAL) == code
    assert not own.folder.exists()
    assert not (candidate / "registration.json").exists()


def test_one_version_with_the_same_bytes_travels_through_every_environment(candidate: Path) -> None:
    register_and_promote()
    environments = read_deployment(ConfigurationFolder(Path())).environments
    for environment in environments:
        release_into(environment)
    releases = [release_directory(environment) for environment in environments]
    assert {str(read(release / "registration.json")["version"]) for release in releases} == {"1"}
    assert {str(read(release / "release.json")["model_version"]) for release in releases} == {"1"}
    for release in releases:
        assert checksums(release / "model") == checksums(candidate / "model")


def test_the_bytes_of_a_pipelines_candidate_are_enough_to_release_its_version(
    candidate: Path, name: str, environment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    register_and_promote()
    edit(candidate / "registration.json", version="7")
    forget_registries()
    monkeypatch.setenv("TF_BUILD", "True")
    release_into(environment)
    registry = release_registry("local", ConfigurationFolder(Path()).load(environment))
    assert [version.version for version in registry.versions(name)] == ["7"]
    champion = registry.champion(name, environment)
    assert champion is not None
    assert champion.sha256 == read(candidate / "model/metadata.json")["model_sha256"]


@pytest.mark.parametrize(
    "damage", ["no registration", "no version", "no such number", "of another model", "a taken number"]
)
def test_a_candidate_is_not_released_with(
    damage: str, candidate: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    register_and_promote()
    registration = candidate / "registration.json"
    if damage == "no registration":
        registration.unlink()
    elif damage == "no version":
        registration.write_text('{"name": "x"}', "utf-8")
    elif damage == "no such number":
        edit(registration, version="latest")
    elif damage == "of another model":
        edit(registration, sha256="0" * 64)
    else:
        train_another_model(environment)
        register_and_promote()
        edit(registration, version="1")
    capsys.readouterr()
    assert run_step("release", "--env", environment, *LOCAL) == ExitCode.MODEL
    assert "registration.json" in capsys.readouterr().err or damage in ("no such number", "a taken number")
    assert not release_directory(environment).exists()


def test_a_failed_release_leaves_the_one_before_it(candidate: Path, environment: str) -> None:
    register_and_promote()
    release_into(environment)
    before = checksums(release_directory(environment))
    edit(candidate / "gate/gate.json", passed=False)
    assert run_step("release", "--env", environment, *LOCAL) == ExitCode.GATE
    assert checksums(release_directory(environment)) == before


def test_a_model_that_answers_too_late_is_refused_by_the_setting_that_says_so(
    candidate: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert candidate.is_dir()
    register_and_promote()
    settings = ConfigurationFolder(Path()).environment_file(environment, "settings.yml")
    replace(settings, "smoke_test_maximum_seconds: ", "smoke_test_maximum_seconds: 0.000001 # ")
    assert run_step("release", "--env", environment, *LOCAL) == ExitCode.TIMEOUT
    complaint = capsys.readouterr().err
    assert f"environment_{environment}/settings.yml: release.smoke_test_maximum_seconds" in complaint
    assert "Release again" in complaint
    assert not release_directory(environment).exists()


def test_what_an_environment_works_with_is_noted_when_its_release_is_complete(
    candidate: Path, name: str, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert candidate.is_dir()
    registry = release_registry("local", ConfigurationFolder(Path()).load(environment))
    register_and_promote()
    assert run_step("complete_release", "--env", environment, *LOCAL) == ExitCode.MODEL
    assert "release/registration.json: there is no such file. Run the step release first." in capsys.readouterr().err
    assert run_step("release", "--env", environment, *LOCAL) == ExitCode.OK
    assert registry.champion(name, environment) is None
    capsys.readouterr()
    assert run_step("complete_release", "--env", environment, *LOCAL) == ExitCode.OK
    assert re.search(r"works with .* version 1 in .*; before: none", capsys.readouterr().out)
    champion = registry.champion(name, environment)
    assert champion is not None
    assert champion.version == "1"


@pytest.mark.parametrize(
    ("record", "content"),
    [("registration.json", '{"name": "x"}'), ("registration.json", None), ("model/metadata.json", "{}")],
)
def test_what_is_wrong_with_a_release_is_mended_by_the_step_that_releases(
    record: str, content: str | None, candidate: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert candidate.is_dir()
    register_and_promote()
    release_into(environment)
    file = release_directory(environment) / record
    file.unlink()
    if content is not None:
        file.write_text(content, "utf-8")
    capsys.readouterr()
    assert run_step("complete_release", "--env", environment, *LOCAL) == ExitCode.MODEL
    assert "the step release" in capsys.readouterr().err


@pytest.mark.parametrize("step", ["register", "release", "complete_release"])
def test_a_dry_run_needs_no_model_and_writes_nothing(step: str, project: Path, environment: str) -> None:
    assert run_step(step, "--env", environment, *LOCAL, "--dry-run") == ExitCode.OK
    assert not (project / "outputs").exists()
