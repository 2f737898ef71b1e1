from pathlib import Path

import pytest

from operation.execution.configuration import ConfigurationFolder
from operation.execution.exit_codes import ExitCode
from operation.tests.conftest import run_step
from operation.tests.unit.test_azure_configuration import set_key


def set_mirroring(project: Path, environment: str, compute: str, percent: int) -> None:
    folder = ConfigurationFolder(project)
    set_key(folder.environment_file(environment, "online.yml"), "compute", compute)
    set_key(folder.environment_file(environment, "traffic.yml"), "percent", str(percent))


def test_mirroring_on_kubernetes_is_found_before_anything_is_deployed(
    project: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    set_mirroring(project, environment, "kubernetes", 10)
    assert run_step("validate_configuration") == ExitCode.CONFIGURATION
    complaint = (
        f"operation/configuration/environment_{environment}/traffic.yml: mirror.percent\n"
        "  expected: 0, because Azure Machine Learning mirrors on managed compute only, "
        "and deployment.compute in online.yml is kubernetes\n  found:    10\n"
    )
    assert complaint in capsys.readouterr().err


@pytest.mark.parametrize(("compute", "percent"), [("kubernetes", 0), ("managed", 10)])
def test_other_compute_or_no_mirroring_is_no_contradiction(
    project: Path, environment: str, compute: str, percent: int
) -> None:
    set_mirroring(project, environment, compute, percent)
    assert run_step("validate_configuration") == ExitCode.OK
