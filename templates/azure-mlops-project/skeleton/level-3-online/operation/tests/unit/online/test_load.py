from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from operation.execution.exit_codes import AuthenticationError
from operation.execution.online.endpoints import Answer
from operation.execution.online.load import Load, put_load, require_within
from operation.execution.online.local_endpoints import LocalOnlineEndpoints
from operation.execution.online.rollout import deploy
from operation.tests.unit.online.conftest import Versions
from src.errors import GateError, SlowModelError

LOAD = Load(requests=12, clients=3, maximum_milliseconds=60_000, maximum_error_rate=0)


class ClosedEndpoints(LocalOnlineEndpoints):
    """An endpoint that we may not ask."""

    def invoke(self, request: Mapping[str, Any], deployment: str | None = None) -> Answer:
        message = f"the identity may not ask {deployment} {len(request)} things"
        raise AuthenticationError(message)


def test_every_request_of_every_client_is_measured(serving: LocalOnlineEndpoints, versions: Versions) -> None:
    measured = put_load(serving, versions.request, LOAD)
    require_within(measured, LOAD)
    assert measured.observations.requests == 12
    assert len(serving.logs("blue", 99)) == 13
    table = measured.table()
    assert [line.split()[0] for line in table.splitlines()[1:6]] == ["50", "90", "95", "99", "100"]
    assert "12 requests, 0 failed" in table


def test_a_deployment_that_fails_under_load_is_refused(
    serving: LocalOnlineEndpoints, versions: Versions, broken: Path
) -> None:
    measured = put_load(serving, versions.request, LOAD, deploy(serving, versions.wanted(2, broken)))
    assert measured.observations.errors == 12
    with pytest.raises(GateError, match=r"found:    100\.0%, the first: deployment green answered 500"):
        require_within(measured, LOAD)


def test_who_may_not_ask_is_no_failure_of_the_deployment(serving: LocalOnlineEndpoints, versions: Versions) -> None:
    with pytest.raises(AuthenticationError, match="the identity"):
        put_load(ClosedEndpoints(serving.folder), versions.request, LOAD)


def test_a_deployment_that_is_slow_under_load_is_refused(serving: LocalOnlineEndpoints, versions: Versions) -> None:
    slow = Load(requests=3, clients=1, maximum_milliseconds=0.0001, maximum_error_rate=0)
    with pytest.raises(SlowModelError, match="95th percentile"):
        require_within(put_load(serving, versions.request, slow), slow)
