"""What several tests need: a copy of the configuration to run in, and a model trained once."""

import importlib
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from operation.execution.configuration import CONFIGURATION, ConfigurationFolder
from operation.execution.locations import candidate_directory
from operation.tests.project_copies import Original, own

ROOT = Path(__file__).parents[2]
TRAINING_STEPS = ("prepare", "train", "evaluate", "gate", "score")
OF_A_PIPELINE = (
    "BUILD_BUILDID",
    "BUILD_REPOSITORY_ID",
    "BUILD_SOURCEVERSION",
    "MLFLOW_RUN_ID",
    "MLFLOW_TRACKING_URI",
    "MLOPS_ENVIRONMENT",
    "MLOPS_LOCAL_STORE",
    "MLOPS_LOG_LEVEL",
    "SYSTEM_COLLECTIONURI",
    "SYSTEM_JOBID",
    "SYSTEM_TEAMPROJECT",
    "TF_BUILD",
)


def copy_project(target: Path) -> Path:
    for folder in (CONFIGURATION, Path("azure_pipelines"), Path("operation/execution")):
        shutil.copytree(ROOT / folder, target / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for settings in (target / CONFIGURATION).glob("environment_*/settings.yml"):
        learn_from_the_sample(settings)
    return target


def learn_from_the_sample(settings: Path) -> None:
    """Take the data of a project from what `acquire` writes: raw data is in no clone."""
    text = re.sub(r"(?m)^  source: \w+$", "  source: sample", settings.read_text("utf-8"))
    settings.write_text(re.sub(r"(?m)^  raw_file: \S+$", "  raw_file: sample.csv", text), "utf-8")


def run_step(step: str, *options: str) -> int:
    code = importlib.import_module(f"operation.execution.{step}").main([*options])
    assert isinstance(code, int)
    return code


def replace(file: Path, old: str, new: str) -> None:
    """Replace text that must be there."""
    text = file.read_text("utf-8")
    assert old in text, f"{file}: no {old!r}"
    own(file).write_text(text.replace(old, new, 1), "utf-8")


@contextmanager
def working_in(folder: Path) -> Iterator[None]:
    """Work in a folder, for what a session prepares once: outside of a pipeline, as every test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for name in OF_A_PIPELINE:
            patch.delenv(name, raising=False)
        yield


@pytest.fixture(autouse=True)
def _outside_of_a_pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in OF_A_PIPELINE:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def _leaves_the_project_as_it_was() -> Iterator[None]:
    """Fail a test that writes into the project itself: only tools may, below `outputs` and in hidden files."""
    before = {path.name for path in ROOT.iterdir()}
    yield
    new = {path.name for path in ROOT.iterdir()} - before - {"outputs", "__pycache__"}
    left = sorted(name for name in new if not name.startswith("."))
    assert left == [], "this test works in the project itself: let it work in tmp_path"


@pytest.fixture
def root() -> Path:
    """Return the root of the project itself, to read from."""
    return ROOT


@pytest.fixture
def environment() -> str:
    """Return the environment in which models are trained."""
    return ConfigurationFolder(ROOT).project().training_environment


@pytest.fixture(scope="session")
def _original(tmp_path_factory: pytest.TempPathFactory) -> Original:
    return Original.of(copy_project(tmp_path_factory.mktemp("original")))


@pytest.fixture
def project(_original: Original, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a copy of what steps read, as the current directory."""
    monkeypatch.chdir(_original.copy_to(tmp_path))
    yield tmp_path
    _original.require_unaltered()


@pytest.fixture(scope="session")
def _trained_once(_original: Original, tmp_path_factory: pytest.TempPathFactory) -> Original:
    target = _original.copy_to(tmp_path_factory.mktemp("trained"))
    environment = ConfigurationFolder(ROOT).project().training_environment
    with working_in(target):
        for step in TRAINING_STEPS:
            assert run_step(step, "--env", environment, "--backend", "local") == 0, step
    return Original.of(target)


@pytest.fixture
def trained_project(_trained_once: Original, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a copy of a project whose steps from prepare to score have run, as the current directory."""
    target = _trained_once.copy_to(tmp_path / "project")
    monkeypatch.chdir(target)
    yield target
    _trained_once.require_unaltered()


@pytest.fixture
def candidate(trained_project: Path, environment: str) -> Path:
    """Return the candidate directory of a trained project."""
    return trained_project / candidate_directory(environment)


@pytest.fixture
def model_directory(candidate: Path) -> Path:
    """Return the model directory of a trained project."""
    return candidate / "model"
