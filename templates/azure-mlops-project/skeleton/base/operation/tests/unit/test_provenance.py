import os
import subprocess
from pathlib import Path

import pytest

from operation.execution.provenance import git_sha


@pytest.fixture(autouse=True)
def _outside_of_git(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def git(*arguments: str) -> str:
    line = ["git", "-c", "user.name=Ari", "-c", "user.email=ari@contoso.example", "-c", "commit.gpgsign=false"]
    answer = subprocess.run([*line, *arguments], capture_output=True, text=True, check=True)  # noqa: S603
    return answer.stdout.strip()


def test_outside_of_a_repository_the_commit_is_unknown() -> None:
    assert git_sha() == "unknown"


def test_a_repository_without_a_commit_has_none() -> None:
    git("init", "--quiet")
    assert git_sha() == "unknown"


def test_the_commit_of_the_working_copy_is_told_in_every_folder_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git("init", "--quiet")
    git("commit", "--quiet", "--allow-empty", "--no-verify", "--message", "first")
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir("folder")
    assert git_sha() == git("rev-parse", "HEAD")


def test_what_is_not_committed_marks_the_commit(tmp_path: Path) -> None:
    git("init", "--quiet")
    (tmp_path / ".gitignore").write_text("outputs/\n", "utf-8")
    git("add", ".")
    git("commit", "--quiet", "--no-verify", "--message", "first")
    commit = git("rev-parse", "HEAD")
    (tmp_path / "outputs").mkdir()
    (tmp_path / "outputs/model.pkl").write_text("", "utf-8")
    assert git_sha() == commit
    (tmp_path / "src.py").write_text("", "utf-8")
    assert git_sha() == f"{commit}-dirty"
    git("add", ".")
    assert git_sha() == f"{commit}-dirty"
    git("commit", "--quiet", "--no-verify", "--message", "second")
    assert git_sha() == git("rev-parse", "HEAD") != commit


def test_the_commit_of_a_pipeline_is_the_one_that_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUILD_SOURCEVERSION", "0123abc")
    assert git_sha() == "0123abc"
