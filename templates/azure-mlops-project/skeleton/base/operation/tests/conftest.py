"""What several tests need: a copy of the configuration to run in, and a model trained once."""

import importlib
import shutil
from pathlib import Path

import pytest

from operation.execution.configuration import CONFIGURATION, ConfigurationFolder

ROOT = Path(__file__).parents[2]
TRAINING_STEPS = ("prepare", "train", "evaluate", "gate", "score")


def copy_project(target: Path) -> Path:
    for folder in (CONFIGURATION, Path("azure_pipelines"), Path("operation/execution")):
        shutil.copytree(ROOT / folder, target / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return target


def run_step(step: str, *options: str) -> int:
    code = importlib.import_module(f"operation.execution.{step}").main([*options])
    assert isinstance(code, int)
    return code


@pytest.fixture(autouse=True)
def _outside_of_a_pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MLOPS_ENVIRONMENT", "MLOPS_LOG_LEVEL", "TF_BUILD", "BUILD_SOURCEVERSION", "SYSTEM_COLLECTIONURI"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def root() -> Path:
    """Return the root of the project itself, to read from."""
    return ROOT


@pytest.fixture
def environment() -> str:
    """Return the environment in which models are trained."""
    return ConfigurationFolder(ROOT).project().training_environment


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of what steps read, as the current directory."""
    monkeypatch.chdir(copy_project(tmp_path))
    return tmp_path


@pytest.fixture(scope="session")
def _trained_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = copy_project(tmp_path_factory.mktemp("trained"))
    environment = ConfigurationFolder(ROOT).project().training_environment
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(target)
        patch.delenv("MLOPS_ENVIRONMENT", raising=False)
        for step in TRAINING_STEPS:
            assert run_step(step, "--env", environment, "--backend", "local") == 0, step
    return target


@pytest.fixture
def trained_project(_trained_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of a project whose steps from prepare to score have run, as the current directory."""
    target = tmp_path / "project"
    shutil.copytree(_trained_once, target)
    monkeypatch.chdir(target)
    return target


@pytest.fixture
def model_directory(trained_project: Path, environment: str) -> Path:
    """Return the model directory of a trained project."""
    return trained_project / "outputs" / environment / "model"
