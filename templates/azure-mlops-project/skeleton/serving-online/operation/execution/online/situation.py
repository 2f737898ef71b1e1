"""How an endpoint stands: its deployments, and how much of the traffic each has."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from operation.execution.exit_codes import ServiceError
from operation.execution.online.endpoints import ALL_TRAFFIC, Deployment, OnlineEndpoints

COLOURS = ("blue", "green")


@dataclass(frozen=True)
class Situation:
    """How an endpoint stands at one moment."""

    endpoint: str
    deployments: tuple[Deployment, ...]
    traffic: Mapping[str, int]
    mirror: Mapping[str, int]

    def share(self, deployment: Deployment) -> int:
        """Return the per cent of the requests that a deployment answers."""
        return self.traffic.get(deployment.name, 0)

    def with_fingerprint(self, fingerprint: str) -> Deployment | None:
        """Return the deployment that is exactly this one, the latest if there are several."""
        return self._latest(lambda deployment: deployment.fingerprint == fingerprint)

    def with_version(self, version: int) -> Deployment | None:
        """Return the latest deployment of a version that can answer."""
        return self._latest(lambda deployment: deployment.version == version and deployment.ready)

    def serving(self) -> Deployment | None:
        """Return the deployment that answers most requests."""
        live = [deployment for deployment in self.deployments if self.share(deployment)]
        return max(live, key=self.share, default=None)

    def besides(self, deployment: Deployment) -> tuple[Deployment, ...]:
        """Return the other deployments."""
        return tuple(other for other in self.deployments if other.name != deployment.name)

    def free_colour(self) -> str:
        """Return the name for a new deployment: one that is not taken, else one that requests do not reach."""
        names = {deployment.name for deployment in self.deployments}
        for colour in COLOURS:
            if colour not in names:
                return colour
        for colour in COLOURS:
            if not self.traffic.get(colour):
                return colour
        message = (
            f"endpoint {self.endpoint}\n  expected: a deployment without traffic, which may be replaced\n"
            f"  found:    a rollout that is half done: {self}\n"
            "  remedy:   Let the pipeline that began it continue, or end it with rollback_online."
        )
        raise ServiceError(message)

    def next_sequence(self) -> int:
        """Return the number of the next deployment."""
        return max((deployment.sequence for deployment in self.deployments), default=0) + 1

    def __str__(self) -> str:
        """Return one line about every deployment."""
        parts = [
            f"{deployment} {self.share(deployment)} %"
            + (f", mirrored {self.mirror[deployment.name]} %" if self.mirror.get(deployment.name) else "")
            + ("" if deployment.ready else ", not ready")
            for deployment in self.deployments
        ]
        return "; ".join(parts) or "no deployment"

    def _latest(self, wanted: Callable[[Deployment], bool]) -> Deployment | None:
        return max(filter(wanted, self.deployments), key=lambda deployment: deployment.sequence, default=None)


def situation_of(endpoints: OnlineEndpoints) -> Situation:
    """Look at an endpoint."""
    return Situation(endpoints.name, tuple(endpoints.deployments()), endpoints.traffic(), endpoints.mirror())


def has_everything(situation: Situation, deployment: Deployment) -> bool:
    """Tell whether a deployment answers all requests."""
    return situation.share(deployment) == ALL_TRAFFIC
