"""A workspace as its REST interface answers, so that azure-ai-ml runs as it is: all its requests and what they carry.

The service itself is not here. What is put is kept, and given back with what the service adds; an operation that takes
long ends the second time that the SDK asks for it; files are taken by the storage as the SDK uploads them. A request
that nobody foresaw fails the test with its method and its path, even where the SDK swallows the refusal.
"""

import contextlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import requests
from azure.ai.ml import MLClient

from operation.tests.azure_answers import ADDRESS, Answers, Response, error
from operation.tests.unit.test_azure_configuration import SUBSCRIPTION
from operation.tests.unit.test_azureml_client import client

PROVIDER = "providers/Microsoft.MachineLearningServices"
WORKSPACE = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/group/{PROVIDER}/workspaces/workspace"
OPERATIONS = f"/subscriptions/{SUBSCRIPTION}/{PROVIDER}/locations/westeurope/mfeOperationsStatus"
STORAGE = "https://storage.blob.core.windows.net"
WRITTEN = {"etag": '"0"', "last-modified": "Thu, 01 Jan 2026 00:00:00 GMT", "content-type": "application/xml"}
# How the SDK marks a folder once all its files are there; it uploads no such folder again.
COMPLETE = {"x-ms-meta-upload_status": "completed", "x-ms-meta-name": "folder", "x-ms-meta-version": "1"}
# Where the SDK looks whether the owner of a model has a hint for deployments; it goes on without an answer.
HINTS = r"https://eastus\.api\.azureml\.ms/registrymanagement/v1\.0/registries/[^/]+/discovery"
# The poller of the SDK waits for so long, instead of seconds.
SOON = {"x-ms-retry-after-ms": "1"}
STATES = {"createdBy": "somebody", "createdAt": "2026-01-01T00:00:00Z", "lastModifiedAt": "2026-01-01T00:00:00Z"}

Json = dict[str, Any]
# Answers a request by the path below the workspace, and its body.
Answer = Callable[[str, Any], Response]


@dataclass(frozen=True)
class Sent:
    """A request that creates, changes or deletes something, with its path below the workspace."""

    method: str
    path: str
    body: Any


@dataclass
class LongOperation:
    """Something that takes the service long."""

    end: Callable[[], Json | None]
    asked: int = 0


class AzureWorkspace:
    """Has the storage, and the assets that the SDK makes on its way: code, environments and data."""

    def __init__(self) -> None:
        # What there is, by its path below the workspace.
        self.kept: dict[str, Json] = {}
        self.sent: list[Sent] = []
        self.files: dict[str, bytes] = {}
        self.unforeseen: list[str] = []
        # What the service says when an operation on this path is to end.
        self.failures: dict[str, Json] = {}
        self._operations: dict[str, LongOperation] = {}
        asset = r"(codes|environments|data|components)/[^/]+"
        self.routes: dict[str, Answer] = {
            r"GET ": lambda *_: (200, self._itself()),
            f"GET {HINTS}": lambda path, _: error(404, "RegistryNotFound", f"{path} is not there"),
            rf"GET {asset}": self._container,
            rf"GET {asset}/versions": lambda *_: (200, {"value": []}),
            rf"GET {asset}/versions/[^/]+": self.given,
            rf"PUT {asset}/versions/[^/]+": self._put_version,
            r"POST codes/[^/]+/versions/[^/]+/startPendingUpload": lambda path, _: (200, _upload(path)),
            r"(GET|PUT) jobs/[^/]+": self._job,
            r"GET datastores/workspaceblobstore": lambda path, _: (200, _datastore(path)),
        }

    def __call__(self, method: str, path: str, body: Any) -> Response:  # noqa: ANN401 - what was sent
        if path in self._operations:
            return self._state(self._operations[path])
        if path.startswith(f"{STORAGE}/"):
            return self._storage(method, path, body)
        where = path.removeprefix(WORKSPACE).removeprefix("/")
        if method != "GET":
            self.sent.append(Sent(method, where, body))
        for pattern, answer in self.routes.items():
            if re.fullmatch(pattern, f"{method} {where}"):
                return answer(where, body)
        self.unforeseen.append(f"{method} {path}")
        message = f"nobody foresaw {method} {path}"
        raise AssertionError(message)

    def bodies(self, method: str, path: str) -> list[Any]:
        """Return what was sent to a path below the workspace, in its order."""
        return [sent.body for sent in self.sent if (sent.method, sent.path) == (method, path)]

    def given(self, path: str, _: object = None) -> Response:
        """Answer with what is kept."""
        found = self.kept.get(path)
        return (200, found) if found is not None else error(404, "ResourceNotFound", f"{path} is not there")

    def keep(self, path: str, body: Json, **properties: object) -> Json:
        """Keep what was put, with what the service adds to it."""
        added = {"id": f"{WORKSPACE}/{path}", "name": path.rpartition("/")[2], "systemData": STATES}
        self.kept[path] = {**body, **added, "properties": {**body["properties"], **properties}}
        return self.kept[path]

    def long_operation(self, path: str, status: int, answer: Json | None, end: Callable[[], object]) -> Response:
        """Answer as the service begins what takes it long; at its end it does what `end` does, or fails."""

        def ended() -> Json | None:
            refusal = self.failures.get(path)
            if refusal is None:
                end()
            elif path in self.kept:
                self.kept[path]["properties"]["provisioningState"] = "Failed"
            return refusal

        address = f"{OPERATIONS}/{len(self._operations)}"
        self._operations[address] = LongOperation(ended)
        return status, answer, {"Azure-AsyncOperation": f"{ADDRESS}{address}", **SOON}

    def _state(self, operation: LongOperation) -> Response:
        operation.asked += 1
        if operation.asked == 1:
            return 200, {"status": "InProgress"}, SOON
        refusal = operation.end()
        return 200, {"status": "Succeeded"} if refusal is None else {"status": "Failed", "error": refusal}

    def _itself(self) -> Json:
        properties = {"mlFlowTrackingUri": "azureml://westeurope.api.azureml.ms/mlflow/v1.0"}
        return {"id": WORKSPACE, "name": "workspace", "location": "westeurope", "properties": properties}

    def _container(self, path: str, _: object) -> Response:
        numbers = [int(kept.rpartition("/")[2]) for kept in self.kept if kept.startswith(f"{path}/versions/")]
        if not numbers:
            return error(404, "ResourceNotFound", f"{path} is not there")
        properties = {"latestVersion": str(max(numbers)), "nextVersion": str(max(numbers) + 1)}
        return 200, {"id": f"{WORKSPACE}/{path}", "name": path.rpartition("/")[2], "properties": properties}

    def _put_version(self, path: str, body: Json) -> Response:
        if path in self.kept and self.kept[path]["properties"] != body["properties"]:
            return error(409, "UserError", f"{path} is there already and never changes")
        status = 200 if path in self.kept else 201
        return status, self.keep(path, body)

    def _job(self, path: str, body: Json | None) -> Response:
        if body is None:
            return self.given(path)
        studio = {"endpoint": f"https://ml.azure.com/runs/{path.rpartition('/')[2]}", "jobServiceType": "Studio"}
        return 201, self.keep(path, body, status="NotStarted", services={"Studio": studio})

    def _storage(self, method: str, path: str, body: Any) -> Response:  # noqa: ANN401 - what was sent
        name = path.removeprefix(f"{STORAGE}/")
        if method == "HEAD":
            return (200, None, {**WRITTEN, **COMPLETE}) if name in self.files else (404, None, WRITTEN)
        if method != "PUT":
            self.unforeseen.append(f"{method} {path}")
        if name in self.files:
            # The mark, on one of the files.
            return 200, None, WRITTEN
        self.files[name] = bytes(body or b"")
        return 201, None, WRITTEN


def _upload(path: str) -> Json:
    """Answer with a place for one upload of code; the next one gets another."""
    place = f"{STORAGE}/{path.split('/')[1]}"
    credential = {"credentialType": "SAS", "sasUri": f"{place}?sig=0"}
    reference = {"blobUri": place, "storageAccountArmId": "storage", "credential": credential}
    return {"pendingUploadType": "TemporaryBlobReference", "blobReferenceForConsumption": reference}


def _datastore(path: str) -> Json:
    place = {"accountName": "storage", "containerName": "files", "credentials": {"credentialType": "None"}}
    name = path.rpartition("/")[2]
    return {"id": f"{WORKSPACE}/{path}", "name": name, "properties": {"datastoreType": "AzureBlob", **place}}


@contextlib.contextmanager
def connected(workspace: AzureWorkspace) -> Iterator[MLClient]:
    """Let a workspace be all that the packages of Azure reach, and return the client of the SDK."""
    answers = Answers(workspace)
    with pytest.MonkeyPatch.context() as patch:
        # The SDK uploads over sessions of its own, which nobody can hand a transport.
        patch.setattr(requests.Session, "get_adapter", lambda *_, **__: answers)
        yield client(workspace)
    assert not workspace.unforeseen, f"unforeseen: {workspace.unforeseen}"
