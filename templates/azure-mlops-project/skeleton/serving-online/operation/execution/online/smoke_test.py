"""The smoke test of a deployment: it must answer as the model did when it was trained, and fast enough."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from operation.execution.online.endpoints import Deployment, OnlineEndpoints
from operation.execution.online.observations import percentile
from src.errors import SlowModelError
from src.verify import require_same_answer

PER_CENT = 95


@dataclass(frozen=True)
class SmokeTest:
    """A request with the answer that the model gave when it was trained."""

    request: Mapping[str, Any]
    response: Mapping[str, Any]
    requests: int
    maximum_milliseconds: float


def smoke_test(endpoints: OnlineEndpoints, deployment: Deployment, test: SmokeTest) -> None:
    """Ask the deployment itself, whatever traffic it has; the first answer is compared but not timed: it warms up."""
    milliseconds = []
    for number in range(test.requests + 1):
        answer = endpoints.invoke(test.request, deployment.name)
        require_same_answer(dict(test.response), answer.response)
        if number:
            milliseconds.append(answer.seconds * 1000)
    slow = percentile(milliseconds, PER_CENT)
    if slow > test.maximum_milliseconds:
        message = (
            f"smoke test of {deployment}: time of an answer, {PER_CENT}th percentile of {test.requests}\n"
            f"  expected: at most {test.maximum_milliseconds:.0f} ms\n  found:    {slow:.0f} ms\n"
            "  remedy:   It gets no traffic. Take a faster model or a larger instance, or raise "
            "smoke_test.maximum_milliseconds in online.yml."
        )
        raise SlowModelError(message)
    print(f"{deployment} answered {test.requests} requests as trained, {PER_CENT} % within {slow:.0f} ms")
