"""The whole training pipeline on the sample data, then release into every environment."""

import json
import re
import warnings
from pathlib import Path

import pandas as pd
import pytest
from sklearn.exceptions import InconsistentVersionWarning
from src.model_directory import FILES, sha256_of

from operation.execution.configuration import ConfigurationFolder
from operation.execution.deployment import read_deployment
from operation.execution.exit_codes import ExitCode
from operation.tests.conftest import run_step

LOCAL = ("--backend", "local")


def edit_json(file: Path, **changes: object) -> None:
    file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), **changes}), "utf-8")


def test_the_pipeline_writes_a_complete_model_directory(model_directory: Path) -> None:
    assert {path.name for path in model_directory.iterdir()} == {*FILES}
    metadata = json.loads((model_directory / "metadata.json").read_text("utf-8"))
    assert metadata["model_sha256"] == sha256_of(model_directory / "model.joblib")
    assert len(metadata["features"]) == 30
    assert metadata["metrics"]["cross_validation_accuracy_mean"] > 0.9
    assert set(metadata["versions"]) == {"python", "scikit-learn"}


def test_the_model_is_far_better_than_the_majority_class(model_directory: Path) -> None:
    evaluation = json.loads((model_directory / "evaluation.json").read_text("utf-8"))
    assert evaluation["baseline"]["rule"] == "always benign"
    assert evaluation["metrics"]["accuracy"] > evaluation["baseline"]["metrics"]["accuracy"] + 0.2


def test_every_row_to_score_gets_a_label_and_a_probability(trained_project: Path, environment: str) -> None:
    predictions = pd.read_csv(trained_project / f"outputs/{environment}/predictions.csv")
    assert len(predictions) == 143
    assert predictions["probability"].between(0, 1).all()
    assert set(predictions["label"]) == {"benign", "malignant"}


def test_training_again_gives_the_same_model(trained_project: Path, model_directory: Path, environment: str) -> None:
    assert trained_project.is_dir()
    before = sha256_of(model_directory / "model.joblib")
    assert run_step("train", "--env", environment, *LOCAL) == ExitCode.OK
    assert sha256_of(model_directory / "model.joblib") == before


def test_the_gate_stops_a_model_below_a_threshold(
    trained_project: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    model_settings = trained_project / "operation/configuration/model.yml"
    model_settings.write_text(re.sub(r"recall: .*", "recall: 1.0", model_settings.read_text("utf-8")), "utf-8")
    assert run_step("gate", "--env", environment, *LOCAL) == ExitCode.GATE
    captured = capsys.readouterr()
    assert re.search(r"recall +1\.0000 .*FAIL", captured.out)
    assert "the model fails the gate on recall" in captured.err
    assert run_step("release", "--env", environment, *LOCAL) == ExitCode.GATE
    assert not (trained_project / f"outputs/{environment}/release").exists()


def test_the_gate_refuses_an_evaluation_of_another_model(model_directory: Path, environment: str) -> None:
    edit_json(model_directory / "evaluation.json", model_sha256="0" * 64)
    assert run_step("gate", "--env", environment, *LOCAL) == ExitCode.MODEL


def test_evaluating_on_the_training_data_is_refused(trained_project: Path, environment: str) -> None:
    processed = trained_project / f"data/processed/{environment}"
    (processed / "holdout.csv").write_bytes((processed / "train.csv").read_bytes())
    assert run_step("evaluate", "--env", environment, *LOCAL) == ExitCode.DATA


def test_one_model_reaches_every_environment_byte_for_byte(trained_project: Path, model_directory: Path) -> None:
    environments = read_deployment(ConfigurationFolder(trained_project)).environments
    for name in environments:
        assert run_step("release", "--env", name, *LOCAL) == ExitCode.OK
        release = trained_project / f"outputs/{name}/release"
        assert [sha256_of(release / "model" / file) for file in FILES] == [
            sha256_of(model_directory / f) for f in FILES
        ]
        record = json.loads((release / "release.json").read_text("utf-8"))
        assert record["environment"] == name
        assert record["model_sha256"] == sha256_of(model_directory / "model.joblib")


def test_a_second_release_takes_the_place_of_the_first(trained_project: Path, environment: str) -> None:
    release = trained_project / f"outputs/{environment}/release"
    assert run_step("release", "--env", environment, *LOCAL) == ExitCode.OK
    (release / "left_over.txt").write_text("old", "utf-8")
    assert run_step("release", "--env", environment, *LOCAL) == ExitCode.OK
    assert sorted(path.name for path in release.iterdir()) == ["model", "release.json"]


def test_an_altered_model_is_not_released(trained_project: Path, model_directory: Path, environment: str) -> None:
    with (model_directory / "model.joblib").open("ab") as file:
        file.write(b"x")
    assert run_step("release", "--env", environment, *LOCAL) == ExitCode.MODEL
    assert not (trained_project / f"outputs/{environment}/release").exists()


def test_an_altered_model_is_not_even_loaded(
    model_directory: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with (model_directory / "model.joblib").open("ab") as file:
        file.write(b"x")
    assert run_step("score", "--env", environment, *LOCAL) == ExitCode.MODEL
    assert "The file was altered: train again" in capsys.readouterr().err


def test_a_model_that_answers_differently_than_when_trained_is_not_released(
    model_directory: Path, environment: str
) -> None:
    smoke_test = json.loads((model_directory / "smoke_test.json").read_text("utf-8"))
    smoke_test["response"]["predictions"][0]["probability"] += 0.1
    edit_json(model_directory / "smoke_test.json", **smoke_test)
    assert run_step("release", "--env", environment, *LOCAL) == ExitCode.MODEL


def test_a_model_that_answers_too_late_is_not_released(trained_project: Path, environment: str) -> None:
    settings = trained_project / f"operation/configuration/environment_{environment}/settings.yml"
    text = re.sub(r"maximum_seconds: .*", "maximum_seconds: 0.000001", settings.read_text("utf-8"))
    settings.write_text(text, "utf-8")
    assert run_step("release", "--env", environment, *LOCAL) == ExitCode.TIMEOUT


def test_a_model_without_verdict_is_not_released(model_directory: Path, environment: str) -> None:
    (model_directory / "gate.json").unlink()
    assert run_step("release", "--env", environment, *LOCAL) == ExitCode.MODEL


def test_a_model_of_another_scikit_learn_is_not_loaded(
    monkeypatch: pytest.MonkeyPatch, model_directory: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def load(_: Path) -> None:
        warnings.warn(
            InconsistentVersionWarning(
                estimator_name="Pipeline", current_sklearn_version="2.0", original_sklearn_version="1.0"
            ),
            stacklevel=1,
        )

    assert model_directory.is_dir()
    monkeypatch.setattr("src.trained_model.joblib.load", load)
    assert run_step("score", "--env", environment, *LOCAL) == ExitCode.MODEL
    assert "trained with another scikit-learn" in capsys.readouterr().err


@pytest.mark.parametrize("content", ["[]", "{"])
def test_a_broken_record_is_a_model_error(content: str, model_directory: Path, environment: str) -> None:
    (model_directory / "metadata.json").write_text(content, "utf-8")
    assert run_step("score", "--env", environment, *LOCAL) == ExitCode.MODEL


def test_scoring_without_a_model_is_a_model_error(model_directory: Path, environment: str) -> None:
    (model_directory / "model.joblib").unlink()
    assert run_step("score", "--env", environment, *LOCAL) == ExitCode.MODEL
