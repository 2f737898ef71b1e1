"""A workspace without Azure: it takes the calls that the SDK takes, with its parameters, and keeps what it is told."""

import inspect
from collections.abc import Callable
from types import SimpleNamespace

from azure.ai.ml.entities import OnlineDeployment, OnlineEndpoint
from azure.ai.ml.operations import OnlineDeploymentOperations, OnlineEndpointOperations
from azure.core.exceptions import ResourceNotFoundError


class Done:
    """An operation that has ended already."""

    def __init__(self, outcome: object) -> None:
        """Keep the outcome."""
        self._outcome = outcome

    def result(self) -> object:
        """Return the outcome."""
        return self._outcome


class Operations:
    """Passes a call on only if the operations of the SDK have it, with these arguments."""

    def __init__(self, specification: type, calls: dict[str, Callable[..., object]]) -> None:
        """Take these calls."""
        self._specification = specification
        self._calls = calls

    def __getattr__(self, name: str) -> Callable[..., object]:
        signature = inspect.signature(getattr(self._specification, name))

        def call(*arguments: object, **options: object) -> object:
            signature.bind(self, *arguments, **options)
            return self._calls[name](*arguments, **options)

        return call


class EndpointWorkspace:
    """Keeps endpoints and deployments as entities of the SDK."""

    def __init__(self, scoring_uri: str = "https://nowhere.invalid/score") -> None:
        """Let endpoints answer at an address."""
        self.endpoints: dict[str, OnlineEndpoint] = {}
        self.deployments: dict[str, OnlineDeployment] = {}
        self.states: list[str] = []
        self._scoring_uri = scoring_uri
        self.calls: dict[str, Callable[..., object]] = {
            "get": self._endpoint,
            "begin_create_or_update": self._keep_endpoint,
            "get_keys": lambda _: SimpleNamespace(access_token="token"),  # noqa: S106 - none that opens anything
        }
        self.online_endpoints = Operations(OnlineEndpointOperations, self.calls)
        self.online_deployments = Operations(
            OnlineDeploymentOperations,
            {
                "list": self._deployments,
                "begin_create_or_update": self._keep_deployment,
                "begin_delete": lambda name, endpoint_name: Done(self.deployments.pop(name) and endpoint_name),
                "get_logs": lambda name, endpoint_name, lines: "\n".join([f"{endpoint_name} {name}"] * lines),
            },
        )

    def _endpoint(self, name: str) -> OnlineEndpoint:
        if name not in self.endpoints:
            raise ResourceNotFoundError(name)
        return self.endpoints[name]

    def _keep_endpoint(self, endpoint: OnlineEndpoint) -> Done:
        self.endpoints[str(endpoint.name)] = endpoint
        endpoint._scoring_uri = self._scoring_uri  # noqa: SLF001 - the service sets it
        return Done(endpoint)

    def _deployments(self, endpoint_name: str) -> list[OnlineDeployment]:
        self._endpoint(endpoint_name)
        state = self.states.pop(0) if self.states else "Succeeded"
        for deployment in self.deployments.values():
            deployment._provisioning_state = state  # noqa: SLF001 - the service sets it
        return [self.deployments[name] for name in sorted(self.deployments)]

    def _keep_deployment(self, deployment: OnlineDeployment) -> Done:
        self.deployments[str(deployment.name)] = deployment
        return Done(deployment)
