"""Wait for what a deployment logs: on Azure Machine Learning the lines arrive a little later than the answers."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from operation.execution.exit_codes import StepTimeoutError
from operation.execution.online.endpoints import Deployment, OnlineEndpoints
from operation.execution.online.observations import Observations, observe

LINES = 10_000
POLL_SECONDS = 5.0
PATIENCE_SECONDS = 120.0

Wait = Callable[[float], None]


@dataclass(frozen=True)
class Clock:
    """How time passes: a local endpoint has no clients but ourselves, so there is nothing to wait for."""

    wait: Wait = time.sleep
    now: Callable[[], float] = time.time


def without_waiting(seconds: float) -> None:
    """Say what is not waited for."""
    print(f"not waiting {seconds:.0f} s: nobody but this step asks a local endpoint")


def observed(
    endpoints: OnlineEndpoints, deployment: Deployment, clock: Clock, *, since: float, at_least: int = 1
) -> Observations:
    """Return what a deployment has answered since a moment, once it has logged at least so many answers."""
    waited = 0.0
    while True:
        found = observe(endpoints.logs(deployment.name, LINES), since=since)
        if found.requests >= at_least:
            return found
        if waited >= PATIENCE_SECONDS:
            message = (
                f"log of {deployment}\n  expected: at least {at_least} answers within {PATIENCE_SECONDS:.0f} s\n"
                f"  found:    {found.requests}\n  remedy:   Read the log of the deployment; if no request reaches it, "
                "look at its traffic, and send more requests."
            )
            raise StepTimeoutError(message)
        clock.wait(POLL_SECONDS)
        waited += POLL_SECONDS


def clock_of(backend: str) -> Clock:
    """Return how time passes for a backend."""
    return Clock(wait=without_waiting) if backend == "local" else Clock()
