import importlib
from pathlib import Path

import pytest
import yaml

from operation.execution.exit_codes import ExitCode
from operation.execution.test import MAXIMUM_SECONDS
from operation.execution.tool import Tool, run_tools
from operation.tests.conftest import run_step


def run(*tools: Tool, maximum_seconds: float = 30) -> int:
    return run_tools("lint", "A tool.", tools, maximum_seconds=maximum_seconds, arguments=[])


def test_a_tool_that_finds_something_fails_the_step_after_the_others_have_run(
    project: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert project.is_dir()
    assert run(("nosuchtool",), ("this",)) == ExitCode.QUALITY
    err = capfd.readouterr().err
    assert "python -m nosuchtool" in err
    assert "The Zen of Python" not in err


def test_tools_that_find_nothing_pass(project: Path) -> None:
    assert project.is_dir()
    assert run(("this",)) == ExitCode.OK


def test_a_tool_that_hangs_ends_with_the_timeout_exit_code(project: Path) -> None:
    (project / "slow_tool.py").write_text("import time; time.sleep(30)", "utf-8")
    assert run(("slow_tool",), maximum_seconds=0.5) == ExitCode.TIMEOUT


@pytest.mark.parametrize("step", ["lint", "check_types", "test"])
def test_a_dry_run_of_a_tool_step_prints_what_it_would_run(
    step: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert project.is_dir()
    assert run_step(step, "--dry-run") == ExitCode.OK
    tools = importlib.import_module(f"operation.execution.{step}").TOOLS
    assert f"python -m {tools[0][0]}" in capsys.readouterr().out


def test_the_tests_have_less_time_than_the_jobs_that_run_them_and_report(root: Path) -> None:
    line = "python -m operation.execution.test"
    limits = {
        path.name: job["timeoutInMinutes"]
        for path in (root / "azure_pipelines").glob("*.yml")
        for job in yaml.safe_load(path.read_text("utf-8")).get("jobs", [])
        if any(step.get("script") == line for step in job.get("steps", []))
    }
    assert "ci.yml" in limits
    assert min(limits.values()) * 60 >= MAXIMUM_SECONDS + 20 * 60


def test_no_tool_is_told_to_hide_what_it_finds() -> None:
    words = [
        word
        for step in ("lint", "check_types", "test")
        for tool in importlib.import_module(f"operation.execution.{step}").TOOLS
        for word in tool
    ]
    assert not {"--exit-zero", "--no-error-summary", "--suppress-no-test-exit-code"} & {*words}
