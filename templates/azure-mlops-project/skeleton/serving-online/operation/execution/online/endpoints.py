"""What a rollout needs of an online endpoint.

An endpoint has deployments. Each holds one version of the model. Traffic says how many per cent of the requests a
deployment answers; mirrored requests are answered a second time, and that answer is thrown away.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from operation.execution.exit_codes import ServiceError
from operation.execution.registry.model_registry import ModelVersion

ALL_TRAFFIC = 100
MOST_MIRRORED = 50


@dataclass(frozen=True)
class Deployment:
    """A deployment, as far as a rollout must know it; the platform keeps this in tags."""

    name: str
    model: str
    version: int
    model_sha256: str
    # Of everything that makes a deployment what it is: model, scoring code, settings.
    fingerprint: str
    # Later deployments have higher numbers.
    sequence: int
    # The version that served when this one was deployed; 0 if there was none.
    replaces: int = 0
    # Whether a rollback made it.
    puts_back: bool = False
    ready: bool = True
    # When it was deployed; empty where that is not known. What was asked before was asked another one of this name.
    deployed_at: str = field(default="", compare=False)

    def tags(self) -> dict[str, str]:
        """Return what the platform shall keep."""
        return {
            "model": self.model,
            "model_version": str(self.version),
            "model_sha256": self.model_sha256,
            "fingerprint": self.fingerprint,
            "sequence": str(self.sequence),
            "replaces": str(self.replaces),
            "puts_back": str(self.puts_back).lower(),
            "deployed_at": self.deployed_at,
        }

    @classmethod
    def from_tags(cls, name: str, tags: Mapping[str, str], *, ready: bool) -> "Deployment":
        """Read what the platform kept; a deployment without our tags was made by someone else."""
        try:
            return cls(
                name=name,
                model=tags["model"],
                version=int(tags["model_version"]),
                model_sha256=tags["model_sha256"],
                fingerprint=tags["fingerprint"],
                sequence=int(tags["sequence"]),
                replaces=int(tags["replaces"]),
                puts_back=tags["puts_back"] == "true",
                ready=ready,
                deployed_at=tags.get("deployed_at", ""),
            )
        except (KeyError, ValueError) as error:
            message = (
                f"deployment {name}: tags\n  expected: those that deploy_online writes\n  found:    {error} is missing "
                "or no number\n  remedy:   The deployment was made by hand: take its traffic away and delete it."
            )
            raise ServiceError(message) from error

    def __str__(self) -> str:
        """Return how messages speak of it."""
        return f"{self.name} (version {self.version})"


@dataclass(frozen=True)
class Answer:
    """What an endpoint answered, which deployment did, and how long that took."""

    response: dict[str, Any]
    deployment: str
    seconds: float


class OnlineEndpoints(Protocol):
    """One endpoint and its deployments. Every call may be repeated; a failure leaves the endpoint as it was."""

    @property
    def name(self) -> str:
        """Return the name of the endpoint."""

    def create_endpoint(self) -> None:
        """Make sure that the endpoint exists."""

    def deployments(self) -> Sequence[Deployment]:
        """Return the deployments; none if there is no endpoint."""

    def create_deployment(self, deployment: Deployment, version: ModelVersion) -> None:
        """Create a deployment without traffic, and return once it can answer."""

    def delete_deployment(self, name: str) -> None:
        """Delete a deployment that has no traffic."""

    def traffic(self) -> Mapping[str, int]:
        """Return the per cent of the requests that each deployment answers; deployments without any are left out."""

    def set_traffic(self, shares: Mapping[str, int]) -> None:
        """Set the traffic of all deployments at once."""

    def mirror(self) -> Mapping[str, int]:
        """Return the per cent of the requests that are mirrored, by deployment."""

    def set_mirror(self, shares: Mapping[str, int]) -> None:
        """Set what is mirrored; nothing with an empty mapping."""

    def invoke(self, request: Mapping[str, Any], deployment: str | None = None) -> Answer:
        """Send a request: by traffic, or to one deployment."""

    def logs(self, deployment: str, lines: int) -> Sequence[str]:
        """Return the latest lines that a deployment has logged."""
