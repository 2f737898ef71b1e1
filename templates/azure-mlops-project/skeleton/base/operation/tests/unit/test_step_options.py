import argparse
from pathlib import Path

import pytest

from operation.execution import lint
from operation.execution.exit_codes import ExitCode
from operation.execution.step_options import NOT_READ_FIRST, read_options, refused_options
from operation.tests.conftest import run_step


def test_a_step_that_is_asked_for_its_options_does_nothing(
    project: Path, environment: str, capfd: pytest.CaptureFixture[str]
) -> None:
    before = sorted(project.rglob("*"))
    assert refused_options("prepare", f"--env {environment} --backend local") is None
    assert sorted(project.rglob("*")) == before
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("step", ["lint", "lint_pipelines", "validate_configuration", "write_schemas", "release"])
def test_an_option_that_a_step_does_not_have_is_refused_with_those_that_it_has(step: str) -> None:
    refusal = refused_options(step, "--env dev --backend local --polish")
    assert refusal is not None
    assert "unrecognized arguments: " in refusal
    assert "--polish; the step has " in refusal
    assert ("no options" in refusal) == (step in {"lint_pipelines", "validate_configuration", "write_schemas"})


def test_a_step_works_again_once_its_options_were_asked_for(project: Path) -> None:
    assert project.is_dir()
    assert refused_options("validate_configuration", "") is None
    assert run_step("validate_configuration") == ExitCode.OK


def test_a_step_that_works_before_it_reads_its_options_is_refused_and_does_not_work(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    worked: list[object] = []

    def works_at_once(arguments: list[str]) -> int:
        worked.append(arguments)
        return len(worked)

    def works_first(arguments: list[str]) -> int:
        worked.append(arguments)
        return len(vars(read_options(argparse.ArgumentParser(), arguments)))

    for main in (works_at_once, works_first):
        monkeypatch.setattr(lint, "main", main)
        assert refused_options("lint", "") == NOT_READ_FIRST
    assert worked == []


def test_a_parser_in_a_step_is_read_by_nothing_else(root: Path) -> None:
    own_way = [
        path.relative_to(root).as_posix()
        for path in (root / "operation/execution").rglob("*.py")
        if "parse_args(" in path.read_text("utf-8") and path.name != "step_options.py"
    ]
    assert own_way == []


def test_what_is_read_is_what_was_given() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--note")
    assert read_options(parser, ["--note", "x"]).note == "x"
