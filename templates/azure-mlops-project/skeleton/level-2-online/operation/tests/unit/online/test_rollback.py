from pathlib import Path

import pytest

from operation.execution.exit_codes import ServiceError
from operation.execution.online.endpoints import Deployment, OnlineEndpoints
from operation.execution.online.local_endpoints import LocalOnlineEndpoints
from operation.execution.online.rollback import roll_back
from operation.execution.online.rollout import Wanted, delete_others, deploy, give_all_traffic
from operation.execution.online.situation import situation_of
from operation.execution.online.smoke_test import smoke_test
from operation.tests.unit.online.conftest import Versions
from src.errors import ModelError


def back(endpoints: OnlineEndpoints, versions: Versions, to: int | None = None) -> str:
    def test(deployment: Deployment, _: Wanted) -> None:
        smoke_test(endpoints, deployment, versions.test())

    roll_back(endpoints, versions.wanted, test, to)
    return str(situation_of(endpoints))


@pytest.fixture
def finished(serving: LocalOnlineEndpoints, versions: Versions) -> LocalOnlineEndpoints:
    """Return an endpoint where version 2 has replaced version 1."""
    deployment = deploy(serving, versions.wanted(2))
    give_all_traffic(serving, deployment)
    delete_others(serving, deployment)
    return serving


@pytest.mark.parametrize("traffic", [{"blue": 100}, {"blue": 70, "green": 30}, {"green": 100}])
def test_in_the_middle_of_a_rollout_the_older_deployment_answers_everything_again(
    serving: LocalOnlineEndpoints, versions: Versions, traffic: dict[str, int]
) -> None:
    deploy(serving, versions.wanted(2))
    serving.set_traffic(traffic)
    expected = "blue (version 1) 100 %; green (version 2) 0 %"
    assert back(serving, versions) == expected
    assert back(serving, versions) == expected


def test_mirroring_ends_too(serving: LocalOnlineEndpoints, versions: Versions) -> None:
    deploy(serving, versions.wanted(2))
    serving.set_mirror({"green": 10})
    assert "mirrored" not in back(serving, versions)


def test_after_a_rollout_the_version_that_was_replaced_is_deployed_again(
    finished: LocalOnlineEndpoints, versions: Versions
) -> None:
    expected = "blue (version 1) 100 %; green (version 2) 0 %"
    assert back(finished, versions) == expected
    assert back(finished, versions) == expected


def test_a_rollback_after_which_the_bad_deployment_was_deleted_is_not_done_twice(
    finished: LocalOnlineEndpoints, versions: Versions
) -> None:
    back(finished, versions)
    finished.delete_deployment("green")
    assert back(finished, versions) == "blue (version 1) 100 %"


def test_a_new_rollout_after_a_rollback_replaces_what_was_bad(
    finished: LocalOnlineEndpoints, versions: Versions
) -> None:
    back(finished, versions)
    deployment = deploy(finished, versions.wanted(3))
    assert (deployment.name, deployment.replaces) == ("green", 1)
    assert back(finished, versions) == "blue (version 1) 100 %; green (version 3) 0 %"


def test_any_version_can_be_named(finished: LocalOnlineEndpoints, versions: Versions) -> None:
    assert back(finished, versions, to=10) == "blue (version 10) 100 %; green (version 2) 0 %"
    assert back(finished, versions, to=2) == "blue (version 10) 0 %; green (version 2) 100 %"


def test_a_named_version_takes_the_place_of_a_half_done_rollout(
    serving: LocalOnlineEndpoints, versions: Versions
) -> None:
    deploy(serving, versions.wanted(3))
    serving.set_traffic({"blue": 50, "green": 50})
    assert back(serving, versions, to=2) == "blue (version 1) 0 %; green (version 2) 100 %"


def test_a_version_that_no_longer_answers_as_trained_gets_no_traffic(
    finished: LocalOnlineEndpoints, versions: Versions, broken: Path
) -> None:
    def test(deployment: Deployment, _: Wanted) -> None:
        smoke_test(finished, deployment, versions.test())

    with pytest.raises(ServiceError, match="500"):
        roll_back(finished, lambda number: versions.wanted(number, broken), test)
    assert finished.traffic() == {"green": 100}


def test_the_first_version_has_nothing_before_it(serving: LocalOnlineEndpoints, versions: Versions) -> None:
    with pytest.raises(ModelError, match="nothing to go back to"):
        back(serving, versions)
    assert serving.traffic() == {"blue": 100}


def test_without_a_deployment_there_is_nothing_to_go_back_from(
    endpoints: LocalOnlineEndpoints, versions: Versions
) -> None:
    with pytest.raises(ServiceError, match="Nothing was deployed here"):
        back(endpoints, versions)
