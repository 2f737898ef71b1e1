"""The local backend holds a component's command against its core script before it runs it."""

import re
from pathlib import Path

import pytest

from operation.execution.exit_codes import ExitCode
from operation.tests.conftest import replace, run_step

COMPONENT = Path("operation/execution/components/prepare.yml")


@pytest.mark.parametrize(
    "change",
    [
        ("--holdout-data ", "--holdout-dta "),
        ("--holdout-fraction ${{inputs.holdout_fraction}}", "--holdout-fraction much"),
    ],
)
def test_a_command_that_its_script_does_not_understand_is_refused_with_both_files_and_a_remedy(
    change: tuple[str, str], project: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    replace(COMPONENT, *change)
    assert run_step("prepare", "--env", environment, "--backend", "local") == ExitCode.CONFIGURATION
    err = capsys.readouterr().err
    assert f"{COMPONENT.as_posix()}: command\n  expected: arguments that src.prepare takes" in err
    assert re.search(rf"found: .*{change[1].split()[-1]}", err)
    assert "parse_arguments of src/prepare.py" in err
    assert "usage:" not in err
    assert not (project / "data/processed").exists()
