import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from operation.configuration_sections.online_alerts import OnlineAlerts
from operation.execution.exit_codes import (
    AuthenticationError,
    ExitCode,
    ServiceError,
    StepTimeoutError,
    exit_code_of,
)
from operation.execution.online.alerts import Alert
from operation.execution.online.canary import Canary, Limits, RefusedError, RolloutUndoneError, progress
from operation.execution.online.local_endpoints import LocalOnlineEndpoints
from operation.execution.online.observing import Clock, without_waiting
from operation.execution.online.rollout import deploy
from operation.tests.unit.online.conftest import Versions

LIMITS = Limits(minimum_answers=4, maximum_error_rate=0, maximum_milliseconds=60_000, seconds_between=1)
CLOCK = Clock(wait=without_waiting)
SHARES = [10, 50, 100]
BEGAN = 1_000.0
NOT_ALLOWED = AuthenticationError("the identity may not read alerts")


class FixedAlerts:
    """Alerts that are raised whatever happens."""

    def __init__(self, *raised: Alert) -> None:
        self._raised = raised

    def set_rules(self, wanted: OnlineAlerts) -> None:
        raise NotImplementedError(wanted)

    def raised(self) -> Sequence[Alert]:
        return self._raised


class FailingAlerts(FixedAlerts):
    """Alerts that can be read so often, and then no more."""

    def __init__(self, times: int, error: Exception) -> None:
        super().__init__()
        self._times = times
        self._error = error

    def raised(self) -> Sequence[Alert]:
        self._times -= 1
        if self._times < 0:
            raise self._error
        return super().raised()


@dataclass
class LoggingEndpoints(LocalOnlineEndpoints):
    """An endpoint that shows a log of its own."""

    log: Sequence[str] = ()

    def logs(self, deployment: str, lines: int) -> Sequence[str]:
        assert deployment == "green"
        return self.log[-lines:]


class StuckEndpoints(LocalOnlineEndpoints):
    """An endpoint whose traffic changes once, and then no more."""

    def set_traffic(self, shares: Mapping[str, int]) -> None:
        if len(self.traffic()) > 1:
            message = "the service is away"
            raise ServiceError(message)
        super().set_traffic(shares)


def run(endpoints: LocalOnlineEndpoints, versions: Versions, limits: Limits = LIMITS, *alerts: Alert) -> None:
    canary = Canary(endpoints, FixedAlerts(*alerts), versions.request, limits, CLOCK, BEGAN)
    progress(canary, endpoints.deployments()[-1], SHARES)


def test_a_good_deployment_gets_all_the_traffic(
    serving: LocalOnlineEndpoints, versions: Versions, capsys: pytest.CaptureFixture[str]
) -> None:
    deploy(serving, versions.wanted(2))
    run(serving, versions)
    assert serving.traffic() == {"green": 100}
    table = capsys.readouterr().out
    assert table.count("asked: failures of 4") == table.count("log: 95th percentile") == len(SHARES)
    # By its traffic the old deployment would have answered each: this endpoint chooses the first by name.
    assert (len(serving.logs("green", 99)), serving.logs("blue", 99)) == (len(SHARES) * (1 + 4), [])


def test_a_deployment_that_fails_is_rolled_back(
    serving: LocalOnlineEndpoints, versions: Versions, broken: Path
) -> None:
    waited: list[float] = []
    deployment = deploy(serving, versions.wanted(2, broken))
    canary = Canary(serving, FixedAlerts(), versions.request, LIMITS, Clock(wait=waited.append), BEGAN)
    with pytest.raises(RolloutUndoneError, match=r"rolled back: blue \(version 1\) answers every request") as raised:
        progress(canary, deployment, SHARES)
    assert "100.0%, the first: deployment green answered 500" in str(raised.value)
    assert exit_code_of(raised.value) is ExitCode.GATE
    assert (serving.traffic(), waited) == ({"blue": 100}, [])


def test_where_the_log_tells_too_little_the_deployment_is_judged_by_what_it_was_asked(
    serving: LocalOnlineEndpoints, versions: Versions, capsys: pytest.CaptureFixture[str]
) -> None:
    deploy(serving, versions.wanted(2))
    run(LoggingEndpoints(serving.folder), versions)
    assert serving.traffic() == {"green": 100}
    assert "0 answers, too few to judge by  not judged" in capsys.readouterr().out


def test_failures_that_only_clients_saw_and_the_log_tells_of_end_in_a_rollback(
    serving: LocalOnlineEndpoints, versions: Versions
) -> None:
    deploy(serving, versions.wanted(2))
    line = {"event": "scored", "time": time.time() + 60, "milliseconds": 1}
    log = [json.dumps({**line, "status": status}) for status in (200, 200, 200, 500)]
    with pytest.raises(RolloutUndoneError, match=r"log: failures of 4 +0\.0%  25\.0%  NOT GOOD"):
        run(LoggingEndpoints(serving.folder, log=log), versions)
    assert serving.traffic() == {"blue": 100}


@pytest.mark.parametrize(
    ("limits", "alerts", "complaint"),
    [
        (replace(LIMITS, maximum_milliseconds=0.0001), (), "95th percentile"),
        (LIMITS, (Alert("slow-answers", "since now", BEGAN),), "slow-answers: since now  NOT GOOD"),
    ],
)
def test_a_deployment_that_is_slow_or_raises_an_alert_is_rolled_back(
    serving: LocalOnlineEndpoints, versions: Versions, limits: Limits, alerts: tuple[Alert, ...], complaint: str
) -> None:
    deploy(serving, versions.wanted(2))
    with pytest.raises(RolloutUndoneError, match=complaint) as raised:
        run(serving, versions, limits, *alerts)
    assert isinstance(raised.value.__cause__, RefusedError)
    assert exit_code_of(raised.value) is ExitCode.GATE
    assert "correct the model or the code" in str(raised.value)
    assert serving.traffic() == {"blue": 100}


def test_an_alert_of_before_is_shown_and_no_fault_of_the_deployment_that_may_end_it(
    serving: LocalOnlineEndpoints, versions: Versions, capsys: pytest.CaptureFixture[str]
) -> None:
    deploy(serving, versions.wanted(2))
    run(serving, versions, LIMITS, Alert("slow-answers", "for an hour", BEGAN - 1))
    assert serving.traffic() == {"green": 100}
    assert "none (raised before, not counted: slow-answers: for an hour)  good" in capsys.readouterr().out


def test_the_first_deployment_has_nothing_to_roll_back_to(endpoints: LocalOnlineEndpoints, versions: Versions) -> None:
    deploy(endpoints, versions.wanted(1))
    run(endpoints, versions)
    assert endpoints.traffic() == {"blue": 100}


def test_an_identity_that_may_not_read_alerts_learns_it_before_traffic_moves(
    serving: LocalOnlineEndpoints, versions: Versions
) -> None:
    deployment = deploy(serving, versions.wanted(2))
    serving.set_traffic({"blue": 90, "green": 10})
    canary = Canary(serving, FailingAlerts(0, NOT_ALLOWED), versions.request, LIMITS, CLOCK, BEGAN)
    with pytest.raises(AuthenticationError, match="may not read alerts"):
        progress(canary, deployment, SHARES)
    assert serving.traffic() == {"blue": 90, "green": 10}


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (NOT_ALLOWED, ExitCode.AUTHENTICATION),
        (ServiceError("the service is away"), ExitCode.SERVICE),
        (StepTimeoutError("no answer"), ExitCode.TIMEOUT),
        (ZeroDivisionError("a mistake in the code"), ExitCode.UNEXPECTED),
    ],
)
def test_what_is_no_fault_of_the_deployment_ends_in_a_rollback_and_in_its_own_exit_code(
    serving: LocalOnlineEndpoints, versions: Versions, error: Exception, code: ExitCode
) -> None:
    deployment = deploy(serving, versions.wanted(2))
    canary = Canary(serving, FailingAlerts(2, error), versions.request, LIMITS, CLOCK, BEGAN)
    with pytest.raises(RolloutUndoneError, match=rf"rolled back: blue .*\n{error}") as raised:
        progress(canary, deployment, SHARES)
    assert exit_code_of(raised.value) is code
    assert "correct the model" not in str(raised.value)
    assert serving.traffic() == {"blue": 100}


def test_a_rollback_that_fails_tells_that_it_did_and_why_it_was_needed(
    serving: LocalOnlineEndpoints, versions: Versions, broken: Path
) -> None:
    deployment = deploy(serving, versions.wanted(2, broken))
    stuck = StuckEndpoints(serving.folder, draw=lambda: 0.0)
    canary = Canary(stuck, FixedAlerts(), versions.request, LIMITS, CLOCK, BEGAN)
    with pytest.raises(RolloutUndoneError, match=r"not rolled back: blue .*\nthe service is away") as raised:
        progress(canary, deployment, SHARES)
    assert "Run rollback_online. It is needed because\n" in str(raised.value)
    assert "green" in str(raised.value).rpartition("It is needed because\n")[2]
    assert exit_code_of(raised.value) is ExitCode.SERVICE
    assert serving.traffic() == {"blue": 90, "green": 10}
