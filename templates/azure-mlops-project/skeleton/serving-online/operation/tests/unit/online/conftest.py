"""Endpoints, versions of the model, and what goes wrong with them."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from operation.execution.online.endpoints import OnlineEndpoints
from operation.execution.online.local_endpoints import LocalOnlineEndpoints
from operation.execution.online.rollout import Wanted, deploy, give_all_traffic
from operation.execution.online.smoke_test import SmokeTest
from operation.execution.registry.model_registry import ModelVersion
from operation.tests.unit.online.broken_model import break_model
from src.candidate import METADATA, SMOKE_TEST, read_record


class Versions:
    """Versions of the model, which all have the same bytes; what is asked for again is the same again."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.smoke_test: dict[str, Any] = read_record(directory, SMOKE_TEST)
        self.request: dict[str, Any] = self.smoke_test["request"]

    def version(self, number: int, directory: Path | None = None) -> ModelVersion:
        location = directory or self.directory
        sha256 = str(read_record(location, METADATA)["model_sha256"])
        return ModelVersion("local", "model", str(number), sha256, {}, location.as_posix())

    def wanted(self, number: int, directory: Path | None = None) -> Wanted:
        return Wanted(self.version(number, directory), f"fingerprint-of-{number}")

    def test(self, maximum_milliseconds: float = 60_000) -> SmokeTest:
        return SmokeTest(self.request, self.smoke_test["response"], 2, maximum_milliseconds)


@pytest.fixture
def versions(model_directory: Path) -> Versions:
    """Return versions of the trained model."""
    return Versions(model_directory)


@pytest.fixture
def broken(model_directory: Path, tmp_path: Path) -> Path:
    """Return the directory of a model that was never fitted: it loads, and fails at every request."""
    directory = tmp_path / "broken"
    shutil.copytree(model_directory, directory)
    break_model(directory)
    return directory


@pytest.fixture
def endpoints(tmp_path: Path) -> LocalOnlineEndpoints:
    """Return an endpoint in a folder that chooses the first deployment by name, and mirrors everything."""
    return LocalOnlineEndpoints(tmp_path / "online" / "endpoint", draw=lambda: 0.0)


@pytest.fixture
def serving(endpoints: LocalOnlineEndpoints, versions: Versions) -> OnlineEndpoints:
    """Return an endpoint where version 1 answers everything."""
    give_all_traffic(endpoints, deploy(endpoints, versions.wanted(1)))
    return endpoints
