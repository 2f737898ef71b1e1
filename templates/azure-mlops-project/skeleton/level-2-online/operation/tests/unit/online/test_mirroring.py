import json
from dataclasses import replace
from pathlib import Path

import pytest

from operation.execution.exit_codes import StepTimeoutError
from operation.execution.online.local_endpoints import LocalOnlineEndpoints
from operation.execution.online.mirroring import Mirroring, mirror
from operation.execution.online.observing import Clock, clock_of, observed
from operation.execution.online.rollout import deploy
from operation.tests.unit.online.conftest import Versions
from src.errors import GateError

MIRRORING = Mirroring(percent=10, requests=5, seconds=60, maximum_error_rate=0)


def test_the_new_deployment_answers_mirrored_requests_and_then_none(
    serving: LocalOnlineEndpoints, versions: Versions
) -> None:
    waited: list[float] = []
    deployment = deploy(serving, versions.wanted(2))
    mirror(serving, deployment, versions.request, MIRRORING, Clock(wait=waited.append))
    assert waited == [60]
    assert [json.loads(line)["mirrored"] for line in serving.logs("green", 99)] == [True] * 5
    assert (serving.mirror(), serving.traffic()) == ({}, {"blue": 100})


def test_a_deployment_that_fails_mirrored_requests_is_refused_and_mirrored_no_longer(
    serving: LocalOnlineEndpoints, versions: Versions, broken: Path
) -> None:
    deployment = deploy(serving, versions.wanted(2, broken))
    with pytest.raises(GateError, match=r"found:    100\.0% of 5"):
        mirror(serving, deployment, versions.request, MIRRORING, clock_of("local"))
    assert (serving.mirror(), serving.traffic()) == ({}, {"blue": 100})


def test_nothing_is_mirrored_where_it_would_make_no_sense(
    serving: LocalOnlineEndpoints,
    endpoints: LocalOnlineEndpoints,
    versions: Versions,
    capsys: pytest.CaptureFixture[str],
) -> None:
    deployment = deploy(serving, versions.wanted(2))
    clock = clock_of("local")
    mirror(serving, deployment, versions.request, replace(MIRRORING, percent=0), clock)
    serving.set_traffic({"blue": 90, "green": 10})
    mirror(serving, deployment, versions.request, MIRRORING, clock)
    alone = LocalOnlineEndpoints(endpoints.folder.parent / "alone")
    mirror(alone, deploy(alone, versions.wanted(1)), versions.request, MIRRORING, clock)
    said = capsys.readouterr().out
    assert said.count("nothing is mirrored") == 3
    assert all(reason in said for reason in ("percent is 0", "has traffic already", "no other deployment"))
    assert serving.logs("green", 99) == []


def test_mirrored_requests_that_nobody_logs_end_in_a_timeout(serving: LocalOnlineEndpoints, versions: Versions) -> None:
    deployment = deploy(serving, versions.wanted(2))
    waited: list[float] = []
    with pytest.raises(StepTimeoutError, match="at least 1 answers within 120 s"):
        observed(serving, deployment, Clock(wait=waited.append), since=0)
    assert sum(waited) == 120


def test_only_a_local_endpoint_is_not_waited_for(capsys: pytest.CaptureFixture[str]) -> None:
    clock_of("local").wait(3600)
    assert "not waiting 3600 s" in capsys.readouterr().out
    assert clock_of("azureml").wait is Clock().wait
