"""Pipeline jobs of Azure Machine Learning: filled in, and interpreted by the local backend."""

from pathlib import Path

import pytest
import yaml

from operation.execution.exit_codes import ConfigurationError, ExitCode
from operation.execution.pipeline_job import PipelineJob, read_pipeline_job
from operation.execution.training_pipeline import JOB
from operation.tests.conftest import replace, run_step

INPUTS = {"raw_data": "raw", "criteria": "--minimum a=1", "hyperparameters": "--seed 3"}
OUTPUTS = {"model": "place/model", "gate": "place/gate"}


@pytest.fixture
def job(project: Path) -> PipelineJob:
    assert project.is_dir()
    return read_pipeline_job(JOB)


def test_values_take_the_place_of_those_in_the_file(job: PipelineJob) -> None:
    content = job.filled_in(INPUTS, OUTPUTS).content
    assert content["inputs"]["raw_data"] == {"type": "uri_folder", "path": "raw"}
    assert content["inputs"]["criteria"] == "--minimum a=1"
    assert content["outputs"]["model"] == {"type": "mlflow_model", "path": "place/model"}
    assert job.content["inputs"]["criteria"] == ""


def test_an_input_of_one_job_can_be_set(job: PipelineJob) -> None:
    content = job.filled_in({"evaluate.champion": "other/model"}, {}).content
    assert content["jobs"]["evaluate"]["inputs"]["champion"] == {"type": "mlflow_model", "path": "other/model"}


@pytest.mark.parametrize(
    ("inputs", "outputs", "complaint"),
    [
        ({"no_such": 1}, {}, r"training\.yml: inputs\n  expected: one of raw_data"),
        ({}, {"no_such": "x"}, r"training\.yml: outputs\n"),
        ({"no_such.champion": "x"}, {}, r"training\.yml: jobs\n"),
        ({"evaluate.no_such": "x"}, {}, r"training\.yml: jobs\.evaluate\.inputs\n"),
    ],
)
def test_a_value_for_what_the_file_does_not_have_is_refused(
    job: PipelineJob, inputs: dict[str, str], outputs: dict[str, str], complaint: str
) -> None:
    with pytest.raises(ConfigurationError, match=complaint):
        job.filled_in(inputs, outputs)


def test_runs_read_where_the_others_wrote(job: PipelineJob) -> None:
    runs = {run.component: run for run in job.filled_in(INPUTS, OUTPUTS).component_runs(Path("between"))}
    assert list(runs) == ["prepare", "train", "evaluate", "gate", "score"]
    assert runs["train"].outputs == {"model": "place/model"}
    assert runs["evaluate"].inputs["model"] == runs["score"].inputs["model"] == "place/model"
    assert runs["prepare"].outputs["processed_data"] == "between/prepare/processed_data"
    assert runs["train"].inputs["processed_data"] == "between/prepare/processed_data"
    assert runs["train"].inputs["hyperparameters"] == "--seed 3"


def test_jobs_run_in_an_order_that_works_whatever_their_order_in_the_file(job: PipelineJob) -> None:
    content = {**job.content, "jobs": dict(reversed(job.content["jobs"].items()))}
    components = [run.component for run in PipelineJob(job.path, content).component_runs(Path("between"))]
    assert components.index("prepare") < components.index("train") < components.index("evaluate")
    assert components.index("evaluate") < components.index("gate")


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("${{parent.inputs.raw_data}}", "${{parent.inputs.raw}}", r"inputs\n  expected: one of raw_data"),
        ("prepare.outputs.processed_data}}", "prepare.outputs.rows}}", "an output of a job in this file"),
        ("${{parent.outputs.model}}", "${{parent.outputs.modl}}", r"outputs\n  expected: one of interim_data"),
        ("${{parent.inputs.raw_data}}", "${{parent.jobs.gate.outputs.gate}}", "a circle of"),
        ("../components/prepare.yml", "azureml:prepare:1", r"jobs\.prepare\.component"),
        ("type: pipeline", "type: command", "'pipeline', with `jobs`"),
    ],
)
def test_a_pipeline_job_that_cannot_work_is_refused(project: Path, old: str, new: str, complaint: str) -> None:
    replace(project / JOB, old, new)
    with pytest.raises(ConfigurationError, match=complaint):
        read_pipeline_job(JOB).component_runs(Path("between"))


def test_the_step_and_the_file_have_the_same_inputs_and_outputs(
    project: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    content = yaml.safe_load((project / JOB).read_text("utf-8"))
    assert run_step("training_pipeline", "--env", environment, "--backend", "local", "--dry-run") == ExitCode.OK
    out = capsys.readouterr().out
    assert [name for name in content["jobs"] if f"python -m src.{name} " not in out] == []
    assert not (project / "outputs").exists()
