"""Look at a new deployment after each step of its traffic, and take the traffic away where it is not good enough."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from operation.execution.exit_codes import ExitCode, StepError, exit_code_of
from operation.execution.online.alerts import Alerts
from operation.execution.online.endpoints import Deployment, OnlineEndpoints
from operation.execution.online.load import JUDGED, Load, put_load
from operation.execution.online.observations import Observations, observe
from operation.execution.online.observing import LINES, Clock
from operation.execution.online.rollout import give_all_traffic
from operation.execution.online.shifting import predecessor, shift
from operation.execution.online.situation import situation_of
from src.errors import GateError

WORDS = {True: "good", False: "NOT GOOD", None: "not judged"}


@dataclass(frozen=True)
class Limits:
    """What a deployment must show."""

    # How many requests the deployment itself is sent, and how many answers its log needs to be judged by.
    minimum_answers: int
    maximum_error_rate: float
    maximum_milliseconds: float
    seconds_between: float


@dataclass(frozen=True)
class Verdict:
    """One thing that was looked at."""

    what: str
    limit: str
    found: str
    # Nothing where it was not judged.
    good: bool | None


class RefusedError(GateError):
    """A deployment is not good enough to get more traffic."""


class RolloutUndoneError(StepError):
    """A rollout had to be undone; it ends the step as the error does that was the reason."""

    def __init__(self, message: str, code: ExitCode) -> None:
        """Take the exit code of the reason."""
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Canary:
    """Looks at deployments of an endpoint that get more and more traffic."""

    endpoints: OnlineEndpoints
    alerts: Alerts
    request: Mapping[str, Any]
    limits: Limits
    clock: Clock
    # When the rollout began to move traffic: alerts of before are no fault of the new deployment.
    began: float

    def check(self, deployment: Deployment, started: float) -> None:
        """Ask the deployment itself, give clients time, then look; raise where the deployment is not good enough."""
        verdicts = self.verdicts_on_answers(deployment)
        if _all_good(verdicts):
            if self.limits.seconds_between:
                self.clock.wait(self.limits.seconds_between)
            verdicts += [*self.verdicts_on_log(deployment, started), self.verdict_on_alerts()]
        print(table_of(verdicts))
        if not _all_good(verdicts):
            message = (
                f"{deployment} is not good enough for more traffic:\n{table_of(verdicts)}\n"
                "  remedy:   Read the log of the deployment, correct the model or the code, and release again."
            )
            raise RefusedError(message)

    def verdicts_on_answers(self, deployment: Deployment) -> list[Verdict]:
        """Send requests to the deployment whatever its traffic, and judge what the step itself gets of it."""
        limits = self.limits
        load = Load(limits.minimum_answers, 1, limits.maximum_milliseconds, limits.maximum_error_rate)
        measured = put_load(self.endpoints, self.request, load, deployment)
        first = f", the first: {measured.first_error}" if measured.first_error else ""
        return self._judged("asked", measured.observations, first)

    def verdicts_on_log(self, deployment: Deployment, started: float) -> list[Verdict]:
        """Judge what the deployment says about all that it answered; one instance's log may say too little."""
        found = observe(self.endpoints.logs(deployment.name, LINES), since=started)
        if found.requests < self.limits.minimum_answers:
            return [Verdict("log", "none", f"{found.requests} answers, too few to judge by", None)]
        return self._judged("log", found)

    def verdict_on_alerts(self) -> Verdict:
        """Judge the alerts that were raised since the rollout began; older ones are only told."""
        raised = self.alerts.raised()
        fresh = [alert for alert in raised if alert.since >= self.began]
        older = "".join(f" (raised before, not counted: {alert})" for alert in raised if alert.since < self.began)
        return Verdict("alerts", "none", ("; ".join(map(str, fresh)) or "none") + older, not fresh)

    def _judged(self, what: str, found: Observations, first_error: str = "") -> list[Verdict]:
        limits, slow = self.limits, found.percentile(JUDGED)
        return [
            Verdict(
                f"{what}: failures of {found.requests}",
                f"{limits.maximum_error_rate:.1%}",
                f"{found.error_rate:.1%}{first_error}",
                found.error_rate <= limits.maximum_error_rate,
            ),
            Verdict(
                f"{what}: {JUDGED}th percentile",
                f"{limits.maximum_milliseconds:.0f} ms",
                f"{slow:.1f} ms",
                slow <= limits.maximum_milliseconds,
            ),
        ]


def _all_good(verdicts: Sequence[Verdict]) -> bool:
    return all(verdict.good is not False for verdict in verdicts)


def table_of(verdicts: Sequence[Verdict]) -> str:
    """Render a line for each verdict."""
    lines = [f"{'check':<25}{'limit':>10}  found"]
    lines += [f"{v.what:<25}{v.limit:>10}  {v.found}  {WORDS[v.good]}" for v in verdicts]
    return "\n".join(lines)


def progress(canary: Canary, deployment: Deployment, shares: Sequence[int]) -> None:
    """Shift the traffic; whatever goes wrong on the way, the deployment before answers everything again."""
    # Whoever may not read the alerts learns it before any traffic moves, and not as a deployment that is rolled back.
    canary.alerts.raised()
    endpoints = canary.endpoints
    other = predecessor(situation_of(endpoints), deployment)
    try:
        shift(endpoints, deployment, shares, canary.clock.now, canary.check)
    except Exception as error:
        if other is None or not other.ready:
            raise
        roll_back_to(endpoints, other, error)
        message = f"rolled back: {other} answers every request again, {deployment} has no traffic.\n{error}"
        raise RolloutUndoneError(message, exit_code_of(error)) from error


def roll_back_to(endpoints: OnlineEndpoints, other: Deployment, reason: Exception) -> None:
    """Let the deployment before answer everything; where that fails, tell both what failed and why it was needed."""
    try:
        give_all_traffic(endpoints, other)
    except Exception as error:
        message = (
            f"not rolled back: {other} shall answer every request again, but\n{error}\n"
            f"  remedy:   Run rollback_online. It is needed because\n{reason}"
        )
        raise RolloutUndoneError(message, exit_code_of(error)) from error
