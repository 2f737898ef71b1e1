"""The card of a model says what its records say."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from operation.execution.exit_codes import ExitCode
from operation.tests.conftest import run_step
from src import model_card
from src.errors import ModelError

LOCAL = ("--backend", "local")
NOTES = Path("docs/model_notes.md")


def edit_json(file: Path, **changes: Any) -> None:  # noqa: ANN401 - whatever a record may hold
    file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), **changes}), "utf-8")


@pytest.fixture
def noted(candidate: Path, root: Path) -> Path:
    """Return a candidate in a project with the notes of its people."""
    NOTES.parent.mkdir(exist_ok=True)
    shutil.copyfile(root / NOTES, NOTES)
    return candidate


def test_the_card_has_the_notes_the_columns_the_metrics_and_the_slices(noted: Path, environment: str) -> None:
    assert run_step("model_card", "--env", environment, *LOCAL) == ExitCode.OK
    card = (noted / "model_card.md").read_text("utf-8")
    metadata = json.loads((noted / "model/metadata.json").read_text("utf-8"))
    evaluation = json.loads((noted / "evaluation/evaluation.json").read_text("utf-8"))
    assert NOTES.read_text("utf-8").strip() in card
    assert metadata["model_sha256"] in card
    for feature in metadata["features"]:
        assert f"| {feature['name']} | {feature['type']} | {feature['allowed']} |" in card
    for name, value in evaluation["metrics"].items():
        assert f"| {name} | {evaluation['directions'][name]} | {value:.4g} |" in card
    for name, entry in evaluation["slices"].items():
        assert f"| {name} | {entry['rows']} |" in card
    assert "The model passed the gate." in card


def test_version_and_champion_are_told_where_there_are_any(noted: Path) -> None:
    evaluation = json.loads((noted / "evaluation/evaluation.json").read_text("utf-8"))
    edit_json(noted / "evaluation/evaluation.json", champion={"metrics": evaluation["metrics"]})
    (noted / "registration.json").write_text(json.dumps({"version": "12"}), "utf-8")
    model_card.main(["--candidate-directory", str(noted), "--name", "churn"])
    card = (noted / "model_card.md").read_text("utf-8")
    assert card.startswith("# Model card: churn version 12\n")
    assert "| metric | better | model | baseline | champion |" in card


def test_a_model_that_did_not_pass_says_so(noted: Path) -> None:
    edit_json(noted / "gate/gate.json", passed=False)
    edit_json(noted / "evaluation/evaluation.json", slices={})
    model_card.main(["--candidate-directory", str(noted)])
    card = (noted / "model_card.md").read_text("utf-8")
    assert "**The model did not pass the gate.**" in card
    assert "No slices are measured." in card


def test_records_of_another_model_are_refused(noted: Path) -> None:
    edit_json(noted / "gate/gate.json", model_sha256="another")
    with pytest.raises(ModelError, match="was written for model another"):
        model_card.main(["--candidate-directory", str(noted)])
    assert not (noted / "model_card.md").exists()


def test_without_notes_there_is_no_card(noted: Path, environment: str, capsys: pytest.CaptureFixture[str]) -> None:
    NOTES.unlink()
    assert run_step("model_card", "--env", environment, *LOCAL) == ExitCode.DATA
    assert "Write down there what the model is for" in capsys.readouterr().err
    assert not (noted / "model_card.md").exists()


def test_a_dry_run_writes_no_card(noted: Path, environment: str) -> None:
    assert run_step("model_card", "--env", environment, *LOCAL, "--dry-run") == ExitCode.OK
    assert not (noted / "model_card.md").exists()


def test_what_would_break_a_table_is_escaped() -> None:
    assert model_card.cell({"a": ["x|y", 1], "b": "line\nbreak"}) == "a: x\\|y, 1, b: line break"
    assert model_card.number(None) == "-"
