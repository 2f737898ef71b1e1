"""Files to score are held against the data contract before they are scored, as training data is."""

from pathlib import Path

import pytest

from operation.execution.exit_codes import ExitCode
from operation.tests.conftest import replace, run_step

LOCAL = ("--backend", "local")
FILES = Path("data/raw/to_score")


@pytest.fixture
def folder(project: Path, environment: str) -> Path:
    """Return the folder of the files to score, with the sample in it."""
    assert run_step("validate_batch_files", "--env", environment, *LOCAL) == ExitCode.OK
    file = project / f"operation/configuration/environment_{environment}/batch.yml"
    replace(file, "source: sample", "source: folder")
    return project / FILES


def test_files_that_keep_the_contract_pass(folder: Path, environment: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert [path.name for path in folder.iterdir()] == ["sample.csv"]
    assert run_step("validate_batch_files", "--env", environment, *LOCAL) == ExitCode.OK
    assert "1 files keep the data contract" in capsys.readouterr().err


def test_every_file_that_breaks_the_contract_is_named(
    folder: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = (folder / "sample.csv").read_text("utf-8").splitlines()
    (folder / "bad.csv").write_text("\n".join([*lines[:4], lines[4].rpartition(",")[0] + ",", *lines[5:]]), "utf-8")
    (folder / "header.csv").write_text(lines[0] + "\n", "utf-8")
    (folder / "notes.txt").write_text("remember the milk", "utf-8")
    capsys.readouterr()
    assert run_step("validate_batch_files", "--env", environment, *LOCAL) == ExitCode.DATA
    err = capsys.readouterr().err
    assert all(text in err for text in ("bad.csv", "line 5", "header.csv", "notes.txt"))
    assert "sample.csv" not in err


def test_an_empty_folder_is_refused(folder: Path, environment: str, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "sample.csv").unlink()
    assert run_step("validate_batch_files", "--env", environment, *LOCAL) == ExitCode.DATA
    assert "at least one CSV file" in capsys.readouterr().err
