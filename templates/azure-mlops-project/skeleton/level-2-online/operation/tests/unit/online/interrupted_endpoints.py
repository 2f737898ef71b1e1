"""An endpoint whose caller is killed: after so many calls that change something, nothing is called any more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from operation.execution.online.endpoints import Answer, Deployment, OnlineEndpoints
from operation.execution.registry.model_registry import ModelVersion


class KilledError(BaseException):
    """The process is gone: nothing in the rollout may catch this."""


@dataclass
class InterruptedEndpoints:
    """Passes calls on to an endpoint, and dies right after a number of them."""

    endpoints: OnlineEndpoints
    calls_left: int

    @property
    def name(self) -> str:
        """Return the name of the endpoint."""
        return self.endpoints.name

    def _done(self) -> None:
        self.calls_left -= 1
        if self.calls_left <= 0:
            raise KilledError

    def create_endpoint(self) -> None:
        """Create, and perhaps die."""
        self.endpoints.create_endpoint()
        self._done()

    def deployments(self) -> Sequence[Deployment]:
        """Look: dying after that changes nothing."""
        return self.endpoints.deployments()

    def create_deployment(self, deployment: Deployment, version: ModelVersion) -> None:
        """Create, and perhaps die."""
        self.endpoints.create_deployment(deployment, version)
        self._done()

    def delete_deployment(self, name: str) -> None:
        """Delete, and perhaps die."""
        self.endpoints.delete_deployment(name)
        self._done()

    def traffic(self) -> Mapping[str, int]:
        """Look: dying after that changes nothing."""
        return self.endpoints.traffic()

    def set_traffic(self, shares: Mapping[str, int]) -> None:
        """Set, and perhaps die."""
        self.endpoints.set_traffic(shares)
        self._done()

    def mirror(self) -> Mapping[str, int]:
        """Look: dying after that changes nothing."""
        return self.endpoints.mirror()

    def set_mirror(self, shares: Mapping[str, int]) -> None:
        """Set, and perhaps die."""
        if self.calls_left <= 0:
            raise KilledError
        self.endpoints.set_mirror(shares)
        self._done()

    def invoke(self, request: Mapping[str, Any], deployment: str | None = None) -> Answer:
        """Ask, and perhaps die."""
        answer = self.endpoints.invoke(request, deployment)
        self._done()
        return answer

    def logs(self, deployment: str, lines: int) -> Sequence[str]:
        """Look: dying after that changes nothing."""
        return self.endpoints.logs(deployment, lines)
