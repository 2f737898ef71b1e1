import argparse
import importlib

import pytest

from operation.execution.exit_codes import ExitCode
from operation.execution.version_option import add_version_argument
from operation.tests.conftest import ROOT

COMMANDS = [
    name for name in ("roll_back_release", "rollback_online") if (ROOT / f"operation/execution/{name}.py").is_file()
]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("wrong", ["latest", "0", "1.5", "v2", ""])
def test_what_is_no_version_is_a_mistake_on_the_command_line(
    command: str, wrong: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main = importlib.import_module(f"operation.execution.{command}").main
    with pytest.raises(SystemExit) as ended:
        main(["--env", "any", "--backend", "local", "--to", wrong])
    assert ended.value.code == ExitCode.USAGE
    explanation = capsys.readouterr().err
    complaint = "expected the number of a version, a whole number from 1 on such as 7"
    assert f"argument --to: {complaint}, found {wrong!r}" in explanation
    assert "Traceback" not in explanation


def test_a_version_is_a_number() -> None:
    parser = argparse.ArgumentParser()
    add_version_argument(parser)
    assert parser.parse_args(["--to", "10"]).to == 10
    assert parser.parse_args([]).to is None
