"""An environment goes back as a whole: online endpoint, release, and what else works with the release."""

from pathlib import Path

import pytest

from operation.execution.configuration import ConfigurationFolder
from operation.execution.locations import release_directory
from operation.execution.online.connection import endpoints_of
from operation.execution.online.situation import situation_of
from operation.execution.registry.release_registry import release_registry
from operation.tests.conftest import ROOT, replace
from operation.tests.online_project import online_step, release_version, train_another
from operation.tests.releasing import read

# A project that serves online only has no batch endpoint.
BATCH = tuple(step for step in ("deploy_batch",) if (ROOT / f"operation/execution/{step}.py").is_file())

AT_VERSION_1 = {
    "roll_back_release": "version 1 in the common registry; before: ",
    "deploy_batch": "\nversion-1-",
    "rollback_online": "(version 1) answers every request",
}


@pytest.fixture
def bad_release(trained_project: Path, environment: str) -> str:
    """Return the environment: everything in it works with version 2, the release after version 1."""
    folder = ConfigurationFolder(trained_project)
    online = folder.environment_file(environment, "online.yml")
    replace(online, "  requests: 20", "  requests: 1")
    # How busy the computer is that runs the tests is not what they are about.
    replace(online, "  maximum_milliseconds: 1000", "  maximum_milliseconds: 100000")
    for number in (1, 2):
        if number > 1:
            train_another(environment)
        assert release_version(environment) == number
        for step in ("deploy_online", "shift_online", "finish_online", *BATCH, "complete_release"):
            assert online_step(step, environment) == 0, step
    assert endpoint(environment).endswith("(version 2) 100 %")
    return environment


def endpoint(environment: str) -> str:
    return str(situation_of(endpoints_of("local", ConfigurationFolder(Path()).load(environment))))


def champion(environment: str) -> str:
    configuration = ConfigurationFolder(Path()).load(environment)
    found = release_registry("local", configuration).champion(configuration.project.project_name, environment)
    assert found is not None
    return found.version


def works_with(environment: str) -> tuple[str, str, str]:
    """Return which version answers every request, is in the release, and is the champion."""
    answering = endpoint(environment).split(" 100 %")[0].rpartition("version ")[2].rstrip(")")
    released = str(read(release_directory(environment) / "registration.json")["version"])
    return answering, released, champion(environment)


def test_first_the_requests_and_then_the_rest(bad_release: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert online_step("rollback_online", bad_release) == 0
    assert works_with(bad_release) == ("1", "2", "1")
    said = capsys.readouterr().out
    assert f"the release of {bad_release} in this folder has version 2" in said
    assert f"python -m operation.execution.roll_back_release --env {bad_release} --backend local --to 1" in said
    for step in ("roll_back_release", *BATCH):
        assert online_step(step, bad_release) == 0, step
        assert AT_VERSION_1[step] in capsys.readouterr().out
    assert works_with(bad_release) == ("1", "1", "1")


def test_first_the_release_and_then_the_requests(bad_release: str, capsys: pytest.CaptureFixture[str]) -> None:
    for step in ("roll_back_release", *BATCH, "rollback_online"):
        capsys.readouterr()
        assert online_step(step, bad_release) == 0, step
        assert AT_VERSION_1[step] in capsys.readouterr().out
    assert works_with(bad_release) == ("1", "1", "1")
    assert online_step("rollback_online", bad_release) == 0
    assert f"the release of {bad_release} in this folder has version 1, too" in capsys.readouterr().out


def test_the_command_that_the_rollback_names_works_without_the_release(bad_release: str) -> None:
    assert online_step("rollback_online", bad_release) == 0
    release_directory(bad_release).rename("elsewhere")
    assert online_step("roll_back_release", bad_release, "--to", "1") == 0
    assert works_with(bad_release) == ("1", "1", "1")
