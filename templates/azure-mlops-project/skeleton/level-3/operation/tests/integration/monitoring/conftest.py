"""A released model, a log of what it answered, and edits of the configuration."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml

from operation.tests.conftest import run_step
from src import problem, release
from src.data_schema import labelled_schema
from src.data_validation import read_rows
from src.scored_log import write_run
from src.trained_model import load_model

LOCAL = ("--backend", "local")


@dataclass(frozen=True)
class Released:
    """A project, as the current directory, with a model that is released into an environment."""

    environment: str

    @property
    def outputs(self) -> Path:
        return Path("outputs", self.environment)

    @property
    def holdout(self) -> Path:
        return Path("data/processed", self.environment, "holdout.csv")

    def run(self, step: str, *options: str) -> int:
        return run_step(step, "--env", self.environment, *LOCAL, *options)

    def log(self, change: Callable[[pd.DataFrame], pd.DataFrame], *, age: timedelta = timedelta(minutes=1)) -> None:
        """Log answers to rows that are like those held out, but for a change."""
        rows = change(read_rows(self.holdout, labelled_schema()))
        answers = problem.answer_holdout(load_model(self.outputs / "release/model"), rows).dropna()
        write_run(
            self.outputs / "scored_log",
            problem.score_input(rows),
            answers.reset_index(drop=True),
            scored_at=datetime.now(timezone.utc) - age,
            model_sha256=self.model_sha256,
        )

    @property
    def model_sha256(self) -> str:
        metadata: dict[str, str] = yaml.safe_load((self.outputs / "release/model/metadata.json").read_text("utf-8"))
        return metadata["model_sha256"]

    def settings(self, section: str, **changes: Any) -> None:  # noqa: ANN401 - whatever the file may hold
        """Change monitoring.yml."""
        file = Path("operation/configuration", f"environment_{self.environment}", "monitoring.yml")
        content = yaml.safe_load(file.read_text("utf-8"))
        content[section].update(changes)
        file.write_text(yaml.safe_dump(content), "utf-8")


@pytest.fixture
def released(candidate: Path, environment: str) -> Released:
    """Return a project whose candidate is released into the environment that it was trained in."""
    target = Path("outputs", environment, "release")
    release.main(
        ["--candidate-directory", str(candidate), "--release-directory", str(target), "--environment", environment]
    )
    shutil.rmtree(target.parent / "scored_log", ignore_errors=True)
    return Released(environment)
