"""What is asked of azure-ai-ml, which runs as it is; only the network answers in this process."""

import json
import logging
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from azure.ai.ml import MLClient

from operation.execution.azure_infrastructure.creation import AzureMlResources
from operation.execution.azure_infrastructure.resource import Resource
from operation.execution.azureml.jobs import AzureMlJobs, ChildJob
from operation.execution.azureml.workspace import Workspace, client_of, sign_in
from operation.execution.azureml_backend import AzureMlBackend
from operation.execution.configuration import ConfigurationFolder
from operation.execution.exit_codes import AuthenticationError, ExitCode, ServiceError
from operation.execution.registry.azureml_models import AzureMlModels
from operation.execution.registry.azureml_registries import AzureMlRegistries
from operation.tests.azure_answers import Answers, Respond, Somebody, error, no_network
from operation.tests.conftest import run_step
from operation.tests.unit.test_azure_configuration import SUBSCRIPTION, configured

JOB = """type: pipeline
name: job-1
display_name: train
settings: { default_compute: "azureml:cpu-cluster" }
jobs:
  acquire:
    type: command
    component: ../components/acquire.yml
    inputs: { raw_file: sample.csv }
    outputs: { raw_data: "${{parent.outputs.raw_data}}" }
outputs:
  raw_data: { type: uri_folder, path: "azureml://datastores/workspaceblobstore/paths/a" }
"""
JOBS = Path("operation/execution/jobs")


def client(respond: Respond) -> MLClient:
    transport = Answers(respond).transport()
    return MLClient(Somebody(), SUBSCRIPTION, "group", "workspace", transport=transport, retry_total=0)


@pytest.fixture
def _nobody_signed_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let nothing but the Azure CLI be tried, which is not there."""
    monkeypatch.setenv("AZURE_TOKEN_CREDENTIALS", "AzureCliCredential")
    monkeypatch.setenv("PATH", "/nowhere")
    level = logging.getLogger("azure").level
    yield
    logging.getLogger("azure").setLevel(level)


def test_the_status_of_a_job_is_what_the_service_says() -> None:
    def respond(_method: str, path: str, _body: object) -> tuple[int, Any]:
        assert path.endswith("/workspaces/workspace/jobs/job-1")
        return 200, {
            "id": path,
            "name": "job-1",
            "properties": {"jobType": "Pipeline", "status": "Running", "jobs": {}},
        }

    assert AzureMlJobs(client(respond)).status("job-1") == "Running"


def test_the_runs_of_the_components_are_known_by_name_title_and_status() -> None:
    service = "https://westeurope.api.azureml.ms"
    run = {"runId": "run-1", "displayName": "gate", "status": "Failed", "parentRunId": "job-1", "properties": {}}

    def respond(_method: str, path: str, _body: object) -> tuple[int, Any]:
        if path.startswith(service):
            return 200, {"value": [run]} if path.endswith("/runs/job-1/children") else {
                "api": service,
                "history": service,
            }
        if path.endswith("/jobs/job-1"):
            return 200, {
                "id": path,
                "name": "job-1",
                "properties": {"jobType": "Pipeline", "status": "Failed", "jobs": {}},
            }
        properties = {"discoveryUrl": f"{service}/discovery", "workspaceId": "w", "mlFlowTrackingUri": "azureml://a"}
        return 200, {"id": path, "name": "workspace", "location": "westeurope", "properties": properties}

    assert AzureMlJobs(client(respond)).children("job-1") == [ChildJob("run-1", "gate", "Failed")]


def test_a_model_is_read_with_its_version_and_tags() -> None:
    def respond(_method: str, path: str, _body: object) -> tuple[int, Any]:
        properties = {
            "modelUri": "azureml://a",
            "modelType": "mlflow_model",
            "flavors": {},
            "tags": {"model_sha256": "0"},
        }
        return 200, {"id": path, "name": path.rpartition("/")[2], "properties": properties}

    found = AzureMlModels(client(respond)).find("churn-model", "7")
    assert found is not None
    assert (found.version, found.tags) == ("7", {"model_sha256": "0"})


def test_a_model_that_is_not_there_is_none_and_has_no_versions() -> None:
    models = AzureMlModels(client(lambda *_: error(404, "ModelNotFound", "gone")))
    assert models.find("churn-model", "7") is None
    assert models.versions("churn-model") == []


@pytest.mark.parametrize(
    ("status", "kind", "words"),
    [
        (401, AuthenticationError, "an identity that Azure knows"),
        (403, AuthenticationError, "AuthorizationFailed: not you"),
        (429, ServiceError, "AuthorizationFailed: not you"),
    ],
)
def test_a_refusal_ends_with_its_exit_code_and_its_words(status: int, kind: type[Exception], words: str) -> None:
    jobs = AzureMlJobs(client(lambda *_: error(status, "AuthorizationFailed", "not you")))
    with pytest.raises(kind, match=words):
        jobs.status("job-1")


@pytest.mark.parametrize("call", ["submit", "status", "children", "log", "cancel", "download"])
def test_whatever_is_asked_of_jobs_without_network_is_a_service_error(call: str, project: Path) -> None:
    assert project.is_dir()
    jobs = AzureMlJobs(client(no_network))
    calls: dict[str, Callable[[], object]] = {
        "submit": lambda: jobs.submit(JOB, JOBS),
        "status": lambda: jobs.status("job-1"),
        "children": lambda: jobs.children("job-1"),
        "log": lambda: jobs.log("job-1"),
        "cancel": lambda: jobs.cancel("job-1"),
        "download": lambda: jobs.download("job-1", "model", project / "model"),
    }
    with pytest.raises(ServiceError, match="Check the connection and the proxy"):
        calls[call]()
    assert not (project / "model").exists()


@pytest.mark.parametrize("call", ["create", "find", "versions", "tag", "share", "download"])
def test_whatever_is_asked_of_models_without_network_is_a_service_error(call: str, tmp_path: Path) -> None:
    models = AzureMlModels(client(no_network))
    calls: dict[str, Callable[[], object]] = {
        "create": lambda: models.create("m", "1", "azureml://jobs/j/outputs/model", {"a": "b"}),
        "find": lambda: models.find("m", "1"),
        "versions": lambda: models.versions("m"),
        "tag": lambda: models.tag("m", "1", {"a": "b"}),
        "share": lambda: models.share("m", "1", "mlr"),
        "download": lambda: models.download("m", "1", tmp_path),
    }
    with pytest.raises(ServiceError, match="Check the connection and the proxy"):
        calls[call]()


def test_a_cluster_is_asked_for_and_no_network_is_a_service_error() -> None:
    compute = Resource("compute", {"name": "cpu-cluster", "type": "amlcompute", "size": "Standard_DS3_v2"})
    with pytest.raises(ServiceError, match="create compute cpu-cluster"):
        AzureMlResources(client(no_network), client(no_network)).create(compute)


@pytest.mark.usefixtures("_nobody_signed_in")
@pytest.mark.parametrize("step", ["train", "training_pipeline", "infrastructure"])
def test_a_step_that_nobody_is_signed_in_for_ends_with_the_authentication_exit_code(
    step: str, project: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    configured(project, environment, subscription_id=SUBSCRIPTION)
    assert run_step(step, "--env", environment, "--backend", "azureml") == ExitCode.AUTHENTICATION
    err = capsys.readouterr().err
    assert "FAILED with exit code 50 (authentication):\nsign in to Azure\n" in err
    assert "Run `az login` on a laptop" in err
    assert "Traceback" not in err
    assert not (project / "outputs").exists()


@pytest.mark.usefixtures("_nobody_signed_in")
def test_the_noise_of_signing_in_is_heard_at_debug_level_only(monkeypatch: pytest.MonkeyPatch) -> None:
    logger = logging.getLogger("azure")
    logger.setLevel(logging.NOTSET)
    monkeypatch.setenv("MLOPS_LOG_LEVEL", "DEBUG")
    with pytest.raises(AuthenticationError):
        sign_in()
    assert logger.level == logging.NOTSET
    monkeypatch.delenv("MLOPS_LOG_LEVEL")
    with pytest.raises(AuthenticationError):
        sign_in()
    assert logger.level == logging.CRITICAL


@pytest.fixture
def _signed_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the Azure CLI be one that has signed in, and let no address be reached."""
    token = json.dumps({"accessToken": "a-token", "expires_on": int(time.time()) + 3600})
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "az").write_text(f"#!/bin/sh\necho '{token}'\n", "utf-8")
    (folder / "az").chmod(0o755)
    (folder / "az.cmd").write_text(f"@echo {token}\n", "utf-8")
    monkeypatch.setenv("AZURE_TOKEN_CREDENTIALS", "AzureCliCredential")
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)
    # Nobody listens there.
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    level = logging.getLogger("azure").level
    yield
    logging.getLogger("azure").setLevel(level)


@pytest.mark.usefixtures("_signed_in")
@pytest.mark.parametrize("step", ["train", "infrastructure"])
def test_a_step_without_network_ends_with_the_service_exit_code(
    step: str, project: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    configured(project, environment, subscription_id=SUBSCRIPTION, tenant_id=SUBSCRIPTION)
    assert run_step(step, "--env", environment, "--backend", "azureml") == ExitCode.SERVICE
    err = capsys.readouterr().err
    assert "FAILED with exit code 60 (service):\n" in err
    assert "Check the connection and the proxy" in err
    assert "Traceback" not in err
    assert not (project / "outputs").exists()


@pytest.mark.usefixtures("_signed_in")
def test_a_client_is_one_of_the_workspace(capsys: pytest.CaptureFixture[str]) -> None:
    found = client_of(Workspace(SUBSCRIPTION, "group", "mlw", "config.json"))
    assert (found.subscription_id, found.resource_group_name, found.workspace_name) == (SUBSCRIPTION, "group", "mlw")
    assert "mlw in group" in capsys.readouterr().out


@pytest.mark.usefixtures("_signed_in")
def test_the_backend_and_the_registry_of_an_environment_use_its_workspace(project: Path, environment: str) -> None:
    configuration = configured(project, environment, subscription_id=SUBSCRIPTION)
    own = AzureMlRegistries(configuration).own()
    assert own.name.startswith("mlw-")
    assert not own.is_shared
    backend: Any = AzureMlBackend(ConfigurationFolder(project).load(environment))
    assert backend._jobs().client.workspace_name == own.name  # noqa: SLF001 - what it will ask
    assert backend._jobs() is backend._jobs()  # noqa: SLF001 - it signs in once


@pytest.mark.usefixtures("_signed_in")
def test_a_registry_that_cannot_be_reached_is_a_service_error(
    project: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    registries = AzureMlRegistries(configured(project, environment, subscription_id=SUBSCRIPTION))
    with pytest.raises(ServiceError, match="open the registry mlr-"):
        registries.common()
    assert "registry:       mlr-" in capsys.readouterr().out
