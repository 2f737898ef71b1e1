"""The way back: the release before, or the version that is champion already, in the release of an environment."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from operation.execution.configuration import ConfigurationFolder
from operation.execution.exit_codes import ExitCode
from operation.execution.locations import candidate_directory, release_directory
from operation.execution.registry.model_registry import ModelRegistry
from operation.execution.registry.release_registry import release_registry
from operation.tests.conftest import run_step, working_in
from operation.tests.project_copies import Original
from operation.tests.releasing import LOCAL, edit, read, register_and_promote, release_into, train_another_model
from src.candidate import SMOKE_TEST, checksums, read_record


@pytest.fixture
def name(environment: str) -> str:
    return ConfigurationFolder(Path(__file__).parents[3]).load(environment).project.project_name


@pytest.fixture
def common(trained_project: Path, environment: str) -> ModelRegistry:
    assert trained_project.is_dir()
    return release_registry("local", ConfigurationFolder(Path()).load(environment))


@pytest.fixture(scope="module")
def _released_twice(
    _trained_once: Original, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Original, list[str]]]:
    project = _trained_once.copy_to(tmp_path_factory.mktemp("released_twice"))
    environment = ConfigurationFolder(project).project().training_environment
    metadata = project / candidate_directory(environment) / "model/metadata.json"
    with working_in(project):
        register_and_promote()
        release_into(environment)
        first = str(read(metadata)["model_sha256"])
        train_another_model(environment)
        register_and_promote()
        release_into(environment)
    original = Original.of(project)
    yield original, [first, str(read(metadata)["model_sha256"])]
    original.require_unaltered()


@pytest.fixture
def two_releases(
    _released_twice: tuple[Original, list[str]], trained_project: Path, monkeypatch: pytest.MonkeyPatch
) -> list[str]:
    """Return the checksums of two models that were released one after the other in the current directory."""
    original, released = _released_twice
    monkeypatch.chdir(original.copy_to(trained_project / "released_twice"))
    return released


def test_the_release_before_can_be_gone_back_to_and_from_there_forward(
    two_releases: list[str], environment: str, common: ModelRegistry, name: str
) -> None:
    release = release_directory(environment)
    steps = (
        (("--env", environment), "1", two_releases[0]),
        (("--env", environment, "--to", "2"), "2", two_releases[1]),
    )
    for options, number, sha256 in steps:
        assert run_step("roll_back_release", *options, *LOCAL) == ExitCode.OK
        assert read(release / "registration.json")["version"] == number
        assert read(release / "model/metadata.json")["model_sha256"] == sha256
        champion = common.champion(name, environment)
        assert champion is not None
        assert champion.version == number


def test_a_release_that_is_gone_back_to_has_the_records_of_a_release(
    two_releases: list[str], environment: str, common: ModelRegistry, name: str
) -> None:
    release = release_directory(environment)
    second = read(release / "evaluation/evaluation.json")
    assert run_step("roll_back_release", "--env", environment, *LOCAL) == ExitCode.OK
    first = read(release / "evaluation/evaluation.json")
    assert first["model_sha256"] == two_releases[0]
    assert sorted(cast("dict[str, float]", first["metrics"])) == sorted(cast("dict[str, float]", second["metrics"]))
    record = read(release / "release.json")
    assert (record["model_version"], record["model_sha256"]) == ("1", two_releases[0])
    assert run_step("roll_back_release", "--env", environment, *LOCAL, "--to", "2") == ExitCode.OK
    again = read(release / "evaluation/evaluation.json")
    assert again["metrics"] == pytest.approx(second["metrics"], rel=1e-5)
    assert again["holdout_data_sha256"] == second["holdout_data_sha256"]
    assert again["source"] == f"the tags of {common.get(name, '2')}"


def test_a_version_without_metrics_is_gone_back_to_all_the_same(
    two_releases: list[str], environment: str, common: ModelRegistry, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    record = Path(common.get(name, "1").location).with_name("version.json")
    tags = cast("dict[str, str]", read(record)["tags"])
    edit(record, tags={key: value for key, value in tags.items() if not key.startswith("metric_")})
    assert run_step("roll_back_release", "--env", environment, *LOCAL) == ExitCode.OK
    assert "release its training run again" in capsys.readouterr().out
    assert read(release_directory(environment) / "model/metadata.json")["model_sha256"] == two_releases[0]
    assert not (release_directory(environment) / "evaluation").exists()


def test_there_is_no_way_back_before_the_first_release(
    candidate: Path, environment: str, common: ModelRegistry, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert candidate.is_dir()
    register_and_promote()
    assert run_step("roll_back_release", "--env", environment, *LOCAL) == ExitCode.MODEL
    release_into(environment)
    assert "no release of" in capsys.readouterr().err
    for options, remedy in (
        ((), "There is no other one"),
        (("--to", "1"), "There is no other one"),
        (("--to", "5"), "Name one that is there"),
    ):
        assert run_step("roll_back_release", "--env", environment, *LOCAL, *options) == ExitCode.MODEL
        assert remedy in capsys.readouterr().err
    assert common.champion(name, environment) is not None


def test_a_version_that_no_longer_answers_as_trained_is_not_gone_back_to(
    two_releases: list[str], environment: str, common: ModelRegistry, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = common.get(name, "1")
    record = read_record(Path(first.location), SMOKE_TEST)
    answers = [{**answer, next(iter(answer)): "something else"} for answer in record["response"]["predictions"]]
    monkeypatch.setattr("operation.execution.roll_back_release.respond", lambda *_: {"predictions": answers})
    assert run_step("roll_back_release", "--env", environment, *LOCAL) == ExitCode.MODEL
    assert read(release_directory(environment) / "model/metadata.json")["model_sha256"] == two_releases[1]
    champion = common.champion(name, environment)
    assert champion is not None
    assert champion.version == "2"


@pytest.fixture
def champion_alone_went_back(two_releases: list[str], environment: str, common: ModelRegistry, name: str) -> list[str]:
    """Return the checksums of two models: the release has the second one, and the champion is the first one again."""
    common.withdraw_champion(name, environment)
    return two_releases


@pytest.mark.parametrize("options", [(), ("--to", "1")])
def test_a_release_follows_a_champion_that_went_back_alone(
    options: tuple[str, ...], champion_alone_went_back: list[str], environment: str, common: ModelRegistry, name: str
) -> None:
    assert run_step("roll_back_release", "--env", environment, *LOCAL, *options) == ExitCode.OK
    assert read(release_directory(environment) / "model/metadata.json")["model_sha256"] == champion_alone_went_back[0]
    champion = common.champion(name, environment)
    assert champion is not None
    assert champion.version == "1"


def test_the_remedy_lists_the_versions_that_are_of_use(
    champion_alone_went_back: list[str], environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_step("roll_back_release", "--env", environment, *LOCAL) == ExitCode.OK
    for options, found in (((), "no version that is marked"), (("--to", "1"), "version 1 in")):
        capsys.readouterr()
        assert run_step("roll_back_release", "--env", environment, *LOCAL, *options) == ExitCode.MODEL
        refusal = capsys.readouterr().err
        assert "Name one with --to: 2.\n" in refusal
        assert found in refusal.split("found: ")[1]
    assert read(release_directory(environment) / "model/metadata.json")["model_sha256"] == champion_alone_went_back[0]


@pytest.fixture(params=["it is not here", "its registration is that of another model"])
def without_a_readable_release(two_releases: list[str], environment: str, request: pytest.FixtureRequest) -> list[str]:
    """Return the checksums of two models: the second one is the champion, and no release in this folder says more."""
    release = release_directory(environment)
    if request.param == "it is not here":
        release.rename(release.with_name("elsewhere"))
    else:
        edit(release / "registration.json", sha256="0" * 64)
    return two_releases


@pytest.mark.usefixtures("without_a_readable_release")
@pytest.mark.parametrize("mode", [(), ("--dry-run",)])
def test_without_a_readable_release_nothing_changes_until_the_version_is_named(
    mode: tuple[str, ...], environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = checksums(Path("outputs"))
    assert run_step("roll_back_release", "--env", environment, *LOCAL, *mode) == ExitCode.MODEL
    refusal = capsys.readouterr().err
    assert "no release that can be read" in refusal
    assert "Add --to 1;" in refusal
    assert "gone back to already, --to 2." in refusal
    assert checksums(Path("outputs")) == before


@pytest.mark.parametrize("number", ["1", "2"])
def test_without_a_readable_release_the_version_that_is_named_is_gone_back_to(
    number: str, without_a_readable_release: list[str], environment: str, common: ModelRegistry, name: str
) -> None:
    sha256 = without_a_readable_release[int(number) - 1]
    assert run_step("roll_back_release", "--env", environment, *LOCAL, "--to", number) == ExitCode.OK
    assert read(release_directory(environment) / "model/metadata.json")["model_sha256"] == sha256
    champion = common.champion(name, environment)
    assert champion is not None
    assert champion.version == number


@pytest.mark.usefixtures("two_releases")
def test_a_dry_run_names_the_version_and_changes_nothing(
    environment: str, common: ModelRegistry, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = checksums(Path("outputs"))
    assert run_step("roll_back_release", "--env", environment, *LOCAL, "--dry-run") == ExitCode.OK
    assert f"would work with {common.get(name, '1')}; before: {common.get(name, '2')}" in capsys.readouterr().out
    assert checksums(Path("outputs")) == before


@pytest.mark.usefixtures("two_releases")
@pytest.mark.parametrize("options", [("--to", "2"), ("--to", "7"), ()])
def test_a_dry_run_fails_where_the_command_would(
    options: tuple[str, ...], environment: str, common: ModelRegistry, name: str
) -> None:
    if not options:
        Path(common.get(name, "1").location, "model.pkl").write_bytes(b"something else")
    for mode in (("--dry-run",), ()):
        assert run_step("roll_back_release", "--env", environment, *LOCAL, *options, *mode) == ExitCode.MODEL
