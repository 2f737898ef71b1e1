import pytest
from pydantic import ValidationError

from operation.configuration_sections.traffic import ShiftSettings
from operation.execution.online.endpoints import Deployment
from operation.execution.online.local_endpoints import LocalOnlineEndpoints
from operation.execution.online.rollout import deploy
from operation.execution.online.shifting import shift
from operation.tests.unit.online.conftest import Versions


class Watch:
    def __init__(self, endpoints: LocalOnlineEndpoints) -> None:
        self.endpoints = endpoints
        self.seen: list[dict[str, int]] = []

    def __call__(self, _: Deployment, started: float) -> None:
        assert started == 7.0
        self.seen.append(dict(self.endpoints.traffic()))


def now() -> float:
    return 7.0


def test_traffic_moves_in_steps_and_each_is_checked(serving: LocalOnlineEndpoints, versions: Versions) -> None:
    watch = Watch(serving)
    shift(serving, deploy(serving, versions.wanted(2)), [10, 50, 100], now, watch)
    assert watch.seen == [{"blue": 90, "green": 10}, {"blue": 50, "green": 50}, {"green": 100}]


def test_a_rerun_takes_only_the_steps_that_are_left_and_checks_the_one_it_finds(
    serving: LocalOnlineEndpoints, versions: Versions
) -> None:
    deployment = deploy(serving, versions.wanted(2))
    serving.set_traffic({"blue": 50, "green": 50})
    watch = Watch(serving)
    shift(serving, deployment, [10, 50, 100], now, watch)
    assert watch.seen == [{"blue": 50, "green": 50}, {"green": 100}]


def test_a_check_that_fails_stops_the_shift(serving: LocalOnlineEndpoints, versions: Versions) -> None:
    class TooSlowError(Exception):
        pass

    def refuse(*_: object) -> None:
        raise TooSlowError

    with pytest.raises(TooSlowError):
        shift(serving, deploy(serving, versions.wanted(2)), [10, 100], now, refuse)
    assert serving.traffic() == {"blue": 90, "green": 10}


def test_the_first_deployment_takes_everything_at_once(endpoints: LocalOnlineEndpoints, versions: Versions) -> None:
    watch = Watch(endpoints)
    shift(endpoints, deploy(endpoints, versions.wanted(1)), [10, 100], now, watch)
    assert (watch.seen, endpoints.traffic()) == ([], {"blue": 100})


def test_mirroring_ends_before_traffic_begins(serving: LocalOnlineEndpoints, versions: Versions) -> None:
    deployment = deploy(serving, versions.wanted(2))
    serving.set_mirror({"green": 10})
    shift(serving, deployment, [100], now, Watch(serving))
    assert serving.mirror() == {}


@pytest.mark.parametrize("percents", [[], [10], [50, 10, 100], [10, 10, 100], [0, 100], [10, 101]])
def test_shares_that_do_not_rise_to_everything_are_refused(percents: list[int]) -> None:
    with pytest.raises(ValidationError):
        ShiftSettings(percents=percents, seconds_between=0)
