"""Create what Azure Machine Learning needs around it, through Azure Resource Manager; what is there is left alone."""

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from operation.execution.azure_infrastructure.resource import Resource
from operation.execution.azureml.service_errors import service_errors
from operation.execution.exit_codes import ServiceError, StepTimeoutError

if TYPE_CHECKING:
    from azure.core.credentials import TokenCredential
    from azure.core.pipeline.transport import HttpTransport

ADDRESS = "https://management.azure.com"
NOT_FOUND = 404
FINISHED, FAILED = "Succeeded", ("Failed", "Canceled")
POLL_SECONDS = 5.0
MAXIMUM_SECONDS = 900.0


class _Answer(Protocol):
    status_code: int

    def raise_for_status(self) -> None: ...

    def json(self) -> Any: ...  # noqa: ANN401 - whatever the service answers


class ResourceManager:
    """A client of Azure Resource Manager."""

    def __init__(
        self,
        credential: "TokenCredential",
        *,
        transport: "HttpTransport[Any, Any] | None" = None,
        sleep: Callable[[float], None] = time.sleep,
        maximum_seconds: float = MAXIMUM_SECONDS,
    ) -> None:
        """Prepare the client; a transport takes the place of the network."""
        from azure.core.pipeline.policies import RetryPolicy, UserAgentPolicy  # noqa: PLC0415
        from azure.mgmt.core import ARMPipelineClient  # noqa: PLC0415
        from azure.mgmt.core.policies import ARMChallengeAuthenticationPolicy  # noqa: PLC0415

        policies = [
            UserAgentPolicy(),
            # Without network, say so soon.
            RetryPolicy(retry_connect=1),
            ARMChallengeAuthenticationPolicy(credential, f"{ADDRESS}/.default"),
        ]
        options = {"transport": transport} if transport is not None else {}
        self._client: ARMPipelineClient[Any, Any] = ARMPipelineClient(base_url=ADDRESS, policies=policies, **options)
        self._sleep = sleep
        self._maximum_seconds = maximum_seconds

    def create(self, resource: Resource) -> str:
        """Create a resource and wait until it is ready; one that is there is left as it is."""
        identifier, api_version = str(resource.document["id"]), str(resource.document["api_version"])
        with service_errors(f"create {resource.label}"):
            answer = self._send("GET", identifier, api_version)
            if answer.status_code != NOT_FOUND:
                answer.raise_for_status()
                return "there already, left as it is"
            answer = self._send("PUT", identifier, api_version, resource.document["body"])
            answer.raise_for_status()
            self._wait(resource.label, answer, lambda: self._send("GET", identifier, api_version))
        return "created"

    def _wait(self, label: str, answer: _Answer, look_again: Callable[[], _Answer]) -> None:
        deadline = time.monotonic() + self._maximum_seconds
        while True:
            state = _state_of(answer)
            if state == FINISHED:
                return
            if state in FAILED:
                message = (
                    f"{label}\n  expected: {FINISHED}\n  found:    {state}\n  remedy:   Read its activity log in Azure."
                )
                raise ServiceError(message)
            if time.monotonic() >= deadline:
                message = f"{label}: still {state} after {self._maximum_seconds:.0f} s; run the same line again"
                raise StepTimeoutError(message)
            self._sleep(POLL_SECONDS)
            answer = look_again()

    def put(self, identifier: str, api_version: str, body: Mapping[str, Any]) -> None:
        """Make a resource say this, whatever it said before; for kinds that are ready at once."""
        with service_errors(f"write {identifier}"):
            self._send("PUT", identifier, api_version, body).raise_for_status()

    def read(self, identifier: str, api_version: str, **parameters: str) -> Any:  # noqa: ANN401 - as with the answer
        """Return what the service says about a resource, or about those that the parameters choose."""
        with service_errors(f"read {identifier}"):
            answer = self._send("GET", identifier, api_version, parameters=parameters)
            answer.raise_for_status()
            return answer.json()

    def _send(
        self,
        method: str,
        identifier: str,
        api_version: str,
        body: Mapping[str, Any] | None = None,
        parameters: Mapping[str, str] | None = None,
    ) -> _Answer:
        from azure.core.rest import HttpRequest  # noqa: PLC0415

        address, query = f"{ADDRESS}{identifier}", {"api-version": api_version, **(parameters or {})}
        request = HttpRequest(method, address, params=query, json=None if body is None else dict(body))
        answer: _Answer = self._client.send_request(request)
        return answer


def _state_of(answer: _Answer) -> str:
    """Return how far a resource is; one that does not say is ready, and one accepted without a word is not."""
    if answer.status_code == NOT_FOUND:
        return "not there yet"
    answer.raise_for_status()
    try:
        content = answer.json()
    except ValueError:
        return "accepted"
    properties = content.get("properties") if isinstance(content, dict) else None
    return str((properties or {}).get("provisioningState", FINISHED))
