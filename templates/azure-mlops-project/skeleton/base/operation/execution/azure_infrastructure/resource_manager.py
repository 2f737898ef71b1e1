"""Create what Azure Machine Learning needs around it, through Azure Resource Manager; what is there is left alone."""

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

from operation.execution.azureml.service_errors import service_errors
from operation.execution.exit_codes import ServiceError, StepTimeoutError

if TYPE_CHECKING:
    from azure.core.credentials import TokenCredential
    from azure.core.pipeline.transport import HttpTransport

ADDRESS = "https://management.azure.com"
NOT_FOUND = 404
FINISHED, FAILED = "Succeeded", ("Failed", "Canceled")
POLL_SECONDS = 5.0


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
        poll_seconds: float = POLL_SECONDS,
    ) -> None:
        """Prepare the client; a transport takes the place of the network."""
        from azure.core.pipeline.policies import RetryPolicy, UserAgentPolicy  # noqa: PLC0415
        from azure.mgmt.core import ARMPipelineClient  # noqa: PLC0415
        from azure.mgmt.core.policies import ARMChallengeAuthenticationPolicy  # noqa: PLC0415

        policies = [
            UserAgentPolicy(),
            RetryPolicy(),
            ARMChallengeAuthenticationPolicy(credential, f"{ADDRESS}/.default"),
        ]
        options = {"transport": transport} if transport is not None else {}
        self._client: ARMPipelineClient[Any, Any] = ARMPipelineClient(base_url=ADDRESS, policies=policies, **options)
        self._poll_seconds = poll_seconds

    def exists(self, identifier: str, api_version: str) -> bool:
        """Tell whether a resource is there."""
        with service_errors(f"look for {identifier}"):
            answer = self._send("GET", identifier, api_version)
            if answer.status_code == NOT_FOUND:
                return False
            answer.raise_for_status()
            return True

    def create(self, identifier: str, api_version: str, body: Mapping[str, Any], maximum_seconds: float) -> None:
        """Create a resource and wait until it is ready."""
        deadline = time.monotonic() + maximum_seconds
        with service_errors(f"create {identifier}"):
            answer = self._send("PUT", identifier, api_version, body)
            while True:
                answer.raise_for_status()
                state = _state_of(answer)
                if state == FINISHED:
                    return
                if state in FAILED:
                    message = (
                        f"{identifier}\n  expected: {FINISHED}\n  found:    {state}\n  remedy:   Read its activity log."
                    )
                    raise ServiceError(message)
                if time.monotonic() > deadline:
                    message = f"{identifier}: still {state} after {maximum_seconds:.0f} s; run the same line again"
                    raise StepTimeoutError(message)
                time.sleep(self._poll_seconds)
                answer = self._send("GET", identifier, api_version)

    def _send(self, method: str, identifier: str, api_version: str, body: Mapping[str, Any] | None = None) -> _Answer:
        from azure.core.rest import HttpRequest  # noqa: PLC0415

        address, version = f"{ADDRESS}{identifier}", {"api-version": api_version}
        request = HttpRequest(method, address, params=version, json=None if body is None else dict(body))
        answer: _Answer = self._client.send_request(request)
        return answer


def _state_of(answer: _Answer) -> str:
    """Return how far a resource is; one that does not say is ready, and one accepted without a word is not."""
    try:
        content = answer.json()
    except ValueError:
        return "accepted"
    properties = content.get("properties") if isinstance(content, dict) else None
    return str((properties or {}).get("provisioningState", FINISHED))
