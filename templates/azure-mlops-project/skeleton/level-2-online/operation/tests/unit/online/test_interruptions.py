"""A process that is killed in the middle of a rollout, after any call: clients are answered, and a rerun ends well."""

from collections.abc import Callable
from itertools import count

import pytest

from operation.execution.online.endpoints import Deployment, OnlineEndpoints
from operation.execution.online.mirroring import Mirroring, mirror
from operation.execution.online.observing import Clock, without_waiting
from operation.execution.online.rollback import roll_back
from operation.execution.online.rollout import Wanted, delete_others, deploy, deployed, give_all_traffic
from operation.execution.online.shifting import shift
from operation.execution.online.situation import situation_of
from operation.execution.online.smoke_test import smoke_test
from operation.tests.unit.online.conftest import Versions
from operation.tests.unit.online.interrupted_endpoints import InterruptedEndpoints, KilledError
from operation.tests.unit.online.memory_endpoints import MemoryEndpoints

CLOCK = Clock(wait=without_waiting)
MIRRORING = Mirroring(percent=10, requests=2, seconds=0, maximum_error_rate=0)
Run = Callable[[OnlineEndpoints], None]


def rollout_to(versions: Versions, number: int) -> Run:
    """Return all steps of a rollout, one after the other, each as its step does it."""
    wanted, test = versions.wanted(number), versions.test()

    def run(endpoints: OnlineEndpoints) -> None:
        deploy(endpoints, wanted)
        smoke_test(endpoints, deployed(endpoints, wanted), test)
        mirror(endpoints, deployed(endpoints, wanted), versions.request, MIRRORING, CLOCK)
        shift(endpoints, deployed(endpoints, wanted), [10, 50, 100], CLOCK.now, lambda *_: None)
        delete_others(endpoints, deployed(endpoints, wanted))

    return run


def rollback(versions: Versions) -> Run:
    """Return the command that goes back."""

    def test(endpoints: OnlineEndpoints) -> Callable[[Deployment, Wanted], None]:
        return lambda deployment, _: smoke_test(endpoints, deployment, versions.test())

    def run(endpoints: OnlineEndpoints) -> None:
        roll_back(endpoints, versions.wanted, test(endpoints))

    return run


def interruptions(run: Run, start: Callable[[], OnlineEndpoints], look: Callable[[OnlineEndpoints], None]) -> int:
    """Kill a run after its first call, after its second, and so on; look, run again, and count the kills."""
    for calls in count(1):
        endpoints = start()
        try:
            run(InterruptedEndpoints(endpoints, calls))
        except KilledError:
            look(endpoints)
            run(endpoints)
            look(endpoints)
        else:
            return calls - 1
    raise AssertionError


@pytest.fixture
def start(versions: Versions) -> Callable[[], MemoryEndpoints]:
    """Return what makes a new endpoint where version 1 serves."""

    def started() -> MemoryEndpoints:
        endpoints = MemoryEndpoints(versions.smoke_test["response"])
        give_all_traffic(endpoints, deploy(endpoints, versions.wanted(1)))
        return endpoints

    return started


def test_a_rollout_that_is_killed_after_any_call_continues_where_it_was(
    start: Callable[[], MemoryEndpoints], versions: Versions
) -> None:
    ends = set()

    def look(endpoints: OnlineEndpoints) -> None:
        assert endpoints.invoke(versions.request).response["predictions"]
        ends.add(str(situation_of(endpoints)))

    assert interruptions(rollout_to(versions, 2), start, look) >= 12
    assert "green (version 2) 100 %" in ends
    assert "blue (version 1) 50 %; green (version 2) 50 %" in ends
    endpoints = start()
    rollout_to(versions, 2)(endpoints)
    assert str(situation_of(endpoints)) == "green (version 2) 100 %"


def test_a_rollback_works_after_any_call_of_a_rollout(start: Callable[[], MemoryEndpoints], versions: Versions) -> None:
    rollout = rollout_to(versions, 2)
    for calls in count(1):
        endpoints = start()
        try:
            rollout(InterruptedEndpoints(endpoints, calls))
        except KilledError:
            finished = len(endpoints.deployments()) == 1 and endpoints.deployments()[0].version == 2
            untouched = len(endpoints.deployments()) == 1 and not finished
        else:
            break
        if untouched:
            continue
        rollback(versions)(endpoints)
        rollback(versions)(endpoints)
        serving = situation_of(endpoints).serving()
        assert serving is not None
        assert (serving.version, dict(endpoints.traffic()), dict(endpoints.mirror())) == (1, {serving.name: 100}, {})
        assert endpoints.invoke(versions.request).deployment == serving.name


def test_a_rollback_that_is_killed_after_any_call_continues(
    start: Callable[[], MemoryEndpoints], versions: Versions
) -> None:
    def rolled_out() -> MemoryEndpoints:
        endpoints = start()
        rollout_to(versions, 2)(endpoints)
        return endpoints

    def look(endpoints: OnlineEndpoints) -> None:
        assert endpoints.invoke(versions.request).response["predictions"]

    def back(endpoints: OnlineEndpoints) -> None:
        rollback(versions)(endpoints)
        serving = situation_of(endpoints).serving()
        assert serving is not None
        assert (serving.version, situation_of(endpoints).share(serving)) == (1, 100)

    assert interruptions(back, rolled_out, look) >= 5
