"""Scoring jobs of a workspace, as its REST interfaces and its storage answer.

What is real: all that azure-ai-ml does and sends. What is not: the service. A job scores the files of the folder that
the request names, by writing a file of the same name; no model and no script runs.
"""

import contextlib
import io
from collections.abc import Iterable, Iterator
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import pytest
import requests
import urllib3
from azure.ai.ml import MLClient

from operation.tests.azure_answers import Answers, Response, body_of
from operation.tests.azure_workspace import STORAGE, WORKSPACE, WRITTEN, Answer, Json, connected
from operation.tests.unit.workspace_of_batch_endpoints import SCORING, BatchWorkspace

JOB = "job-1"
CHILD = f"{JOB}-1"
SERVICE = "https://westeurope.api.azureml.ms"
STORE = "workspaceblobstore"
ASSET = "azureml://locations/westeurope/workspaces/workspace/data/score/versions/1"
# Where the files of the default datastore are, and where the service puts what a job writes.
FILES = "files/"
SCORES = f"azureml/{CHILD}/score/"
# What names the deployment of a request to score.
DEPLOYMENT = "azureml-model-deployment"


class BatchJobWorkspace(BatchWorkspace):
    """Scores folders; its one job is in one state after the other, and stays in the last one."""

    def __init__(self) -> None:
        super().__init__()
        self.states = ["Running", "Completed"]
        self.children = [CHILD]
        self.outputs = {"score": {"assetId": ASSET, "type": "uri_folder"}}
        # What was scored by which deployment, and what is left out.
        self.scored: list[tuple[str, str]] = []
        self.unscored: set[str] = set()
        history, data = (rf"{SERVICE}/{api}/v1\.0{WORKSPACE}" for api in ("history", "data"))
        jobs: dict[str, Answer] = {
            r"GET datastores": lambda *_: (200, {"value": [self.routes[f"GET datastores/{STORE}"](STORE, None)[1]]}),
            f"GET {SERVICE}/discovery": lambda *_: (200, {"api": SERVICE, "history": SERVICE}),
            f"POST {data}/dataversion/batchGetResolvedUris": self._addresses,
            f"POST {history}/rundata": self._outputs,
            f"POST {SCORING}": lambda *_: (201, {"id": f"{WORKSPACE}/jobs/{JOB}", "name": JOB, "properties": {}}),
            f"GET jobs/{JOB}": lambda *_: (200, _job(JOB, {"jobType": "Pipeline", "status": self._state_now()})),
            f"GET jobs/{CHILD}": lambda *_: (200, _job(CHILD, None)),
            # At once: nobody waits for the end of a cancellation, and the SDK would go on asking after the test.
            f"POST jobs/{JOB}/cancel": lambda *_: (200, None),
            f"GET {history}/runs/{JOB}/children": lambda *_: (200, {"value": [_run(name) for name in self.children]}),
            f"GET {history}/runs/{CHILD}": lambda *_: (200, _run(CHILD)),
        }
        self.routes = {**jobs, **self.routes}

    def deployed(self, endpoint: str, deployment: str) -> None:
        """Have a deployment."""
        self.keep(f"batchEndpoints/{endpoint}", {"location": "westeurope", "properties": {"scoringUri": SCORING}})
        self.keep(f"batchEndpoints/{endpoint}/deployments/{deployment}", {"location": "westeurope", "properties": {}})

    def score(self, deployment: str, folder: str) -> None:
        """Write a file for each file of a folder of the default datastore."""
        self.scored.append((deployment, folder))
        where = FILES + folder.removeprefix(f"azureml://datastores/{STORE}/paths/").rstrip("/")
        names = {path.rpartition("/")[2] for path in self.files if path.startswith(f"{where}/")}
        for name in names - self.unscored:
            self.files[f"{FILES}{SCORES}{name}"] = f"scores of {name}".encode()

    def _state_now(self) -> str:
        return self.states.pop(0) if len(self.states) > 1 else self.states[0]

    def _outputs(self, _: str, body: Json) -> Response:
        return 200, {"runMetadata": {"runId": body["runId"], "outputs": self.outputs}}

    def _addresses(self, _: str, body: Json) -> Response:
        address = f"azureml:/{WORKSPACE.replace('providers/Microsoft.MachineLearningServices/', '')}/datastores/{STORE}"
        return 200, {"values": {asset: {"uri": f"{address}/paths/{SCORES}"} for asset in body["values"]}}

    def _itself(self) -> Json:
        itself = super()._itself()
        itself["properties"]["discoveryUrl"] = f"{SERVICE}/discovery"
        return itself


def _job(name: str, properties: Json | None) -> Json:
    return {"id": f"{WORKSPACE}/jobs/{name}", "name": name, "properties": properties}


def _run(name: str) -> Json:
    return {"runId": name, "displayName": "batchscoring", "status": "Completed", "properties": {}, "tags": {}}


class BatchAnswers(Answers):
    """Sees headers and queries in addition, and gives files."""

    def __init__(self, workspace: BatchJobWorkspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace

    def send(self, request: requests.PreparedRequest, *more: object, **options: object) -> requests.Response:
        """Answer what reads the storage; let a request to score be one of the deployment that its header names."""
        address = urlsplit(str(request.url))
        if request.method == "GET" and str(request.url).startswith(STORAGE):
            return self._read(request, address.path.removeprefix("/"), parse_qs(address.query))
        answer = super().send(request, *more, **options)
        if request.url == SCORING and answer.ok:
            asked = body_of(request)["properties"]["inputData"]["files"]
            self._workspace.score(str(request.headers[DEPLOYMENT]), asked["uri"])
        return answer

    def _read(self, request: requests.PreparedRequest, path: str, query: dict[str, list[str]]) -> requests.Response:
        if query.get("comp") == ["list"]:
            return self._give(request, 200, _listing(self._workspace.files, f"{path}/", query["prefix"][0]), {})
        content = self._workspace.files[path]
        return self._give(request, 206, content, {"content-range": f"bytes 0-{len(content) - 1}/{len(content)}"})

    def _give(self, request: requests.PreparedRequest, status: int, content: bytes, more: Json) -> requests.Response:
        headers = {**WRITTEN, "content-length": str(len(content)), "x-ms-blob-type": "BlockBlob", **more}
        body = io.BytesIO(content)
        answer = urllib3.HTTPResponse(body=body, status=status, headers=headers, preload_content=False)
        return self.build_response(request, answer)


def _listing(files: Iterable[str], container: str, prefix: str) -> bytes:
    listing = ET.Element("EnumerationResults", ContainerName=container.rstrip("/"))
    blobs = ET.SubElement(listing, "Blobs")
    for name in sorted(files):
        if name.startswith(container + prefix):
            blob = ET.SubElement(blobs, "Blob")
            ET.SubElement(blob, "Name").text = name.removeprefix(container)
            ET.SubElement(ET.SubElement(blob, "Properties"), "BlobType").text = "BlockBlob"
    return ET.tostring(listing)


@contextlib.contextmanager
def connected_to_jobs(workspace: BatchJobWorkspace) -> Iterator[MLClient]:
    """Let a workspace and its storage be all that the packages of Azure reach, and return the client of the SDK."""
    with connected(workspace) as client, pytest.MonkeyPatch.context() as patch:
        answers = BatchAnswers(workspace)
        patch.setattr(requests.Session, "get_adapter", lambda *_, **__: answers)
        yield client
