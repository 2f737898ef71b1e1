from pathlib import Path

import pytest
import yaml

from operation.execution.configuration import ConfigurationFolder
from operation.execution.configuration_rules.rollout_waits import MAXIMUM_SECONDS, require
from operation.execution.exit_codes import ConfigurationError, ExitCode
from operation.tests.conftest import run_step


def set_waits(project: Path, environment: str, percent: int, seconds: float, between: float) -> None:
    file = ConfigurationFolder(project).environment_file(environment, "traffic.yml")
    content = yaml.safe_load(file.read_text("utf-8"))
    content["mirror"] |= {"percent": percent, "seconds": seconds}
    content["shift"] = {"percents": [10, 50, 100], "seconds_between": between}
    file.write_text(yaml.safe_dump(content), "utf-8")


def test_waits_that_the_job_does_not_live_to_see_the_end_of_are_refused(
    project: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    set_waits(project, environment, 0, 9999, 1201)
    assert run_step("validate_configuration") == ExitCode.CONFIGURATION
    error = capsys.readouterr().err
    assert f"environment_{environment}/traffic.yml: shift.seconds_between" in error
    assert "found:    3603 s" in error


def test_mirroring_takes_its_share_of_the_time_where_there_is_any(project: Path, environment: str) -> None:
    set_waits(project, environment, 0, 601, 1000)
    require(ConfigurationFolder(project).load(environment))
    set_waits(project, environment, 10, 601, 1000)
    with pytest.raises(ConfigurationError, match="3601 s"):
        require(ConfigurationFolder(project).load(environment))


def test_half_of_the_time_of_the_job_is_left_for_all_else(root: Path) -> None:
    text = (root / "azure_pipelines/templates/deploy_environments.yml").read_text("utf-8")
    (stage,) = yaml.safe_load(text)["stages"][0].values()
    (release,) = stage[0]["jobs"]
    assert release["timeoutInMinutes"] * 60 == 2 * MAXIMUM_SECONDS
