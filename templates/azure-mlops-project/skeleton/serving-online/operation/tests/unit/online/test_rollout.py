from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from operation.execution.exit_codes import ServiceError
from operation.execution.online.endpoints import Deployment, OnlineEndpoints
from operation.execution.online.local_endpoints import LocalOnlineEndpoints
from operation.execution.online.rollout import delete_others, deploy, deployed, give_all_traffic
from operation.execution.online.situation import situation_of
from operation.execution.online.smoke_test import smoke_test
from operation.tests.unit.online.conftest import Versions
from src.errors import ModelError, SlowModelError


def test_a_new_version_is_deployed_beside_the_one_that_serves_and_gets_no_traffic(
    serving: OnlineEndpoints, versions: Versions
) -> None:
    deployment = deploy(serving, versions.wanted(2))
    assert (deployment.name, deployment.version, deployment.replaces, deployment.sequence) == ("green", 2, 1, 2)
    assert serving.traffic() == {"blue": 100}


def test_versions_are_numbers_so_that_10_comes_after_9(endpoints: OnlineEndpoints, versions: Versions) -> None:
    give_all_traffic(endpoints, deploy(endpoints, versions.wanted(9)))
    assert deploy(endpoints, versions.wanted(10)).replaces == 9
    latest = situation_of(endpoints).with_version(10)
    assert latest is not None
    assert latest.tags()["model_version"] == "10"


def test_deploying_again_changes_nothing(serving: OnlineEndpoints, versions: Versions) -> None:
    first = deploy(serving, versions.wanted(2))
    assert deploy(serving, versions.wanted(2)) == first
    assert len(serving.deployments()) == 2


def test_a_version_that_serves_already_is_not_deployed_again(serving: OnlineEndpoints, versions: Versions) -> None:
    assert deploy(serving, versions.wanted(1)).name == "blue"
    assert len(serving.deployments()) == 1


def test_the_same_version_with_other_settings_is_another_deployment(
    serving: OnlineEndpoints, versions: Versions
) -> None:
    assert deploy(serving, replace(versions.wanted(1), fingerprint="other-settings")).name == "green"


def test_what_an_earlier_rollout_left_without_traffic_makes_room(serving: OnlineEndpoints, versions: Versions) -> None:
    deploy(serving, versions.wanted(2))
    serving.set_mirror({"green": 10})
    assert deploy(serving, versions.wanted(3)).name == "green"
    assert [found.version for found in serving.deployments()] == [1, 3]
    assert serving.mirror() == {}


def test_a_rollout_that_is_half_done_is_not_run_over(serving: OnlineEndpoints, versions: Versions) -> None:
    deploy(serving, versions.wanted(2))
    serving.set_traffic({"blue": 50, "green": 50})
    with pytest.raises(ServiceError, match=r"blue \(version 1\) 50 %; green \(version 2\) 50 %"):
        deploy(serving, versions.wanted(3))


def test_a_deployment_that_never_became_ready_is_made_anew(serving: LocalOnlineEndpoints, versions: Versions) -> None:
    class NotReady(LocalOnlineEndpoints):
        def deployments(self) -> Sequence[Deployment]:
            return [replace(found, ready=found.name != "green" or self.mended) for found in super().deployments()]

        mended = False

        def delete_deployment(self, name: str) -> None:
            super().delete_deployment(name)
            self.mended = True

    deploy(serving, versions.wanted(2))
    endpoints = NotReady(serving.folder)
    with pytest.raises(ServiceError, match="not ready"):
        deployed(endpoints, versions.wanted(2))
    assert deploy(endpoints, versions.wanted(2)).name == "green"
    assert deployed(endpoints, versions.wanted(2)).version == 2


def test_a_step_whose_deployment_is_missing_says_what_to_run(serving: OnlineEndpoints, versions: Versions) -> None:
    with pytest.raises(ServiceError, match="Run deploy_online"):
        deployed(serving, versions.wanted(2))


def test_the_smoke_test_asks_the_deployment_itself(serving: OnlineEndpoints, versions: Versions) -> None:
    deployment = deploy(serving, versions.wanted(2))
    smoke_test(serving, deployment, versions.test())
    assert len(serving.logs("green", 100)) == 3
    assert serving.logs("blue", 100) == []


def test_an_answer_that_differs_from_the_one_at_training_fails_the_smoke_test(
    serving: OnlineEndpoints, versions: Versions
) -> None:
    first = versions.smoke_test["response"]["predictions"][0]
    others = {"predictions": [dict.fromkeys(first, "other"), *versions.smoke_test["response"]["predictions"][1:]]}
    with pytest.raises(ModelError, match="record 0"):
        smoke_test(serving, serving.deployments()[0], replace(versions.test(), response=others))


def test_a_model_that_answers_too_late_fails_the_smoke_test(serving: OnlineEndpoints, versions: Versions) -> None:
    with pytest.raises(SlowModelError, match="at most 0 ms"):
        smoke_test(serving, serving.deployments()[0], versions.test(maximum_milliseconds=0.000001))


def test_a_model_that_cannot_answer_fails_the_smoke_test(
    serving: OnlineEndpoints, versions: Versions, broken: Path
) -> None:
    deployment = deploy(serving, versions.wanted(2, broken))
    with pytest.raises(ServiceError, match="500"):
        smoke_test(serving, deployment, versions.test())


def test_others_are_deleted_only_once_one_answers_everything(serving: OnlineEndpoints, versions: Versions) -> None:
    deployment = deploy(serving, versions.wanted(2))
    with pytest.raises(ServiceError, match="answers every request"):
        delete_others(serving, deployment)
    give_all_traffic(serving, deployment)
    delete_others(serving, deployment)
    assert [found.name for found in serving.deployments()] == ["green"]
    delete_others(serving, deployment)
    assert serving.invoke(versions.request).deployment == "green"


def test_the_third_version_takes_the_colour_of_the_first(serving: OnlineEndpoints, versions: Versions) -> None:
    for number in (2, 3):
        deployment = deploy(serving, versions.wanted(number))
        give_all_traffic(serving, deployment)
        delete_others(serving, deployment)
    assert str(situation_of(serving)) == "blue (version 3) 100 %"
