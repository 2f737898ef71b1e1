"""The champion of the registry, really measured beside a new model; and promotion."""

import json
from pathlib import Path

import pandas as pd
import pytest

from operation.configuration_sections.champion import SECTION as CHAMPION
from operation.execution.configuration import ConfigurationFolder
from operation.execution.exit_codes import ExitCode
from operation.execution.local_store import STORE_VARIABLE
from operation.execution.locations import release_directory
from operation.execution.registry.model_registry import ModelRegistry
from operation.execution.registry.registries import registries_of
from operation.execution.registry.release_registry import release_registry
from operation.tests.conftest import replace, run_step
from operation.tests.releasing import LOCAL, edit, read, register_and_promote, release_into, train_another_model
from src.candidate import checksums
from src.data_contract import TARGET


@pytest.fixture
def champions_environment(environment: str) -> str:
    """Return the environment whose champion a new model has to beat."""
    return ConfigurationFolder(Path(__file__).parents[3]).load(environment).section(CHAMPION).environment


@pytest.fixture
def name(environment: str) -> str:
    return ConfigurationFolder(Path(__file__).parents[3]).load(environment).project.project_name


@pytest.fixture
def common(trained_project: Path, environment: str) -> ModelRegistry:
    assert trained_project.is_dir()
    return release_registry("local", ConfigurationFolder(Path()).load(environment))


def rows_of(candidate: Path, rule: str) -> list[dict[str, object]]:
    criteria = json.loads((candidate / "gate/gate.json").read_text("utf-8"))["criteria"]
    return [criterion for criterion in criteria if criterion["rule"].startswith(rule)]


def gate(environment: str) -> int:
    assert run_step("evaluate", "--env", environment, *LOCAL) == ExitCode.OK
    return run_step("gate", "--env", environment, *LOCAL)


def train_a_bad_model(environment: str) -> None:
    """Train on answers that were shuffled."""
    file = Path(f"data/processed/{environment}/train.csv")
    rows = pd.read_csv(file)
    rows[TARGET] = rows[TARGET].sample(frac=1, random_state=5).to_numpy()
    rows.to_csv(file, index=False)
    assert run_step("train", "--env", environment, *LOCAL) == ExitCode.OK


def test_the_first_model_has_no_champion_and_the_table_says_so(candidate: Path) -> None:
    assert rows_of(candidate, "no champion yet")
    assert rows_of(candidate, "not worse than the champion") == []


def test_a_new_model_is_measured_beside_the_champion_on_the_same_rows(
    candidate: Path, environment: str, champions_environment: str
) -> None:
    first = read(candidate / "evaluation/evaluation.json")
    register_and_promote()
    release_into(champions_environment)
    train_another_model(environment)
    second = read(candidate / "evaluation/evaluation.json")
    champion = second["champion"]
    assert isinstance(champion, dict)
    assert champion["model_sha256"] == first["model_sha256"] != second["model_sha256"]
    assert champion["metrics"] == first["metrics"]
    assert all(row["passed"] for row in rows_of(candidate, "not worse than the champion"))
    assert rows_of(candidate, "as the champion's")


def test_an_agent_with_a_store_knows_the_champion_of_an_earlier_run(
    candidate: Path,
    environment: str,
    champions_environment: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    first = read(candidate / "evaluation/evaluation.json")
    monkeypatch.setenv(STORE_VARIABLE, str(tmp_path_factory.mktemp("store")))
    monkeypatch.setenv("TF_BUILD", "True")
    register_and_promote()
    release_into(champions_environment)
    assert not [*Path("outputs").rglob("*registry")]
    train_another_model(environment)
    champion = read(candidate / "evaluation/evaluation.json")["champion"]
    assert isinstance(champion, dict)
    assert champion["model_sha256"] == first["model_sha256"]
    register_and_promote()
    release_into(champions_environment)
    assert read(candidate / "registration.json")["version"] == "2"


def test_a_model_that_is_worse_than_the_champion_fails_the_gate_by_name(
    candidate: Path, environment: str, champions_environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    register_and_promote()
    release_into(champions_environment)
    train_a_bad_model(environment)
    assert gate(environment) == ExitCode.GATE
    captured = capsys.readouterr()
    assert "not worse than the champion" in captured.out
    assert [row["passed"] for row in rows_of(candidate, "not worse than the champion")].count(False) >= 1
    assert run_step("register", "--env", environment, *LOCAL) == ExitCode.GATE


def test_a_champion_that_the_evaluation_left_out_is_noticed(
    candidate: Path, environment: str, champions_environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    register_and_promote()
    release_into(champions_environment)
    assert run_step("gate", "--env", environment, *LOCAL) == ExitCode.GATE
    assert "Run evaluate again" in capsys.readouterr().err
    assert not (candidate / "gate/gate.json").exists()
    assert gate(environment) == ExitCode.OK


def test_a_champion_whose_bytes_were_altered_is_not_compared_with(
    candidate: Path, environment: str, champions_environment: str, common: ModelRegistry, name: str
) -> None:
    assert candidate.is_dir()
    register_and_promote()
    release_into(champions_environment)
    champion = common.champion(name, champions_environment)
    assert champion is not None
    Path(champion.location, "model.pkl").write_bytes(b"something else")
    assert run_step("evaluate", "--env", environment, *LOCAL) == ExitCode.MODEL


def test_a_champion_of_an_environment_that_does_not_exist_is_refused(
    trained_project: Path, environment: str, champions_environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = trained_project / f"operation/configuration/environment_{environment}/champion.yml"
    replace(file, f'environment: "{champions_environment}"', 'environment: "nowhere"')
    assert run_step("evaluate", "--env", environment, *LOCAL) == ExitCode.CONFIGURATION
    assert "champion.yml: environment" in capsys.readouterr().err


def test_slices_that_are_too_small_are_named_and_not_judged(
    trained_project: Path, candidate: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    replace(trained_project / "operation/configuration/slices.yml", "minimum_rows: ", "minimum_rows: 100000")
    assert run_step("gate", "--env", environment, *LOCAL) == ExitCode.OK
    assert "not judged" in capsys.readouterr().out
    assert {row["passed"] for row in rows_of(candidate, "slice ")} == {None}


def test_every_slice_of_the_configuration_is_judged(candidate: Path) -> None:
    assert {row["passed"] for row in rows_of(candidate, "slice ")} == {True}


def test_promotion_keeps_number_bytes_and_origin(
    candidate: Path, environment: str, common: ModelRegistry, name: str
) -> None:
    assert run_step("promote", "--env", environment, *LOCAL) == ExitCode.MODEL
    assert run_step("register", "--env", environment, *LOCAL) == ExitCode.OK
    own = registries_of("local", ConfigurationFolder(Path()).load(environment)).own()
    for _ in range(2):
        assert run_step("promote", "--env", environment, *LOCAL) == ExitCode.OK
    (version,) = common.versions(name)
    assert checksums(Path(version.location)) == checksums(candidate / "model")
    assert version.tags["shared_from"] == own.name
    assert version.tags["git_sha"] == own.get(name, "1").tags["git_sha"]


def test_only_a_promoted_version_is_released(
    candidate: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert candidate.is_dir()
    assert run_step("register", "--env", environment, *LOCAL) == ExitCode.OK
    assert run_step("release", "--env", environment, *LOCAL) == ExitCode.MODEL
    assert "version 1 in the common registry" in capsys.readouterr().err
    assert not release_directory(environment).exists()


def test_a_candidate_that_is_not_the_promoted_version_is_not_released(
    candidate: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    register_and_promote()
    train_another_model(environment)
    sha256 = read(candidate / "model/metadata.json")["model_sha256"]
    edit(candidate / "registration.json", sha256=sha256)
    assert run_step("release", "--env", environment, *LOCAL) == ExitCode.MODEL
    assert "Release the candidate of the run that promoted it" in capsys.readouterr().err
