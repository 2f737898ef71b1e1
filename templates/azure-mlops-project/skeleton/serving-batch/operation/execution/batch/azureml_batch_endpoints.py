"""A batch endpoint of Azure Machine Learning."""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from azure.ai.ml import Input, load_batch_endpoint

# What `az ml batch-deployment create` reads a deployment of `type: model` with; the SDK names it nowhere else.
from azure.ai.ml.entities._load_functions import load_model_batch_deployment
from azure.core.exceptions import ResourceNotFoundError

from operation.configuration_sections.batch import BatchSettings
from operation.execution.azureml.jobs import AzureMlJobs
from operation.execution.azureml.service_errors import service_errors
from operation.execution.batch.batch_endpoints import (
    BatchDeployment,
    require_a_score_for_each,
    require_default,
)
from operation.execution.batch.deployment_file import DEPLOYMENT, ENDPOINT
from operation.execution.exit_codes import ServiceError, StepTimeoutError
from operation.execution.registry.model_registry import ModelVersion
from operation.execution.whole_directory import aside, put_in_place

VERSION_TAG = "model_version"
SHA256_TAG = "model_sha256"
FINGERPRINT_TAG = "fingerprint"
TAGS = frozenset({VERSION_TAG, SHA256_TAG, FINGERPRINT_TAG})
COMPLETED = "Completed"
ENDED = frozenset({COMPLETED, "Failed", "Canceled", "NotResponding"})
READY = "Succeeded"
OUTPUT = "score"
POLL_SECONDS = 15.0


@dataclass
class AzureMlBatchEndpoints:
    """Calls Azure Machine Learning; `client` is an MLClient of the workspace."""

    client: Any
    name: str
    compute: str
    settings: BatchSettings
    wait: Callable[[float], None] = time.sleep

    def deploy(self, deployment: BatchDeployment, model: ModelVersion) -> None:
        """Create the endpoint if it is not there, and the deployment in it, without making that the default."""
        with service_errors(f"create deployment {deployment.name} of batch endpoint {self.name}"):
            try:
                self.client.batch_endpoints.get(self.name)
            except ResourceNotFoundError:
                self.client.batch_endpoints.begin_create_or_update(self.endpoint()).result()
            self.client.batch_deployments.begin_create_or_update(self.deployment(deployment, model)).result()

    def endpoint(self) -> Any:  # noqa: ANN401 - an endpoint of azure.ai.ml
        """Return the endpoint as the YAML describes it."""
        return load_batch_endpoint(ENDPOINT, params_override=[{"name": self.name}])

    def deployment(self, deployment: BatchDeployment, model: ModelVersion) -> Any:  # noqa: ANN401 - of azure.ai.ml
        """Return a deployment as the YAML and the configuration describe it."""
        overrides = {
            "name": deployment.name,
            "endpoint_name": self.name,
            "model": model.location,
            "compute": f"azureml:{self.compute}",
            "resources": {"instance_count": self.settings.instances},
            "tags": {
                VERSION_TAG: deployment.version,
                SHA256_TAG: deployment.model_sha256,
                FINGERPRINT_TAG: deployment.fingerprint,
            },
        }
        return load_model_batch_deployment(DEPLOYMENT, params_override=[overrides])

    def deployments(self) -> list[BatchDeployment]:
        """Return every deployment, in the order of the versions; none where there is no endpoint."""
        with service_errors(f"list the deployments of batch endpoint {self.name}"):
            try:
                found = list(self.client.batch_deployments.list(self.name))
            except ResourceNotFoundError:
                return []
        ours = [entry for entry in found if (entry.tags or {}).keys() >= TAGS]
        return sorted((_described(entry) for entry in ours), key=lambda deployment: int(deployment.version))

    def default(self) -> str | None:
        """Return the name of the default deployment."""
        with service_errors(f"read batch endpoint {self.name}"):
            try:
                endpoint = self.client.batch_endpoints.get(self.name)
            except ResourceNotFoundError:
                return None
        return getattr(endpoint.defaults, "deployment_name", None)

    def set_default(self, deployment: str) -> None:
        """Let a deployment score what comes from now on."""
        with service_errors(f"make {deployment} the default of batch endpoint {self.name}"):
            endpoint = self.client.batch_endpoints.get(self.name)
            endpoint.defaults = {"deployment_name": deployment}
            self.client.batch_endpoints.begin_create_or_update(endpoint).result()

    def delete_deployment(self, deployment: str) -> None:
        """Delete a deployment that is not the default."""
        with service_errors(f"delete deployment {deployment} of batch endpoint {self.name}"):
            self.client.batch_deployments.begin_delete(deployment, self.name).result()

    def invoke(self, files: str, scores: Path, deployment: str | None = None) -> Sequence[str]:
        """Score every file of a folder into a folder that takes the place of the last one; return their names."""
        name = deployment or require_default(self)
        names = _names(files)
        if names == []:
            require_a_score_for_each([], [], files)
        with service_errors(f"score {files} with deployment {name} of batch endpoint {self.name}"):
            job = self.client.batch_endpoints.invoke(
                endpoint_name=self.name, deployment_name=name, inputs={"files": Input(type="uri_folder", path=files)}
            )
            print(f"job:            {job.name} scores {files}", flush=True)
            self._wait_for(job.name)
            with self._downloaded(job.name) as folder, aside(scores) as incoming:
                scored = sorted(path.name for path in folder.iterdir())
                require_a_score_for_each(scored if names is None else names, scored, files)
                shutil.copytree(folder, incoming / scores.name)
                put_in_place(incoming / scores.name, scores)
        return scored

    def _wait_for(self, job: str) -> None:
        """Wait until a job has ended well; one that takes too long is cancelled."""
        waited, maximum = 0.0, self.settings.maximum_minutes * 60.0
        jobs = AzureMlJobs(self.client)
        while (status := jobs.status(job)) not in ENDED:
            if waited >= maximum:
                jobs.cancel(job)
                message = (
                    f"job {job}\n  expected: an end within {maximum:.0f} s\n  found:    {status}; it is cancelled now\n"
                    "  remedy:   Raise maximum_minutes or instances in batch.yml, or score fewer files at a time."
                )
                raise StepTimeoutError(message)
            self.wait(POLL_SECONDS)
            waited += POLL_SECONDS
        if status != COMPLETED:
            message = (
                f"job {job}\n  expected: {COMPLETED}\n  found:    {status}\n"
                "  remedy:   Its logs in the Azure ML studio name the file and the line that could not be scored. "
                "Correct the file and run the same line again."
            )
            raise ServiceError(message)

    @contextmanager
    def _downloaded(self, job: str) -> Iterator[Path]:
        """Download what the scoring job below a batch job wrote."""
        children = AzureMlJobs(self.client).children(job)
        if len(children) != 1:
            message = (
                f"job {job}\n  expected: one scoring job below it\n  found:    {len(children)}\n"
                "  remedy:   Look at the job in the Azure ML studio."
            )
            raise ServiceError(message)
        with tempfile.TemporaryDirectory() as folder:
            self.client.jobs.download(children[0].name, download_path=folder, output_name=OUTPUT)
            downloaded = Path(folder, "named-outputs", OUTPUT)
            if not downloaded.is_dir():
                message = (
                    f"output {OUTPUT} of job {children[0].name}\n  expected: a file of scores for each file\n"
                    "  found:    none\n  remedy:   Put files into the folder if there are none; otherwise the logs of "
                    "the job in the Azure ML studio say why the script wrote nothing."
                )
                raise ServiceError(message)
            yield downloaded


def _described(entry: Any) -> BatchDeployment:  # noqa: ANN401 - a deployment of azure.ai.ml
    """Return what the tags and the state of a deployment say of it."""
    version, sha256, fingerprint = (entry.tags[tag] for tag in (VERSION_TAG, SHA256_TAG, FINGERPRINT_TAG))
    return BatchDeployment(entry.name, version, sha256, fingerprint, ready=entry.provisioning_state == READY)


def _names(files: str) -> list[str] | None:
    """Return the names of the files of a folder of this computer; elsewhere nobody knows them before."""
    folder = Path(files)
    return sorted(path.name for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else None
