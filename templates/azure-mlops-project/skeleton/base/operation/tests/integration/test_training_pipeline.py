"""The whole training pipeline on the sample data, step by step and as one job."""

import json
import math
import pickle
import shutil
import warnings
from pathlib import Path
from typing import Any

import mlflow
import pandas as pd
import pytest
import yaml
from sklearn.exceptions import InconsistentVersionWarning

from operation.execution.configuration import ConfigurationFolder
from operation.execution.exit_codes import ExitCode
from operation.tests.conftest import replace, run_step
from src import evaluate, problem, train
from src.candidate import checksums, sha256_of
from src.data_schema import features_schema, labelled_schema
from src.data_validation import read_rows

LOCAL = ("--backend", "local")
GATE_FILE = Path("operation/configuration/gate.yml")


def read(file: Path) -> Any:  # noqa: ANN401 - whatever the file holds
    return json.loads(file.read_text("utf-8"))


def edit_json(file: Path, **changes: object) -> None:
    file.write_text(json.dumps({**read(file), **changes}), "utf-8")


def forget_thresholds(**thresholds: dict[str, float]) -> None:
    nothing: dict[str, dict[str, float]] = {"minimums": {}, "maximums": {}, "gains_over_baseline": {}}
    GATE_FILE.write_text(yaml.safe_dump({**nothing, **thresholds}), "utf-8")


def test_training_writes_an_mlflow_model_with_its_metadata(model_directory: Path) -> None:
    metadata = read(model_directory / "metadata.json")
    assert {"MLmodel", "model.pkl", "requirements.txt", "smoke_test.json", "metadata.json"} <= checksums(
        model_directory
    ).keys()
    assert metadata["model_sha256"] == sha256_of(model_directory / "model.pkl")
    assert metadata["metrics"]
    assert set(metadata["versions"]) == {"python", "scikit-learn"}


def test_the_rows_that_the_model_was_trained_on_travel_with_it(model_directory: Path, environment: str) -> None:
    rows = read_rows(Path(f"data/processed/{environment}/train.csv"), labelled_schema())
    reference = read_rows(model_directory / "reference.csv", features_schema())
    pd.testing.assert_frame_equal(reference, problem.score_input(rows))
    assert read(model_directory / "metadata.json")["files"]["reference.csv"] == sha256_of(
        model_directory / "reference.csv"
    )


def test_of_many_rows_the_last_ones_travel_in_their_order(trained_project: Path, environment: str) -> None:
    rows = read_rows(trained_project / f"data/processed/{environment}/train.csv", labelled_schema())
    many = pd.concat([rows] * (train.REFERENCE_ROWS // len(rows) + 2), ignore_index=True)
    reference = train.reference_rows(many)
    assert len(reference) == train.REFERENCE_ROWS == 2000
    pd.testing.assert_frame_equal(reference, problem.score_input(many).iloc[-2000:])


def test_mlflow_finds_the_signature_and_gives_the_answer_of_the_smoke_test(model_directory: Path) -> None:
    signature = mlflow.models.get_model_info(str(model_directory)).signature
    smoke_test = read(model_directory / "smoke_test.json")
    columns = pd.DataFrame.from_records(smoke_test["request"]["records"]).columns
    assert {*columns} == {column.name for column in signature.inputs}
    answers = pd.DataFrame.from_records(smoke_test["response"]["predictions"]).columns
    assert {*answers} == {column.name for column in signature.outputs}
    assert mlflow.sklearn.load_model(str(model_directory)) is not None


def test_the_requirements_of_the_model_are_exact(model_directory: Path) -> None:
    lines = (model_directory / "requirements.txt").read_text("utf-8").splitlines()
    assert any(line.startswith("scikit-learn==") for line in lines)
    assert [line for line in lines if "==" not in line] == []


def test_parameters_and_metrics_of_the_runs_are_in_mlflow(trained_project: Path, candidate: Path) -> None:
    client = mlflow.MlflowClient(str(trained_project / "outputs/mlruns"))
    runs = {run.info.run_name: run.data for run in client.search_runs(["0"])}
    assert {*runs} == {"train", "evaluate"}
    assert runs["evaluate"].metrics == pytest.approx(read(candidate / "evaluation/evaluation.json")["metrics"])
    assert runs["train"].params.keys() == read(candidate / "model/metadata.json")["parameters"].keys()


def test_the_model_is_better_than_the_baseline_in_every_metric_that_the_gate_looks_at(candidate: Path) -> None:
    verdict = read(candidate / "gate/gate.json")
    assert verdict["passed"] is True
    judged = [criterion for criterion in verdict["criteria"] if criterion["reference"] is not None]
    assert judged
    for criterion in judged:
        higher = problem.METRICS[criterion["metric"]] == "higher"
        better = criterion["value"] - criterion["reference"]
        assert better > 0 if higher else better < 0


def test_the_evaluation_has_every_metric_on_all_rows_and_on_slices(candidate: Path) -> None:
    evaluation = read(candidate / "evaluation/evaluation.json")
    assert evaluation["metrics"].keys() == problem.METRICS.keys() == evaluation["directions"].keys()
    assert {*evaluation["slices"]} <= {*problem.SLICES}
    assert all(math.isfinite(value) for value in evaluation["metrics"].values())


def test_a_champion_is_measured_on_the_same_rows(candidate: Path, trained_project: Path, environment: str) -> None:
    processed = trained_project / f"data/processed/{environment}"
    places = {
        "--model-directory": candidate / "model",
        "--train-data": processed / "train.csv",
        "--holdout-data": processed / "holdout.csv",
        "--champion-directory": candidate / "model",
        "--evaluation-directory": trained_project / "other",
    }
    evaluate.main([str(part) for pair in places.items() for part in pair])
    evaluation = read(trained_project / "other/evaluation.json")
    assert evaluation["champion"]["metrics"] == evaluation["metrics"]


def test_the_rows_to_score_get_whole_answers(trained_project: Path, environment: str) -> None:
    predictions = pd.read_csv(trained_project / f"outputs/{environment}/predictions/predictions.csv")
    assert len(predictions) > 0
    assert not predictions.isna().any().any()


def test_training_again_gives_the_same_model(model_directory: Path, environment: str) -> None:
    before = sha256_of(model_directory / "model.pkl")
    (model_directory / "left_over.txt").write_text("old", "utf-8")
    assert run_step("train", "--env", environment, *LOCAL) == ExitCode.OK
    assert sha256_of(model_directory / "model.pkl") == before
    assert not (model_directory / "left_over.txt").exists()


def test_the_pipeline_job_gives_what_the_steps_give(trained_project: Path, environment: str) -> None:
    outputs = trained_project / "outputs" / environment
    names = ("candidate/evaluation/evaluation.json", "candidate/gate/gate.json", "predictions/predictions.csv")
    by_steps = [(outputs / name).read_bytes() for name in names]
    shutil.rmtree(outputs)
    shutil.rmtree(trained_project / "data")
    assert run_step("training_pipeline", "--env", environment, *LOCAL) == ExitCode.OK
    assert [(outputs / name).read_bytes() for name in names] == by_steps


def test_the_gate_stops_a_model_below_a_threshold(
    candidate: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    metric, direction = next(iter(problem.METRICS.items()))
    unreachable = {"higher": ("minimums", 1e9), "lower": ("maximums", -1e9)}[direction]
    forget_thresholds(**{unreachable[0]: {metric: unreachable[1]}})
    assert run_step("gate", "--env", environment, *LOCAL) == ExitCode.GATE
    captured = capsys.readouterr()
    assert "FAIL" in captured.out
    assert f"the model fails the gate on {metric}" in captured.err
    assert read(candidate / "gate/gate.json")["passed"] is False


def test_a_gate_that_ends_early_leaves_no_earlier_verdict(candidate: Path, environment: str) -> None:
    (candidate / "evaluation/evaluation.json").unlink()
    assert run_step("gate", "--env", environment, *LOCAL) == ExitCode.MODEL
    assert not (candidate / "gate/gate.json").exists()


def test_the_score_step_refuses_a_model_whose_bytes_changed(
    model_directory: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with (model_directory / "model.pkl").open("ab") as file:
        file.write(b"x")
    assert run_step("score", "--env", environment, *LOCAL) == ExitCode.MODEL
    assert "The file was altered" in capsys.readouterr().err


def test_evaluating_on_the_training_data_is_refused(trained_project: Path, environment: str) -> None:
    processed = trained_project / f"data/processed/{environment}"
    (processed / "holdout.csv").write_bytes((processed / "train.csv").read_bytes())
    assert run_step("evaluate", "--env", environment, *LOCAL) == ExitCode.DATA


def test_evaluating_after_another_split_is_refused(
    trained_project: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    training = ConfigurationFolder(trained_project).path / "training.yml"
    fraction = yaml.safe_load(training.read_text("utf-8"))["split"]["holdout_fraction"]
    replace(training, f"holdout_fraction: {fraction}", f"holdout_fraction: {fraction + 0.05}")
    assert run_step("prepare", "--env", environment, *LOCAL) == ExitCode.OK
    assert run_step("evaluate", "--env", environment, *LOCAL) == ExitCode.DATA
    assert "Train again after prepare" in capsys.readouterr().err


def test_a_model_of_another_scikit_learn_is_not_loaded(
    monkeypatch: pytest.MonkeyPatch, model_directory: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def load(_: object) -> None:
        warnings.warn(
            InconsistentVersionWarning(
                estimator_name="Pipeline", current_sklearn_version="2.0", original_sklearn_version="1.0"
            ),
            stacklevel=1,
        )

    assert model_directory.is_dir()
    monkeypatch.setattr("src.trained_model.pickle.load", load)
    assert run_step("score", "--env", environment, *LOCAL) == ExitCode.MODEL
    assert "trained with another scikit-learn" in capsys.readouterr().err


def test_a_model_that_is_no_estimator_is_refused(
    model_directory: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (model_directory / "model.pkl").write_bytes(pickle.dumps("a text"))
    files = {name: sha256 for name, sha256 in checksums(model_directory).items() if name != "metadata.json"}
    edit_json(model_directory / "metadata.json", files=files)
    assert run_step("score", "--env", environment, *LOCAL) == ExitCode.MODEL
    assert "expected a scikit-learn estimator, found str" in capsys.readouterr().err


def test_raw_data_that_is_there_is_not_fetched(
    trained_project: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    replace(
        ConfigurationFolder(trained_project).environment_file(environment, "settings.yml"),
        "source: sample",
        "source: file",
    )
    assert run_step("acquire", "--env", environment, *LOCAL) == ExitCode.OK
    assert run_step("prepare", "--env", environment, *LOCAL, "--dry-run") == ExitCode.OK
    out = capsys.readouterr().out
    assert "python -m src.acquire" not in out
    assert "python -m src.prepare" in out


@pytest.mark.parametrize("content", ["[]", "{", '{"files": 1}'])
def test_a_broken_record_is_a_model_error(content: str, model_directory: Path, environment: str) -> None:
    (model_directory / "metadata.json").write_text(content, "utf-8")
    assert run_step("score", "--env", environment, *LOCAL) == ExitCode.MODEL


@pytest.mark.parametrize("file", ["model.pkl", "MLmodel", "metadata.json", "smoke_test.json", "reference.csv"])
def test_a_model_with_a_missing_file_is_a_model_error(file: str, model_directory: Path, environment: str) -> None:
    (model_directory / file).unlink()
    assert run_step("score", "--env", environment, *LOCAL) == ExitCode.MODEL


@pytest.mark.parametrize(("step", "code"), [("train", ExitCode.DATA), ("score", ExitCode.MODEL)])
def test_a_step_whose_predecessor_has_not_run_names_what_is_missing(
    step: str, code: ExitCode, project: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert project.is_dir()
    assert run_step(step, "--env", environment, *LOCAL) == code
    assert "there is no such file" in capsys.readouterr().err
