"""Mirror some requests to the new deployment: it answers real requests, and nobody gets to see its answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from operation.execution.online.endpoints import Deployment, OnlineEndpoints
from operation.execution.online.observing import Clock, observed
from operation.execution.online.situation import situation_of
from src.errors import GateError


@dataclass(frozen=True)
class Mirroring:
    """How much is mirrored, and for how long."""

    percent: int
    # How many requests the step sends itself, so that something is mirrored where nobody asks.
    requests: int
    # How long the requests of clients are mirrored besides.
    seconds: float
    maximum_error_rate: float


def mirror(
    endpoints: OnlineEndpoints, deployment: Deployment, request: Mapping[str, Any], wanted: Mirroring, clock: Clock
) -> None:
    """Mirror requests to a deployment without traffic, and refuse it where it fails to answer them."""
    situation = situation_of(endpoints)
    reason = None
    if not wanted.percent:
        reason = "mirror.percent is 0"
    elif situation.share(deployment):
        reason = f"{deployment} has traffic already"
    elif situation.serving() is None:
        reason = "no other deployment answers requests yet"
    if reason is not None:
        print(f"nothing is mirrored: {reason}")
        return
    started = clock.now()
    try:
        endpoints.set_mirror({deployment.name: wanted.percent})
        for _ in range(wanted.requests):
            endpoints.invoke(request)
        if wanted.seconds:
            clock.wait(wanted.seconds)
        found = observed(endpoints, deployment, clock, since=started)
    finally:
        endpoints.set_mirror({})
    print(f"{deployment} answered {found.requests} mirrored requests, {found.errors} of them failed")
    if found.error_rate > wanted.maximum_error_rate:
        message = (
            f"mirrored requests of {deployment}: share that failed\n"
            f"  expected: at most {wanted.maximum_error_rate:.1%}\n"
            f"  found:    {found.error_rate:.1%} of {found.requests}\n"
            "  remedy:   It got no traffic. Read its log, correct the model or the code, and release again."
        )
        raise GateError(message)
