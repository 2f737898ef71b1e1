"""The configuration of the project: every section, typed, for one environment.

Files of the project are in `operation/configuration`, those of an environment in `environment_<name>` there. A file
that no section describes is refused: nobody would read it.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from operation.configuration_sections.project import SECTION as PROJECT
from operation.configuration_sections.project import ProjectVariables
from operation.configuration_sections.settings import SECTION as SETTINGS
from operation.configuration_sections.settings import EnvironmentSettings
from operation.execution.exit_codes import ConfigurationError
from operation.execution.section import Model, Scope, Section, sections
from operation.execution.yaml_files import SLUG, StrictModel, complaint, read_model

CONFIGURATION = Path("operation/configuration")
ENVIRONMENT_PREFIX = "environment_"
# Files that the portal or Azure Pipelines reads, and that other modules check.
OTHER_FILES: Mapping[Scope, frozenset[str]] = {
    "project": frozenset({"azure_devops.yml", "deployment_environments.yml"}),
    "environment": frozenset({"azure_devops.yml"}),
}


@dataclass(frozen=True)
class Configuration:
    """Everything that a step of an environment may read."""

    environment: str
    documents: Mapping[Section[StrictModel], StrictModel]

    def section(self, section: Section[Model]) -> Model:
        """Return the typed content of a section."""
        return cast("Model", self.documents[cast("Section[StrictModel]", section)])

    @property
    def project(self) -> ProjectVariables:
        """Return what pipelines and Python both know."""
        return self.section(PROJECT).variables

    @property
    def settings(self) -> EnvironmentSettings:
        """Return what differs between environments."""
        return self.section(SETTINGS)

    def rehearsed(self) -> "Configuration":
        """Return the configuration of a rehearsal: on the sample data, without what is demanded of real data."""
        return replace(self, documents={section: document.rehearsed() for section, document in self.documents.items()})

    def rendered(self) -> str:
        """Return the resolved configuration as JSON; equal configurations give equal text."""
        files: dict[str, dict[str, object]] = {"project": {}, "environment": {}}
        for section, document in self.documents.items():
            files[section.scope][section.file] = document.model_dump(mode="json")
        return json.dumps({"name": self.environment, **files}, indent=2, sort_keys=True)

    def lines(self) -> list[str]:
        """Return the resolved configuration for a log: one line for each file."""
        folder = {"project": "", "environment": f"{ENVIRONMENT_PREFIX}{self.environment}/"}
        return sorted(
            f"{folder[section.scope]}{section.file}: {json.dumps(document.model_dump(mode='json'), sort_keys=True)}"
            for section, document in self.documents.items()
        )

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

    def section_file(self, section: Section[Model], environment: str) -> Path:
        """Return the file of a section."""
        if section.scope == "project":
            return self.path / section.file
        return self.environment_file(environment, section.file)

    def read(self, section: Section[Model], environment: str) -> Model:
        """Read one section."""
        return read_model(self.section_file(section, environment), section.model)

    def project(self) -> ProjectVariables:
        """Read `project.yml`."""
        return read_model(self.path / PROJECT.file, PROJECT.model).variables

    def load(self, environment: str) -> Configuration:
        """Read everything that a step of an environment may read; every complaint is made at once."""
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
        complaints = self._unknown_files(environment)
        documents: dict[Section[StrictModel], StrictModel] = {}
        for section in sections():
            try:
                documents[section] = self.read(section, environment)
            except ConfigurationError as error:  # noqa: PERF203 - every file is read, to complain about all at once
                complaints.append(str(error))
        if complaints:
            raise ConfigurationError("\n".join(complaints))
        return Configuration(environment, documents)

    def _unknown_files(self, environment: str) -> list[str]:
        folders: dict[Scope, Path] = {"project": self.path, "environment": self.environment_file(environment, "")}
        complaints = []
        for scope, folder in folders.items():
            known = {section.file for section in sections() if section.scope == scope} | OTHER_FILES[scope]
            found = {path.name for path in folder.iterdir() if path.is_file() and path.name != "README.md"}
            complaints += [
                complaint(
                    folder / name,
                    "(the file)",
                    f"one of the files {', '.join(sorted(known))}",
                    "a file that nothing reads",
                    "Correct its name, remove it, or add a module to operation/configuration_sections.",
                )
                for name in sorted(found - known)
            ]
        return complaints
