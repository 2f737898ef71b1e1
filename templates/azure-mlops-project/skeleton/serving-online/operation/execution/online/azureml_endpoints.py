"""An online endpoint of Azure Machine Learning, managed or on an attached Kubernetes cluster."""

import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from azure.ai.ml import load_online_deployment, load_online_endpoint
from azure.core.exceptions import ResourceNotFoundError

from operation.configuration_sections.online import DeploymentSettings
from operation.execution.azureml.service_errors import service_errors
from operation.execution.exit_codes import StepTimeoutError
from operation.execution.online.endpoints import Answer, Deployment
from operation.execution.online.http_invocation import RefusedTokenError, Target, ask
from operation.execution.online.score import COLLECT_VARIABLE
from operation.execution.registry.model_registry import ModelVersion

FOLDER = Path("operation/execution/online")
READY = "Succeeded"
SETTLED = frozenset({READY, "Failed", "Canceled"})
POLL_SECONDS = 15.0
MAXIMUM_SECONDS = 3600.0
# A token that expires earlier than this is renewed: an hour of mirroring or shifting outlives most tokens.
RENEW_SECONDS = 300.0


@dataclass
class AzureMlOnlineEndpoints:
    """Calls Azure Machine Learning; `client` is an MLClient of the workspace."""

    client: Any
    name: str
    settings: DeploymentSettings
    # The attached cluster; only asked for where the endpoint is on Kubernetes.
    kubernetes_compute: str = ""
    tags: Mapping[str, str] = field(default_factory=dict)
    wait: Callable[[float], None] = time.sleep
    _target: Target | None = field(default=None, init=False)
    _expires: float = field(default=math.inf, init=False)

    def create_endpoint(self) -> None:
        """Make sure that the endpoint exists."""
        with service_errors(f"create endpoint {self.name}"):
            try:
                self.client.online_endpoints.get(self.name)
            except ResourceNotFoundError:
                self.client.online_endpoints.begin_create_or_update(self.endpoint()).result()

    def endpoint(self) -> Any:  # noqa: ANN401 - an endpoint of azure.ai.ml
        """Return the endpoint as the YAML and the configuration describe it."""
        overrides: dict[str, Any] = {"name": self.name, "tags": dict(self.tags)}
        if self.settings.compute == "kubernetes":
            overrides["compute"] = f"azureml:{self.kubernetes_compute}"
        return load_online_endpoint(self._file("endpoint.yml"), params_override=[overrides])

    def deployment(self, deployment: Deployment, version: ModelVersion) -> Any:  # noqa: ANN401 - of azure.ai.ml
        """Return a deployment as the YAML and the configuration describe it."""
        overrides = {
            "name": deployment.name,
            "endpoint_name": self.name,
            "model": version.location,
            "tags": {**self.tags, **deployment.tags()},
            "instance_type": self.settings.instance_type,
            "instance_count": self.settings.instance_count,
            "environment_variables": {COLLECT_VARIABLE: str(self.settings.collect_data).lower()},
        }
        wanted = load_online_deployment(self._file("deployment.yml"), params_override=[overrides])
        if not self.settings.collect_data:
            wanted.data_collector = None
        return wanted

    def deployments(self) -> Sequence[Deployment]:
        """Return the deployments; one that an interrupted step was creating or deleting is waited for."""
        waited = 0.0
        while True:
            found = self._listed()
            moving = [entry.name for entry in found if entry.provisioning_state not in SETTLED]
            if not moving:
                return [
                    Deployment.from_tags(entry.name, entry.tags or {}, ready=entry.provisioning_state == READY)
                    for entry in found
                ]
            if waited >= MAXIMUM_SECONDS:
                message = (
                    f"endpoint {self.name}: deployments {', '.join(moving)}\n"
                    f"  expected: created, deleted or failed within {MAXIMUM_SECONDS:.0f} s\n"
                    "  found:    still changing\n"
                    "  remedy:   Look at the deployment in the Azure ML studio, then run the step again."
                )
                raise StepTimeoutError(message)
            print(f"waiting for {', '.join(moving)}, which somebody is changing", flush=True)
            self.wait(POLL_SECONDS)
            waited += POLL_SECONDS

    def create_deployment(self, deployment: Deployment, version: ModelVersion) -> None:
        """Create a deployment without traffic, and return once it can answer."""
        with service_errors(f"create deployment {deployment.name} of endpoint {self.name}"):
            self.client.online_deployments.begin_create_or_update(self.deployment(deployment, version)).result()

    def delete_deployment(self, name: str) -> None:
        """Delete a deployment that has no traffic."""
        with service_errors(f"delete deployment {name} of endpoint {self.name}"):
            self.client.online_deployments.begin_delete(name=name, endpoint_name=self.name).result()

    def traffic(self) -> Mapping[str, int]:
        """Return the per cent of the requests that each deployment answers."""
        return self._shares("traffic")

    def set_traffic(self, shares: Mapping[str, int]) -> None:
        """Set the traffic of all deployments at once."""
        self._update("traffic", shares)

    def mirror(self) -> Mapping[str, int]:
        """Return the per cent of the requests that are mirrored."""
        return self._shares("mirror_traffic")

    def set_mirror(self, shares: Mapping[str, int]) -> None:
        """Set what is mirrored."""
        self._update("mirror_traffic", shares)

    def invoke(self, request: Mapping[str, Any], deployment: str | None = None) -> Answer:
        """Ask over HTTPS, as clients do; a token that is refused is replaced by a new one, once."""
        target = self._target
        if target is None or self._expires - time.time() < RENEW_SECONDS:
            target = self._sign_in()
        try:
            return ask(target, request, deployment)
        except RefusedTokenError:
            return ask(self._sign_in(), request, deployment)

    def logs(self, deployment: str, lines: int) -> Sequence[str]:
        """Return the latest lines of one of the deployment's instances: the service shows no more."""
        with service_errors(f"read the log of deployment {deployment} of endpoint {self.name}"):
            text: str = self.client.online_deployments.get_logs(deployment, self.name, lines)
        return text.splitlines()

    def _sign_in(self) -> Target:
        """Return the address of the endpoint with a new token, and keep both."""
        with service_errors(f"get the address and a token of endpoint {self.name}"):
            credential = self.client.online_endpoints.get_keys(self.name)
            token = getattr(credential, "access_token", None) or credential.primary_key
            target = Target(self.client.online_endpoints.get(self.name).scoring_uri, token)
        # A key has no end.
        self._expires = getattr(credential, "expiry_time_utc", None) or math.inf
        self._target = target
        return target

    def _file(self, name: str) -> Path:
        return FOLDER / self.settings.compute / name

    def _listed(self) -> list[Any]:
        with service_errors(f"list the deployments of endpoint {self.name}"):
            try:
                return list(self.client.online_deployments.list(self.name))
            except ResourceNotFoundError:
                return []

    def _shares(self, kind: str) -> dict[str, int]:
        with service_errors(f"read the traffic of endpoint {self.name}"):
            try:
                endpoint = self.client.online_endpoints.get(self.name)
            except ResourceNotFoundError:
                return {}
        return {name: share for name, share in (getattr(endpoint, kind) or {}).items() if share}

    def _update(self, kind: str, shares: Mapping[str, int]) -> None:
        with service_errors(f"set the traffic of endpoint {self.name}"):
            endpoint = self.client.online_endpoints.get(self.name)
            setattr(endpoint, kind, dict(shares))
            self.client.online_endpoints.begin_create_or_update(endpoint).result()
