"""Versions of the raw data: on this computer, and on operations that only take what those of the SDK take."""

import inspect
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from azure.ai.ml.operations import DataOperations
from azure.core.exceptions import HttpResponseError, ResourceNotFoundError

from operation.execution.configuration import ConfigurationFolder
from operation.execution.data_assets.azureml_data_assets import AzureMlDataAssets
from operation.execution.data_assets.data_assets import RawData
from operation.execution.exit_codes import ExitCode, ServiceError
from operation.execution.registration import MANIFEST
from operation.tests.conftest import replace, run_step
from src.candidate import sha256_of

LOCAL = ("--backend", "local")


def registered(environment: str) -> dict[str, Any]:
    assert run_step("register_data", "--env", environment, *LOCAL) == ExitCode.OK
    content: dict[str, Any] = json.loads(MANIFEST.read_text("utf-8"))
    return content


def raw_file(environment: str) -> Path:
    settings = ConfigurationFolder(Path()).load(environment).settings
    return Path("data/raw", settings.data.raw_file)


def use_own_file(project: Path, environment: str) -> None:
    replace(
        project / f"operation/configuration/environment_{environment}/settings.yml", "source: sample", "source: file"
    )


def lose_rows(file: Path, count: int) -> None:
    lines = file.read_text("utf-8").splitlines()
    file.write_text("\n".join(lines[:-count]) + "\n", "utf-8")


def test_the_same_data_keeps_its_version_and_other_data_gets_the_next(project: Path, environment: str) -> None:
    first = registered(environment)
    assert first["version"] == registered(environment)["version"] == "1"
    assert first["sha256"] == sha256_of(raw_file(environment))
    use_own_file(project, environment)
    lose_rows(raw_file(environment), 1)
    second = registered(environment)
    assert second["version"] == "2"
    assert int(second["tags"]["rows"]) == int(first["tags"]["rows"]) - 1
    assert Path(first["location"]).parts[-2:] == ("1", "data")
    assert sha256_of(Path(first["location"], raw_file(environment).name)) == first["sha256"]


def test_data_that_breaks_the_contract_gets_no_version(project: Path, environment: str) -> None:
    registered(environment)
    use_own_file(project, environment)
    before = MANIFEST.read_bytes()
    raw_file(environment).write_text("nonsense\n1\n", "utf-8")
    assert run_step("register_data", "--env", environment, *LOCAL) == ExitCode.DATA
    assert MANIFEST.read_bytes() == before


def test_a_dry_run_registers_nothing(project: Path, environment: str) -> None:
    assert run_step("register_data", "--env", environment, *LOCAL, "--dry-run") == ExitCode.OK
    assert not (project / "data").exists()


def test_a_model_names_the_version_of_its_raw_data(candidate: Path, environment: str) -> None:
    version = registered(environment)
    assert run_step("register", "--env", environment, *LOCAL) == ExitCode.OK
    tags = json.loads((candidate / "registration.json").read_text("utf-8"))["tags"]
    assert tags["raw_data"] == f"{version['name']}:1"


def test_a_model_does_not_name_a_version_that_its_raw_data_no_longer_is(candidate: Path, environment: str) -> None:
    registered(environment)
    lose_rows(raw_file(environment), 1)
    assert run_step("register", "--env", environment, *LOCAL) == ExitCode.OK
    assert "raw_data" not in json.loads((candidate / "registration.json").read_text("utf-8"))["tags"]


class Data:
    """Data assets of a workspace that exists in memory only."""

    def __init__(self) -> None:
        self.kept: list[Any] = []
        self.error: HttpResponseError = ResourceNotFoundError("no such asset")
        self.error.status_code = 404

    def list(self, name: str | None = None) -> "list[Any]":
        inspect.signature(DataOperations.list).bind(self, name=name)
        if not self.kept:
            raise self.error
        return self.kept

    def create_or_update(self, data: Any) -> Any:  # noqa: ANN401 - of the SDK
        inspect.signature(DataOperations.create_or_update).bind(self, data)
        self.kept.append(data)
        return data


@pytest.fixture
def data() -> Data:
    return Data()


@pytest.fixture
def assets(project: Path, environment: str, data: Data) -> AzureMlDataAssets:
    return AzureMlDataAssets(ConfigurationFolder(project).load(environment), SimpleNamespace(data=data))


def raw(folder: Path, content: str) -> RawData:
    file = folder / f"{content}.csv"
    file.write_text(content, "utf-8")
    return RawData("churn-raw-data", file, sha256_of(file), {"git_sha": "0123abc"})


def test_an_asset_of_the_workspace_is_numbered_and_found_by_its_bytes(
    assets: AzureMlDataAssets, data: Data, tmp_path: Path
) -> None:
    versions = [assets.register(raw(tmp_path, content)) for content in "abcdefghijka"]
    assert [version.version for version in versions] == [*(str(number) for number in range(1, 12)), "1"]
    assert str(versions[9]) == "churn-raw-data:10"
    assert versions[0].location == "azureml:churn-raw-data:1"
    asset = data.kept[0]
    assert (asset.type, asset.tags["git_sha"], asset.path) == ("uri_file", "0123abc", (tmp_path / "a.csv").as_posix())


def test_a_service_that_fails_is_reported(assets: AzureMlDataAssets, data: Data, tmp_path: Path) -> None:
    data.error = HttpResponseError("no")
    data.error.status_code = 500
    with pytest.raises(ServiceError, match="as data asset churn-raw-data"):
        assets.register(raw(tmp_path, "a"))
