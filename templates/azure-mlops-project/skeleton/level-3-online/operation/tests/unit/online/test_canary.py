from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from operation.configuration_sections.online_alerts import OnlineAlerts
from operation.execution.online.alerts import Alert
from operation.execution.online.canary import Canary, Limits, RefusedError, progress
from operation.execution.online.local_endpoints import LocalOnlineEndpoints
from operation.execution.online.observing import Clock, without_waiting
from operation.execution.online.rollout import deploy
from operation.tests.unit.online.conftest import Versions
from src.errors import GateError

LIMITS = Limits(requests=4, minimum_answers=1, maximum_error_rate=0, maximum_milliseconds=60_000, seconds_between=1)
CLOCK = Clock(wait=without_waiting)
SHARES = [10, 50, 100]


class FixedAlerts:
    """Alerts that are raised whatever happens."""

    def __init__(self, *raised: Alert) -> None:
        self._raised = raised

    def set_rules(self, wanted: OnlineAlerts) -> None:
        raise NotImplementedError(wanted)

    def raised(self) -> Sequence[Alert]:
        return self._raised


def run(endpoints: LocalOnlineEndpoints, versions: Versions, limits: Limits = LIMITS, *alerts: Alert) -> None:
    canary = Canary(endpoints, FixedAlerts(*alerts), versions.request, limits, CLOCK)
    deployment = endpoints.deployments()[-1]
    progress(endpoints, deployment, SHARES, CLOCK.now, canary.check)


def test_a_good_deployment_gets_all_the_traffic(
    serving: LocalOnlineEndpoints, versions: Versions, capsys: pytest.CaptureFixture[str]
) -> None:
    deploy(serving, versions.wanted(2))
    run(serving, versions)
    assert serving.traffic() == {"green": 100}
    assert capsys.readouterr().out.count("95th percentile") == len(SHARES)


def test_a_deployment_that_fails_is_rolled_back(
    serving: LocalOnlineEndpoints, versions: Versions, broken: Path
) -> None:
    deploy(serving, versions.wanted(2, broken))
    with pytest.raises(GateError, match=r"rolled back: blue \(version 1\) answers every request again"):
        run(serving, versions)
    assert serving.traffic() == {"blue": 100}


@pytest.mark.parametrize(
    ("limits", "alerts", "complaint"),
    [
        (replace(LIMITS, maximum_milliseconds=0.0001), (), "95th percentile"),
        (LIMITS, (Alert("slow-answers", "since now"),), "slow-answers: since now  NOT GOOD"),
    ],
)
def test_a_deployment_that_is_slow_or_raises_an_alert_is_rolled_back(
    serving: LocalOnlineEndpoints, versions: Versions, limits: Limits, alerts: tuple[Alert, ...], complaint: str
) -> None:
    deploy(serving, versions.wanted(2))
    with pytest.raises(GateError, match=complaint) as raised:
        run(serving, versions, limits, *alerts)
    assert isinstance(raised.value.__cause__, RefusedError)
    assert serving.traffic() == {"blue": 100}


def test_the_first_deployment_has_nothing_to_roll_back_to(endpoints: LocalOnlineEndpoints, versions: Versions) -> None:
    deploy(endpoints, versions.wanted(1))
    run(endpoints, versions)
    assert endpoints.traffic() == {"blue": 100}
