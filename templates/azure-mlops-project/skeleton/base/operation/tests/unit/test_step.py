import re
from pathlib import Path

import pytest

from operation.execution.exit_codes import ExitCode, StepError, exit_code_of
from operation.tests.conftest import replace, run_step
from src.errors import CoreError

OPTIONS = ("--backend", "local")


def test_a_step_prints_how_to_reproduce_it_and_what_ran(
    project: Path, environment: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BUILD_SOURCEVERSION", "0123abc")
    monkeypatch.setenv("SYSTEM_COLLECTIONURI", "https://dev.azure.com/contoso/")
    monkeypatch.setenv("SYSTEM_TEAMPROJECT", "machine learning")
    monkeypatch.setenv("BUILD_BUILDID", "7")
    monkeypatch.setenv("SYSTEM_JOBID", "j-1")
    assert run_step("train", "--env", environment, *OPTIONS, "--dry-run") == ExitCode.OK
    out = capsys.readouterr().out
    assert f"python -m operation.execution.train --env {environment} --backend local --dry-run" in out
    assert re.search(r"git SHA: +0123abc", out)
    assert re.search(r"configuration: +SHA-256 [0-9a-f]{64}\n(  \S+\.yml: \{.*\}\n)+", out)
    assert "https://dev.azure.com/contoso/machine%20learning/_build/results?buildId=7&view=logs&j=j-1" in out
    assert not (project / "outputs").exists()


def test_a_dry_run_prints_the_command_of_the_core_script(
    project: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_step("prepare", "--env", environment, *OPTIONS, "--dry-run") == ExitCode.OK
    out = capsys.readouterr().out
    assert "python -m src.acquire --raw-data data/raw/sample.csv" in out
    assert f"--train-data data/processed/{environment}/train.csv" in out
    assert not (project / "data").exists()


def test_a_rehearsal_takes_the_sample_whatever_the_settings_say_and_overwrites_no_raw_data(
    project: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = project / f"operation/configuration/environment_{environment}/settings.yml"
    replace(settings, "source: sample", "source: file")
    replace(settings, "raw_file: sample.csv", "raw_file: customers.csv")
    raw = project / "data/raw/customers.csv"
    raw.parent.mkdir(parents=True)
    raw.write_text("real", "utf-8")
    assert run_step("acquire", "--env", environment, *OPTIONS) == ExitCode.OK
    assert "python -m src.acquire" not in capsys.readouterr().out
    assert run_step("prepare", "--env", environment, *OPTIONS, "--rehearsal") == ExitCode.OK
    assert "python -m src.acquire --raw-data data/raw/rehearsal.csv" in capsys.readouterr().out
    assert (project / f"data/processed/{environment}/train.csv").is_file()
    assert raw.read_text("utf-8") == "real"


def test_a_rehearsal_leaves_no_computer_but_this(
    project: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert project.is_dir()
    options = ("--env", environment, "--backend", "azureml", "--rehearsal")
    assert run_step("register", *options) == ExitCode.CONFIGURATION
    assert "remedy:   Leave out --rehearsal, or rehearse here." in capsys.readouterr().err


def test_a_failure_repeats_the_command_and_shows_in_the_pipeline(
    project: Path, environment: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TF_BUILD", "True")
    assert run_step("train", "--env", environment, *OPTIONS) == ExitCode.DATA
    assert project.is_dir()
    captured = capsys.readouterr()
    line = f"python -m operation.execution.train --env {environment} --backend local"
    assert captured.out.count(f"reproduce:      {line}") == 2
    assert "##vso[task.logissue type=error]exit code 20 (data):" in captured.out
    assert "docs/debug.md, row 20" in captured.err


def test_an_unknown_environment_ends_with_the_configuration_exit_code(project: Path) -> None:
    assert project.is_dir()
    assert run_step("train", "--env", "nowhere", *OPTIONS) == ExitCode.CONFIGURATION


def test_a_step_outside_of_the_project_says_where_to_run_it(
    tmp_path: Path, environment: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run_step("train", "--env", environment, *OPTIONS) == ExitCode.CONFIGURATION
    assert "Run steps from the root of the project" in capsys.readouterr().err


def test_the_variable_group_of_another_environment_is_refused(
    project: Path, environment: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert project.is_dir()
    monkeypatch.setenv("MLOPS_ENVIRONMENT", "elsewhere")
    assert run_step("train", "--env", environment, *OPTIONS) == ExitCode.CONFIGURATION
    assert "Link the variable group" in capsys.readouterr().err


def test_an_unknown_log_level_is_refused(
    project: Path, environment: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert project.is_dir()
    monkeypatch.setenv("MLOPS_LOG_LEVEL", "LOUD")
    assert run_step("train", "--env", environment, *OPTIONS) == ExitCode.CONFIGURATION
    assert "MLOPS_LOG_LEVEL" in capsys.readouterr().err


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    ("error", "summary"),
    [
        (ZeroDivisionError(), "ZeroDivisionError"),
        (KeyError("age"), "KeyError: 'age'"),
        (ModuleNotFoundError("No module named 'pandas'"), "No module named 'pandas'"),
        (ValueError("\nAll the fits failed.\nSee the rest."), "ValueError: All the fits failed."),
    ],
)
def test_an_unexpected_error_keeps_its_traceback_and_is_summed_up_in_a_line(
    environment: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: Exception,
    summary: str,
) -> None:
    def broken(_: object) -> None:
        raise error

    monkeypatch.setenv("TF_BUILD", "True")
    monkeypatch.setattr("src.train.main", broken)
    assert run_step("train", "--env", environment, *OPTIONS) == ExitCode.UNEXPECTED
    captured = capsys.readouterr()
    assert "Traceback" in captured.err
    assert f"FAILED with exit code 1 (unexpected):\n{summary}\n" in captured.err
    assert ("install requirements.lock" in captured.err) == isinstance(error, ModuleNotFoundError)
    assert f"##vso[task.logissue type=error]exit code 1 (unexpected): {summary}\n" in captured.out


def test_exit_codes_are_distinct_and_each_error_has_one() -> None:
    # one that hands on the code of another failure has none of its own
    codes = [kind.code for kind in StepError.__subclasses__() if "code" in vars(kind)]
    assert len(set(codes)) == len(codes)
    assert ExitCode.UNEXPECTED not in codes
    core_kinds = [kind for kind in CoreError.__subclasses__() if "exit_code" in vars(kind)]
    core = {ExitCode(kind.exit_code) for kind in core_kinds}
    assert {*codes, *core} == {*ExitCode} - {ExitCode.OK, ExitCode.UNEXPECTED, ExitCode.USAGE}
    assert all(exit_code_of(kind("x")) == kind.exit_code for kind in core_kinds)
