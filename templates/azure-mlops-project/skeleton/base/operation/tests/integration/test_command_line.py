"""The very lines that a pipeline and a person type, as processes of their own."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from operation.execution.exit_codes import ExitCode


@pytest.fixture
def run(project: Path, root: Path) -> "Run":
    shutil.copytree(root / "src", project / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(root / "operation/__init__.py", project / "operation/__init__.py")
    sections = "operation/configuration_sections"
    shutil.copytree(root / sections, project / sections, ignore=shutil.ignore_patterns("__pycache__"))
    return Run(project)


class Run:
    def __init__(self, project: Path) -> None:
        self.project = project

    def __call__(self, line: str) -> "subprocess.CompletedProcess[str]":
        words = line.split()
        assert words[:2] == ["python", "-m"]
        return subprocess.run(  # noqa: S603
            [sys.executable, *words[1:]], cwd=self.project, capture_output=True, text=True, check=False, timeout=60
        )


def test_the_exit_code_of_the_process_is_that_of_the_step(run: Run, environment: str) -> None:
    answer = run(f"python -m operation.execution.train --env {environment} --backend local")
    assert answer.returncode == ExitCode.DATA
    assert "there is no such file" in answer.stderr


def test_a_core_script_ends_with_the_same_exit_code(run: Run) -> None:
    answer = run("python -m src.gate --evaluation-directory nowhere --minimum accuracy=0.5")
    assert answer.returncode == ExitCode.MODEL
    assert "FAILED with exit code 25" in answer.stderr


def test_a_missing_option_is_a_usage_error(run: Run) -> None:
    assert run("python -m operation.execution.train --env dev").returncode == ExitCode.USAGE


def test_a_core_script_runs_without_operation(run: Run) -> None:
    shutil.rmtree(run.project / "operation")
    answer = run("python -m src.acquire --raw-data data/raw/sample.csv")
    assert answer.returncode == 0, answer.stderr
    assert (run.project / "data/raw/sample.csv").is_file()
