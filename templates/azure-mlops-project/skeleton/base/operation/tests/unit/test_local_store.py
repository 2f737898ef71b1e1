from pathlib import Path

import pytest

from operation.execution.configuration import Configuration, ConfigurationFolder
from operation.execution.exit_codes import ConfigurationError
from operation.execution.local_store import REPOSITORY_VARIABLE, STORE_VARIABLE, kept_directory, local_store
from operation.execution.registry.local_registries import LocalRegistries


@pytest.fixture
def configuration(project: Path, environment: str) -> Configuration:
    return ConfigurationFolder(project).load(environment)


def test_without_a_store_everything_is_below_outputs(configuration: Configuration) -> None:
    assert local_store(configuration) == Path("outputs")
    assert kept_directory(configuration) == Path("outputs", configuration.environment)


def test_each_repository_has_a_folder_of_its_own_in_the_store(
    configuration: Configuration, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(STORE_VARIABLE, str(tmp_path))
    name = configuration.project.project_name
    assert local_store(configuration) == tmp_path / name
    monkeypatch.setenv(REPOSITORY_VARIABLE, "3f25")
    assert kept_directory(configuration) == tmp_path / f"{name}-3f25" / configuration.environment
    registries = LocalRegistries(configuration)
    assert registries.own().folder == kept_directory(configuration) / "registry"
    assert registries.common().folder == local_store(configuration) / "common_registry"


def test_a_store_that_depends_on_where_a_step_is_started_is_refused(
    configuration: Configuration, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(STORE_VARIABLE, "store")
    with pytest.raises(ConfigurationError, match="MLOPS_LOCAL_STORE\n  expected: an absolute path"):
        local_store(configuration)
