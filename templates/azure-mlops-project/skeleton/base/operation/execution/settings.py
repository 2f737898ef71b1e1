"""The configuration of the project, typed.

| file | what |
|------|------|
| operation/configuration/project.yml | what pipelines and Python both know; an Azure Pipelines variable template |
| operation/configuration/model.yml | how the model is trained, and what the gate demands: the same everywhere |
| operation/configuration/environment_<name>/settings.yml | what differs between environments |
"""

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from operation.execution.exit_codes import ConfigurationError
from operation.execution.yaml_files import StrictModel, complaint, read_model

CONFIGURATION = Path("operation/configuration")
ENVIRONMENT_PREFIX = "environment_"
SLUG = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"

Slug = Annotated[str, StringConstraints(pattern=SLUG)]
Fraction = Annotated[float, Field(gt=0, lt=1)]
Metric = Literal["accuracy", "precision", "recall", "f1", "roc_auc"]


class ProjectVariables(StrictModel):
    """What pipelines and Python both know."""

    project_name: Slug
    python_version: Annotated[str, StringConstraints(pattern=r"^3\.\d+$")]
    training_environment: Slug


class ProjectFile(StrictModel):
    """`project.yml`: an Azure Pipelines variable template."""

    variables: ProjectVariables


class Split(StrictModel):
    """How rows are held out."""

    holdout_fraction: Fraction
    seed: int


class Training(StrictModel):
    """How the model is trained."""

    inverse_regularization: Annotated[float, Field(gt=0)]
    maximum_iterations: Annotated[int, Field(gt=0)]
    cross_validation_folds: Annotated[int, Field(ge=2)]
    seed: int


class Gain(StrictModel):
    """How much better than the majority class the model must be."""

    metric: Metric
    minimum: Annotated[float, Field(ge=0, le=1)]


class Gate(StrictModel):
    """What a model must reach on the hold-out set."""

    minimums: Annotated[dict[Metric, Annotated[float, Field(ge=0, le=1)]], Field(min_length=1)]
    gain_over_majority_class: Gain


class ModelSettings(StrictModel):
    """`model.yml`."""

    split: Split
    training: Training
    gate: Gate


class Data(StrictModel):
    """Where the raw data comes from."""

    source: Literal["sample", "file"]
    raw_file: Annotated[str, StringConstraints(min_length=1)]


class Release(StrictModel):
    """How a model is released into an environment."""

    smoke_test_maximum_seconds: Annotated[float, Field(gt=0)]


class EnvironmentSettings(StrictModel):
    """`environment_<name>/settings.yml`."""

    data: Data
    release: Release


class Configuration(StrictModel):
    """Everything that a step of an environment may read."""

    environment: Slug
    project: ProjectVariables
    model: ModelSettings
    settings: EnvironmentSettings

    def rendered(self) -> str:
        """Return the resolved configuration as JSON; equal configurations give equal text."""
        return json.dumps(self.model_dump(mode="json"), indent=2, sort_keys=True)

    def sha256(self) -> str:
        """Return the hash of the resolved configuration."""
        return hashlib.sha256(self.rendered().encode()).hexdigest()


@dataclass(frozen=True)
class ConfigurationFolder:
    """`operation/configuration` of a project."""

    root: Path

    @property
    def path(self) -> Path:
        """Return the folder."""
        return self.root / CONFIGURATION

    def environments(self) -> list[str]:
        """Return the names of the environments that have a folder."""
        folders = sorted(folder for folder in self.path.glob(f"{ENVIRONMENT_PREFIX}*") if folder.is_dir())
        names = [folder.name.removeprefix(ENVIRONMENT_PREFIX) for folder in folders]
        for folder, name in zip(folders, names, strict=True):
            if not re.fullmatch(SLUG, name):
                raise ConfigurationError(
                    complaint(
                        folder, "(the folder)", "environment_<name>, lower case, digits, hyphens", name, "Rename it."
                    )
                )
        return names

    def environment_file(self, environment: str, name: str) -> Path:
        """Return a file of an environment's folder."""
        return self.path / f"{ENVIRONMENT_PREFIX}{environment}" / name

    def project(self) -> ProjectVariables:
        """Read `project.yml`."""
        return read_model(self.path / "project.yml", ProjectFile).variables

    def load(self, environment: str) -> Configuration:
        """Read everything that a step of an environment may read."""
        known = self.environments()
        if environment not in known:
            raise ConfigurationError(
                complaint(
                    self.path,
                    "--env",
                    f"one of {', '.join(known) or '(there is no environment folder)'}",
                    environment,
                    f"Correct the option, or add the folder {ENVIRONMENT_PREFIX}{environment}.",
                )
            )
        return Configuration(
            environment=environment,
            project=self.project(),
            model=read_model(self.path / "model.yml", ModelSettings),
            settings=read_model(self.environment_file(environment, "settings.yml"), EnvironmentSettings),
        )
