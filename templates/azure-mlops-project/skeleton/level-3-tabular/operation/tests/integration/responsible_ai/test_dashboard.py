"""The job of the dashboard: what the SDK makes of it, what its components take, and the line of its first job."""

import ast
import importlib
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml
from azure.ai.ml import load_job

from operation.execution.azureml.job_document import FOLDER
from operation.execution.component_file import ComponentFile
from operation.execution.configuration import ConfigurationFolder
from operation.execution.exit_codes import ExitCode
from operation.execution.locations import local_locations
from operation.execution.responsible_ai import DASHBOARD, dashboard_inputs
from operation.tests.conftest import run_step
from src.candidate import EVALUATION, METADATA, read_record, write_record
from src.data_contract import FEATURE_NAMES, FEATURES, TARGET
from src.errors import DataError, ModelError
from src.features import CategoryFeature

REGISTRY = "azureml://registries/azureml"
# As the published definitions of version 0.22.0 say: what is required, and what may be left out.
PUBLISHED = {
    "rai_tabular_insight_constructor": (
        {"title", "task_type", "train_dataset", "test_dataset", "target_column_name"},
        {
            *("model_info_path", "model_input", "model_info", "maximum_rows_for_test_dataset"),
            *("categorical_column_names", "classes", "feature_metadata", "use_model_dependency"),
        },
        {"rai_insights_dashboard"},
    ),
    "rai_tabular_explanation": ({"comment", "rai_insights_dashboard"}, set(), {"explanation"}),
    "rai_tabular_erroranalysis": (
        {"rai_insights_dashboard"},
        {"max_depth", "num_leaves", "min_child_samples", "filter_features"},
        {"error_analysis"},
    ),
    "rai_tabular_insight_gather": (
        {"constructor"},
        {"insight_1", "insight_2", "insight_3", "insight_4"},
        {"dashboard", "ux_json"},
    ),
}


@pytest.fixture
def content(root: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((root / DASHBOARD).read_text("utf-8"))
    return loaded


def published_name(job: dict[str, Any]) -> str:
    address = str(job["component"])
    assert address.startswith(f"{REGISTRY}/components/")
    return address.removeprefix(f"{REGISTRY}/components/").partition("/")[0]


def test_the_sdk_reads_the_job_as_it_is_and_as_the_step_fills_it_in(
    project: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert load_job(project / DASHBOARD).type == "pipeline"
    assert run_step("responsible_ai", "--env", environment, "--backend", "azureml", "--dry-run") == ExitCode.OK
    text = capsys.readouterr().out.split(f"as if it were in {FOLDER.as_posix()}:\n")[2]
    job: Any = load_job(io.StringIO(text), relative_origin=str(FOLDER / "job.yml"))
    assert list(job.jobs) == ["twin", "construct", "explain", "error_analysis", "gather"]
    assert str(job.jobs["twin"].environment or job.jobs["twin"].component.environment).startswith(REGISTRY)
    assert job.outputs["dashboard"].mode == "upload"
    wanted = yaml.safe_load(text)
    assert wanted["inputs"]["title"].endswith(f" in {environment}")


def test_every_component_gets_what_it_requires_and_nothing_that_it_does_not_know(content: dict[str, Any]) -> None:
    jobs = [job for name, job in content["jobs"].items() if name != "twin"]
    assert {published_name(job) for job in jobs} == {*PUBLISHED}
    for job in jobs:
        required, optional, outputs = PUBLISHED[published_name(job)]
        assert required <= {*job["inputs"]} <= required | optional, job["component"]
        assert {*job.get("outputs", {})} <= outputs


def test_what_a_component_reads_is_written_by_the_one_before(content: dict[str, Any]) -> None:
    outputs = {
        name: PUBLISHED[published_name(job)][2] if "component" in job else {*job["outputs"]}
        for name, job in content["jobs"].items()
    }
    read = [str(value) for job in content["jobs"].values() for value in job["inputs"].values()]
    references = [value.removeprefix("${{parent.").removesuffix("}}").split(".") for value in read if "${{" in value]
    assert [parts for parts in references if parts[0] == "jobs" and parts[3] not in outputs[parts[1]]] == []
    assert {parts[1] for parts in references if parts[0] == "inputs"} == {*content["inputs"]}


def test_all_components_have_the_same_version(content: dict[str, Any]) -> None:
    versions = {job["component"].rpartition("/")[2] for job in content["jobs"].values() if "component" in job}
    assert len(versions) == 1
    assert versions.pop()[0].isdigit()


class Twin:
    """Runs the line of the first job, on folders of this computer."""

    def __init__(self, content: dict[str, Any], candidate: Path, environment: str) -> None:
        job = content["jobs"]["twin"]
        self.component = ComponentFile(
            DASHBOARD, {name: {} for name in job["inputs"]}, job["outputs"], str(job["command"])
        )
        self.candidate = candidate
        self.processed = Path("data/processed", environment)
        self.outputs = {name: f"outputs/dashboard/{name}" for name in job["outputs"]}

    def run(self, tolerance: float = 0.01) -> dict[str, Any]:
        inputs: dict[str, str | float] = {
            "model": str(self.candidate / "model"),
            "evaluation": str(self.candidate / "evaluation"),
            "processed_data": self.processed.as_posix(),
            "registered_model": "some-dashboard",
            "tolerance": tolerance,
        }
        module, arguments = self.component.arguments(inputs, self.outputs)
        importlib.import_module(module).main(arguments)
        return read_record(Path(self.outputs["model_info"]), "model_info.json")


@pytest.fixture
def twin(content: dict[str, Any], candidate: Path, environment: str) -> Iterator[Twin]:
    """Return the first job, in a project whose runs and models MLflow keeps in a folder."""
    mlflow = importlib.import_module("mlflow")
    before = mlflow.get_tracking_uri()
    mlflow.set_tracking_uri("outputs/mlruns")
    yield Twin(content, candidate, environment)
    mlflow.set_tracking_uri(before)


def test_the_twin_is_registered_with_the_model_that_it_stands_for(twin: Twin) -> None:
    assert twin.run() == {"id": "some-dashboard:1"}
    assert twin.run() == {"id": "some-dashboard:2"}
    version = importlib.import_module("mlflow").MlflowClient().get_model_version("some-dashboard", "2")
    expected = read_record(twin.candidate / "model", METADATA)["model_sha256"]
    assert version.tags["twin_of_model_sha256"] == expected


def test_the_tables_have_the_rows_of_the_model_and_its_target(twin: Twin) -> None:
    twin.run()
    for name in ("train", "holdout"):
        table = pd.read_csv(Path(twin.outputs[name], "rows.csv"))
        assert list(table.columns) == [*FEATURE_NAMES, TARGET]
        pd.testing.assert_frame_equal(table, pd.read_csv(twin.processed / f"{name}.csv")[list(table.columns)])
        assert Path(twin.outputs[name], "MLTable").is_file()


def test_a_twin_that_is_not_as_good_as_the_model_is_refused(twin: Twin) -> None:
    evaluation = read_record(twin.candidate / "evaluation", EVALUATION)
    name = next(iter(evaluation["metrics"]))
    evaluation["metrics"][name] *= 0.9
    write_record(twin.candidate / "evaluation", EVALUATION, evaluation)
    with pytest.raises(ModelError, match=f"  {name}: .*\\n.*switch the dashboard off"):
        twin.run()
    assert not Path("outputs/dashboard").exists()
    assert twin.run(tolerance=0.2) == {"id": "some-dashboard:1"}


def test_an_evaluation_of_another_model_is_refused(twin: Twin) -> None:
    evaluation = read_record(twin.candidate / "evaluation", EVALUATION)
    write_record(twin.candidate / "evaluation", EVALUATION, {**evaluation, "model_sha256": "another"})
    with pytest.raises(ModelError, match="was written for model another"):
        twin.run()


@pytest.mark.parametrize("name", ["train.csv", "holdout.csv"])
def test_rows_that_are_not_those_of_the_model_are_refused(name: str, twin: Twin) -> None:
    file = twin.processed / name
    file.write_text(file.read_text("utf-8").rsplit("\n", 2)[0] + "\n", "utf-8")
    with pytest.raises(DataError, match=f"{name} is not the data of the model"):
        twin.run()
    file.unlink()
    with pytest.raises(DataError, match=f"{name} is not the data of the model"):
        twin.run()


def test_the_twin_needs_no_package_that_the_environment_of_the_dashboard_lacks(root: Path) -> None:
    """That environment has scikit-learn, pandas and MLflow, and no pandera."""
    needed: set[str] = set()
    left = ["src.dashboard_model"]
    while left:
        tree = ast.parse((root / f"{left.pop().replace('.', '/')}.py").read_text("utf-8"))
        froms = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        imported = {str(node.module) for node in froms}
        imported |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        imported |= {f"src.{name.name}" for node in froms if node.module == "src" for name in node.names}
        left += [name for name in imported - needed if name.startswith("src.")]
        needed |= imported
    assert "src.problem" in needed
    packages = {name.partition(".")[0] for name in needed} - {*sys.stdlib_module_names, "src"}
    assert packages <= {"numpy", "pandas", "sklearn", "mlflow"}


def test_categories_are_told_to_the_dashboard(project: Path, environment: str) -> None:
    configuration = ConfigurationFolder(project).load(environment)
    given = dashboard_inputs(configuration, local_locations(environment))
    expected = [feature.name for feature in FEATURES if isinstance(feature, CategoryFeature)]
    assert json.loads(str(given["categories"])) == expected
    assert given["target"] == TARGET
