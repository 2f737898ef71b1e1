"""The steps that lead to a release, whatever the level: several tests need a released version."""

import json
import shutil
from pathlib import Path

import pandas as pd

from operation.execution.configuration import ConfigurationFolder
from operation.execution.exit_codes import ExitCode
from operation.tests.conftest import ROOT, run_step

LOCAL = ("--backend", "local")


def read(file: Path) -> dict[str, object]:
    content = json.loads(file.read_text("utf-8"))
    assert isinstance(content, dict)
    return content


def edit(file: Path, **changes: object) -> None:
    file.write_text(json.dumps({**read(file), **changes}), "utf-8")


def register_and_promote() -> None:
    """Register the candidate and, where the level has it, promote it."""
    environment = ConfigurationFolder(Path()).project().training_environment
    for step in ("register", "promote"):
        if (ROOT / f"operation/execution/{step}.py").is_file():
            assert run_step(step, "--env", environment, *LOCAL) == ExitCode.OK, step


def release_into(environment: str) -> None:
    """Release the candidate, and note that the environment works with it."""
    for step in ("release", "complete_release"):
        assert run_step(step, "--env", environment, *LOCAL) == ExitCode.OK, step


def train_another_model(environment: str) -> None:
    """Train, evaluate and gate a model that is as good and has other bytes: it has seen fewer rows."""
    file = Path(f"data/processed/{environment}/train.csv")
    pd.read_csv(file).iloc[3:].to_csv(file, index=False)
    for step in ("train", "evaluate", "gate"):
        assert run_step(step, "--env", environment, *LOCAL) == ExitCode.OK, step


def forget_registries() -> None:
    """Leave what a pipeline hands from job to job, and nothing else."""
    for folder in Path("outputs").rglob("*registry"):
        shutil.rmtree(folder)
