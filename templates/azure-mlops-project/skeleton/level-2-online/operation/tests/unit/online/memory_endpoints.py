"""An endpoint in memory, for tests that roll out hundreds of times: it keeps to the rules and answers as recorded."""

from collections.abc import Mapping, Sequence
from typing import Any

from operation.execution.online.endpoints import Answer, Deployment
from operation.execution.online.scoring import EVENT
from operation.execution.online.traffic_rules import (
    deployment_of,
    require_idle,
    require_legal_mirror,
    require_legal_traffic,
)
from operation.execution.registry.model_registry import ModelVersion


class MemoryEndpoints:
    """Keeps deployments and traffic; every request gets the same response."""

    name = "endpoint"

    def __init__(self, response: dict[str, Any]) -> None:
        """Answer with this response."""
        self._response = response
        self._deployments: dict[str, Deployment] = {}
        self._traffic: dict[str, int] = {}
        self._mirror: dict[str, int] = {}
        self._logs: dict[str, list[str]] = {}

    def create_endpoint(self) -> None:
        """Do nothing: it is there."""

    def deployments(self) -> Sequence[Deployment]:
        """Return the deployments by name."""
        return [self._deployments[name] for name in sorted(self._deployments)]

    def create_deployment(self, deployment: Deployment, version: ModelVersion) -> None:
        """Add a deployment of that version, or put it in the place of an idle one."""
        assert version.number == deployment.version
        require_idle(deployment.name, self._traffic, self._mirror)
        self._deployments[deployment.name] = deployment
        self._logs[deployment.name] = []

    def delete_deployment(self, name: str) -> None:
        """Remove an idle deployment."""
        require_idle(name, self._traffic, self._mirror)
        del self._deployments[name]

    def traffic(self) -> Mapping[str, int]:
        """Return the traffic."""
        return dict(self._traffic)

    def set_traffic(self, shares: Mapping[str, int]) -> None:
        """Set legal traffic."""
        require_legal_traffic(shares, self._deployments)
        self._traffic = {name: share for name, share in shares.items() if share}

    def mirror(self) -> Mapping[str, int]:
        """Return what is mirrored."""
        return dict(self._mirror)

    def set_mirror(self, shares: Mapping[str, int]) -> None:
        """Set legal mirroring."""
        require_legal_mirror(shares, self._traffic, self._deployments)
        self._mirror = dict(shares)

    def invoke(self, request: Mapping[str, Any], deployment: str | None = None) -> Answer:
        """Answer as recorded, with the first deployment that has traffic, and mirror everything that is mirrored."""
        assert request
        chosen = deployment or deployment_of(0.0, self._traffic)
        for name in (chosen, *(self._mirror if deployment is None else ())):
            self._logs[name].append(f'{{"event": "{EVENT}", "time": 9e9, "status": 200, "milliseconds": 1}}')
        return Answer(self._response, chosen, 0.001)

    def logs(self, deployment: str, lines: int) -> Sequence[str]:
        """Return the latest lines."""
        return self._logs[deployment][-lines:]
