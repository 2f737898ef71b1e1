import json
from pathlib import Path

import pytest

from operation.execution.configuration import ConfigurationFolder
from operation.execution.locations import release_directory
from operation.execution.online.connection import endpoints_of
from operation.execution.online.situation import situation_of
from operation.tests.conftest import replace
from operation.tests.online_project import online_step, release_version, train_another


def endpoint(environment: str) -> str:
    configuration = ConfigurationFolder(Path()).load(environment)
    return str(situation_of(endpoints_of("local", configuration)))


@pytest.fixture(autouse=True)
def _patient(trained_project: Path, environment: str) -> None:
    """Allow slow answers: how busy the computer is that runs the tests is not what they are about."""
    file = ConfigurationFolder(trained_project).environment_file(environment, "online.yml")
    replace(file, "  maximum_milliseconds: 1000", "  maximum_milliseconds: 100000")


@pytest.mark.usefixtures("trained_project")
def test_the_released_version_answers_once_it_has_passed_its_smoke_test(environment: str) -> None:
    assert release_version(environment) == 1
    assert online_step("deploy_online", environment) == 0
    assert endpoint(environment) == "blue (version 1) 100 %"
    train_another(environment)
    assert release_version(environment) == 2
    assert online_step("deploy_online", environment) == 0
    assert online_step("deploy_online", environment) == 0
    assert endpoint(environment) == "green (version 2) 100 %"


@pytest.mark.usefixtures("trained_project")
def test_a_version_that_fails_its_smoke_test_gets_no_traffic(
    environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    release_version(environment)
    assert online_step("deploy_online", environment) == 0
    train_another(environment)
    release_version(environment)
    record = release_directory(environment) / "model" / "smoke_test.json"
    content = json.loads(record.read_text("utf-8"))
    content["response"]["predictions"][0] = {"other": 1}
    record.write_text(json.dumps(content), "utf-8")
    assert online_step("deploy_online", environment) == 25
    assert endpoint(environment) == "blue (version 1) 100 %; green (version 2) 0 %"
    assert "when it was trained" in capsys.readouterr().err


@pytest.mark.usefixtures("trained_project")
def test_without_a_release_nothing_is_deployed(environment: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert online_step("deploy_online", environment) == 25
    assert "registration.json" in capsys.readouterr().err
    assert endpoint(environment) == "no deployment"


@pytest.mark.usefixtures("trained_project")
def test_a_dry_run_touches_nothing(environment: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert online_step("deploy_online", environment, "--dry-run") == 0
    assert "dry run, nothing is executed" in capsys.readouterr().out
    assert endpoint(environment) == "no deployment"
