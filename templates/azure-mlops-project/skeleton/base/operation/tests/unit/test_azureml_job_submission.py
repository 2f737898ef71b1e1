"""The training job as azure-ai-ml hands it over: down to its requests, which a workspace in this process answers."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from operation.execution.azureml.jobs import AzureMlJobs
from operation.execution.azureml.workspace import names_of
from operation.execution.azureml_backend import AzureMlBackend
from operation.execution.configuration import Configuration, ConfigurationFolder
from operation.execution.pipeline_job import read_pipeline_job
from operation.execution.training_pipeline import JOB, pipeline_inputs, pipeline_outputs
from operation.tests.azure_workspace import STORAGE, WORKSPACE, AzureWorkspace, Json, connected


@pytest.fixture
def configuration(root: Path, project: Path, environment: str) -> Configuration:
    """Return the configuration of an environment that trains."""
    shutil.copy(root / ".amlignore", project)
    shutil.copytree(root / "src", project / "src")
    return ConfigurationFolder(project).load(environment)


@pytest.fixture
def workspace(configuration: Configuration) -> AzureWorkspace:
    """Return a workspace that the training job was submitted to."""
    workspace = AzureWorkspace()
    with connected(workspace) as client:
        backend = AzureMlBackend(configuration, AzureMlJobs(client))
        # A first training: there is no champion to ask a registry for.
        locations = replace(backend.locations, dry_run=True)
        inputs, outputs = pipeline_inputs(configuration, locations), pipeline_outputs(locations)
        backend.run_pipeline(JOB, inputs, outputs, dry_run=False, wait=False)
    return workspace


def job_of(workspace: AzureWorkspace) -> Json:
    (job,) = [sent.body["properties"] for sent in workspace.sent if sent.path.startswith("jobs/")]
    assert isinstance(job, dict)
    return job


def test_the_job_is_the_training_pipeline_on_the_compute_of_the_environment(
    workspace: AzureWorkspace, configuration: Configuration
) -> None:
    job, file = job_of(workspace), read_pipeline_job(JOB).content
    assert job["jobs"].keys() == file["jobs"].keys()
    compute = job["settings"]["default_compute"]
    assert compute in {"serverless", f"{WORKSPACE}/computes/{names_of(configuration).compute}"}
    assert (job["settings"]["force_rerun"], job["settings"]["continue_on_step_failure"]) == (True, False)
    assert job["tags"]["configuration_sha256"] == configuration.sha256()
    assert {entry["jobInputType"] for entry in job["inputs"].values()} <= {"uri_folder", "literal"}


def test_every_output_is_in_a_folder_of_this_job(workspace: AzureWorkspace) -> None:
    (name,) = [sent.path.removeprefix("jobs/") for sent in workspace.sent if sent.path.startswith("jobs/")]
    outputs = job_of(workspace)["outputs"]
    assert outputs["model"]["jobOutputType"] == "mlflow_model"
    assert all(output["uri"].endswith(f"/jobs/{name}/{key}") for key, output in outputs.items())


def test_every_component_brings_the_core_scripts_and_nothing_of_the_configuration(
    workspace: AzureWorkspace, root: Path
) -> None:
    for step in job_of(workspace)["jobs"].values():
        component = workspace.kept[step["componentId"].removeprefix(f"{WORKSPACE}/")]["properties"]["componentSpec"]
        assert "/environments/CliV2AnonymousEnvironment/versions/" in component["environment"]
        code = workspace.kept[component["code"].removeprefix(f"azureml:{WORKSPACE}/")]["properties"]["codeUri"]
        prefix = f"{code.removeprefix(f'{STORAGE}/')}/"
        files = {name.removeprefix(prefix) for name in workspace.files if name.startswith(prefix)}
        script = component["command"].split()[2].replace(".", "/") + ".py"
        assert script in files
        assert workspace.files[prefix + script] == (root / script).read_bytes()
        assert not [name for name in files if "configuration" in name or name.startswith(("data/", "docs/"))]


def test_a_request_that_nobody_foresaw_fails_even_where_its_answer_does_not_matter() -> None:
    def ask(workspace: AzureWorkspace) -> None:
        with connected(workspace) as client, pytest.raises(AssertionError, match="nobody foresaw GET"):
            client.models.get("m", "1")

    with pytest.raises(AssertionError, match=r"unforeseen.*GET .*/models/m"):
        ask(AzureWorkspace())
