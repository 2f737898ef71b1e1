import sys
from collections.abc import Sequence

import pytest

from src.errors import CoreError, DataError
from src.script import run_script


def test_a_script_gets_the_arguments_of_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[Sequence[str]] = []
    monkeypatch.setattr(sys, "argv", ["src/example.py", "--rows", "3"])
    run_script(given.append)
    assert given == [["--rows", "3"]]


def test_a_script_that_fails_says_why_and_ends_with_the_code_of_the_kind_of_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: Sequence[str]) -> None:
        message = "a column is missing"
        raise DataError(message)

    monkeypatch.setattr(sys, "argv", ["src/example.py"])
    with pytest.raises(SystemExit) as caught:
        run_script(fail)
    assert caught.value.code == DataError.exit_code
    assert "FAILED with exit code 20:\na column is missing" in capsys.readouterr().err


def test_each_kind_of_failure_has_a_code_of_its_own() -> None:
    # one that hands on the code of another failure has none of its own
    codes = [kind.exit_code for kind in CoreError.__subclasses__() if "exit_code" in vars(kind)]
    assert len(set(codes)) == len(codes)
    assert CoreError.exit_code not in codes
