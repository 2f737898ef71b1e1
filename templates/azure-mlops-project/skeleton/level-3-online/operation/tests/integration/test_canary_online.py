from pathlib import Path

import pytest

from operation.execution.configuration import ConfigurationFolder
from operation.execution.exit_codes import ExitCode
from operation.execution.online.connection import endpoints_of
from operation.execution.online.situation import situation_of
from operation.tests.conftest import replace
from operation.tests.online_project import online_step, release_version, train_another


def endpoint(environment: str) -> str:
    return str(situation_of(endpoints_of("local", ConfigurationFolder(Path()).load(environment))))


@pytest.fixture
def beside(trained_project: Path, environment: str) -> Path:
    """Return a project whose endpoint has version 1 with all the traffic, and version 2 beside it."""
    file = ConfigurationFolder(trained_project).environment_file(environment, "canary.yml")
    replace(file, "  requests: 100", "  requests: 2")
    # How busy the computer is that runs the tests is not what they are about.
    text = file.read_text("utf-8").replace("milliseconds: 1000", "milliseconds: 100000")
    file.write_text(text.replace("milliseconds: 3000", "milliseconds: 100000"), "utf-8")
    release_version(environment)
    for step in ("deploy_online", "canary_online"):
        assert online_step(step, environment) == ExitCode.OK
    train_another(environment)
    release_version(environment)
    for step in ("deploy_online", "set_alerts_online", "load_test_online"):
        assert online_step(step, environment) == ExitCode.OK
    return file


@pytest.mark.usefixtures("beside")
def test_a_version_that_answers_well_gets_all_the_traffic(environment: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert online_step("canary_online", environment) == ExitCode.OK
    assert endpoint(environment) == "blue (version 1) 0 %; green (version 2) 100 %"
    assert capsys.readouterr().out.count("asked: failures of 20") == 3


def test_a_version_that_is_late_is_rolled_back_and_ends_the_step_with_the_code_of_the_gate(
    beside: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = beside.read_text("utf-8").replace("  maximum_milliseconds: 100000", "  maximum_milliseconds: 0.0001")
    beside.write_text(text, "utf-8")
    assert online_step("canary_online", environment) == ExitCode.GATE
    assert endpoint(environment) == "blue (version 1) 100 %; green (version 2) 0 %"
    assert "rolled back: blue (version 1) answers every request again" in capsys.readouterr().err
