"""Put load on an endpoint: several clients at a time, and how long each of them waited."""

import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from operation.execution.exit_codes import ServiceError, StepTimeoutError
from operation.execution.online.endpoints import Deployment, OnlineEndpoints
from operation.execution.online.observations import Observations
from src.errors import GateError, SlowModelError

PERCENTILES = (50, 90, 95, 99, 100)
JUDGED = 95


@dataclass(frozen=True)
class Load:
    """How many requests, from how many clients, and what that may cost."""

    requests: int
    clients: int
    maximum_milliseconds: float
    maximum_error_rate: float


@dataclass(frozen=True)
class Measured:
    """What the clients saw."""

    observations: Observations
    seconds: float
    first_error: str

    def table(self) -> str:
        """Return a line for each percentile, the throughput and the failures."""
        found = self.observations
        lines = [f"{'percentile':>12}{'milliseconds':>14}"]
        lines += [f"{percent:>12}{found.percentile(percent):>14.1f}" for percent in PERCENTILES]
        throughput = found.requests / self.seconds
        lines.append(f"{found.requests} requests, {found.errors} failed, {throughput:.1f} a second")
        return "\n".join(lines)


def put_load(
    endpoints: OnlineEndpoints, request: Mapping[str, Any], load: Load, deployment: Deployment | None = None
) -> Measured:
    """Send the requests; a failure is counted, and the others go on."""
    name = None if deployment is None else deployment.name

    def ask(_: int) -> tuple[float, str]:
        started = time.perf_counter()
        try:
            endpoints.invoke(request, name)
        except (ServiceError, StepTimeoutError) as error:
            return (time.perf_counter() - started) * 1000, str(error)
        return (time.perf_counter() - started) * 1000, ""

    # The first request of all opens connections and loads what is loaded late; no client is judged by it.
    ask(0)
    started = time.perf_counter()
    with ThreadPoolExecutor(load.clients) as clients:
        answers = list(clients.map(ask, range(load.requests)))
    seconds = time.perf_counter() - started
    errors = [error for _, error in answers if error]
    observations = Observations(len(answers), len(errors), tuple(milliseconds for milliseconds, _ in answers))
    return Measured(observations, seconds, errors[0] if errors else "")


def require_within(measured: Measured, load: Load) -> None:
    """Refuse a deployment that fails or is slow under load."""
    found = measured.observations
    if found.error_rate > load.maximum_error_rate:
        message = (
            f"load test: share of requests that failed\n  expected: at most {load.maximum_error_rate:.1%}\n"
            f"  found:    {found.error_rate:.1%}, the first: {measured.first_error}\n"
            "  remedy:   It got no traffic. Read the log of the deployment."
        )
        raise GateError(message)
    slow = found.percentile(JUDGED)
    if slow > load.maximum_milliseconds:
        message = (
            f"load test with {load.clients} clients: time of an answer, {JUDGED}th percentile\n"
            f"  expected: at most {load.maximum_milliseconds:.0f} ms\n  found:    {slow:.0f} ms\n"
            "  remedy:   It got no traffic. Take more or larger instances in online.yml, or a faster model."
        )
        raise SlowModelError(message)
