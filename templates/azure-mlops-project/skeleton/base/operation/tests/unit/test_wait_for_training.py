from pathlib import Path

import pytest

from operation.execution.exit_codes import ExitCode
from operation.tests.conftest import run_step
from operation.tests.unit.test_azure_configuration import SUBSCRIPTION, configured


def test_the_local_backend_has_nothing_to_wait_for_and_names_the_candidate(
    trained_project: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_step("wait_for_training", "--env", environment, "--backend", "local") == ExitCode.OK
    out = capsys.readouterr().out
    assert "nothing to wait for: with --backend local" in out
    assert f"candidate: outputs/{environment}/candidate" in out
    assert (trained_project / "outputs" / environment / "candidate" / "model").is_dir()


def test_without_training_there_is_no_candidate(project: Path, environment: str) -> None:
    assert project.is_dir()
    assert run_step("wait_for_training", "--env", environment, "--backend", "local") == ExitCode.MODEL


@pytest.mark.parametrize("backend", ["local", "azureml"])
def test_a_dry_run_waits_for_nothing(
    backend: str, project: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_step("wait_for_training", "--env", environment, "--backend", backend, "--dry-run") == ExitCode.OK
    assert "nothing is waited for" in capsys.readouterr().out
    assert not (project / "outputs").exists()


def test_waiting_for_what_nobody_submitted_says_what_to_run_first(
    project: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    configured(project, environment, subscription_id=SUBSCRIPTION)
    assert run_step("wait_for_training", "--env", environment, "--backend", "azureml") == ExitCode.CONFIGURATION
    assert "Run training_pipeline with --no-wait first" in capsys.readouterr().err
