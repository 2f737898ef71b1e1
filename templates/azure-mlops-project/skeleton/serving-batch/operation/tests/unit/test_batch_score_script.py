"""The scoring script as Azure Machine Learning calls it: by its path, `init` once and `run` for each mini batch."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from operation.execution.batch import score
from operation.execution.batch.batch_endpoints import require_a_score_for_each
from operation.tests.conftest import run_step
from src.errors import DataError, ModelError

CALL = """
import runpy, sys
script = runpy.run_path(sys.argv[1])
script["init"]()
print(script["run"](sys.argv[2:]))
"""


@pytest.fixture
def file(trained_project: Path, environment: str) -> Path:
    """Return a file to score."""
    assert run_step("score_batch", "--env", environment, "--backend", "local", "--dry-run") == 0
    target = trained_project / "rows.csv"
    shutil.copy(trained_project / f"data/processed/{environment}/score.csv", target)
    return target


@pytest.fixture
def ready(model_directory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Load the model, and return where scores go."""
    monkeypatch.setenv(score.MODEL_VARIABLE, str(model_directory.parent))
    monkeypatch.setenv(score.OUTPUT_VARIABLE, str(tmp_path / "scores"))
    score.init()
    return tmp_path / "scores"


def test_the_script_runs_by_its_path_without_the_project_being_installed(
    root: Path, file: Path, model_directory: Path, tmp_path: Path
) -> None:
    script = root / "operation/execution/batch/score.py"
    output = tmp_path / "scores"
    variables = {score.MODEL_VARIABLE: str(model_directory.parent), score.OUTPUT_VARIABLE: str(output)}
    answer = subprocess.run(  # noqa: S603
        [sys.executable, "-c", CALL, str(script), str(file)],
        cwd=tmp_path,
        env=variables,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert answer.stdout.strip().endswith("['rows.csv']"), answer.stderr
    assert [path.name for path in output.iterdir()] == ["rows.csv"]


def test_a_retry_writes_the_same_scores_and_is_no_mistake(ready: Path, file: Path) -> None:
    for _ in range(2):
        assert score.run([str(file)]) == ["rows.csv"]
    assert [path.name for path in ready.iterdir()] == ["rows.csv"]


def test_a_second_file_of_the_same_name_is_refused(ready: Path, file: Path, tmp_path: Path) -> None:
    score.run([str(file)])
    (tmp_path / "other").mkdir()
    lines = file.read_text("utf-8").splitlines()
    (tmp_path / "other/rows.csv").write_text("\n".join(lines[:-1]) + "\n", "utf-8")
    before = (ready / "rows.csv").read_bytes()
    with pytest.raises(DataError, match="another file of this batch has the same name"):
        score.run([str(tmp_path / "other/rows.csv")])
    assert (ready / "rows.csv").read_bytes() == before


def test_a_mini_batch_with_a_bad_file_writes_nothing(ready: Path, file: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("nonsense\n1\n", "utf-8")
    with pytest.raises(DataError, match=r"bad\.csv breaks the data contract"):
        score.run([str(file), str(bad)])
    assert not ready.exists()


@pytest.mark.parametrize("models", [0, 2])
def test_a_folder_without_exactly_one_model_is_refused(model_directory: Path, tmp_path: Path, models: int) -> None:
    folder = tmp_path / "models"
    folder.mkdir()
    for number in range(models):
        shutil.copytree(model_directory, folder / str(number))
    with pytest.raises(ModelError, match=f"found:    {models}"):
        score.model_directory(folder)


@pytest.mark.parametrize(
    ("names", "scored", "complaint"),
    [
        ([], [], "at least one CSV file"),
        (["a"], [], "missing: a"),
        (["a"], ["a", "b"], "surplus: b"),
        (["a", "a"], ["a", "a"], "the same name twice: a"),
    ],
)
def test_a_result_must_have_one_file_for_each_file(names: list[str], scored: list[str], complaint: str) -> None:
    with pytest.raises(DataError, match=complaint):
        require_a_score_for_each(names, scored, "the folder")
