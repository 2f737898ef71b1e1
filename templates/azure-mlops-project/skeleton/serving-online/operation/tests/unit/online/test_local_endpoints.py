import json
import shutil
from dataclasses import replace
from itertools import cycle
from pathlib import Path

import pytest

from operation.execution.exit_codes import ServiceError
from operation.execution.online.endpoints import Deployment, OnlineEndpoints
from operation.execution.online.local_endpoints import LocalOnlineEndpoints
from operation.execution.online.observations import observe
from operation.execution.online.rollout import deploy
from operation.tests.unit.online.conftest import Versions
from src.errors import DataError, ModelError


def test_a_deployment_really_answers_with_its_own_copy_of_the_model(
    serving: OnlineEndpoints, versions: Versions
) -> None:
    shutil.rmtree(versions.directory)
    answer = serving.invoke(versions.request)
    assert answer.deployment == "blue"
    assert answer.response["predictions"] == versions.smoke_test["response"]["predictions"]
    assert answer.seconds > 0


def test_what_one_step_did_the_next_one_finds(serving: LocalOnlineEndpoints, versions: Versions) -> None:
    deploy(serving, versions.wanted(2))
    serving.set_traffic({"blue": 90, "green": 10})
    again = LocalOnlineEndpoints(serving.folder)
    assert [(found.name, found.version) for found in again.deployments()] == [("blue", 1), ("green", 2)]
    assert again.traffic() == {"blue": 90, "green": 10}
    assert again.name == "endpoint"


def test_requests_are_answered_in_the_shares_of_the_traffic(serving: LocalOnlineEndpoints, versions: Versions) -> None:
    deploy(serving, versions.wanted(2))
    serving.set_traffic({"blue": 75, "green": 25})
    draws = cycle([0.1, 0.3, 0.7, 0.9])
    endpoints = LocalOnlineEndpoints(serving.folder, draw=lambda: next(draws))
    answered = [endpoints.invoke(versions.request).deployment for _ in range(4)]
    assert answered == ["blue", "blue", "blue", "green"]


def test_a_mirrored_request_is_answered_twice_and_the_client_sees_one_answer(
    serving: LocalOnlineEndpoints, versions: Versions
) -> None:
    deploy(serving, versions.wanted(2))
    serving.set_mirror({"green": 10})
    assert serving.invoke(versions.request).deployment == "blue"
    assert [json.loads(line)["mirrored"] for line in serving.logs("green", 10)] == [True]
    assert [json.loads(line)["mirrored"] for line in serving.logs("blue", 10)] == [False]


def test_the_failure_of_a_mirrored_request_reaches_nobody(
    serving: LocalOnlineEndpoints, versions: Versions, broken: Path
) -> None:
    deploy(serving, versions.wanted(2, broken))
    serving.set_mirror({"green": 50})
    assert serving.invoke(versions.request).deployment == "blue"
    assert observe(serving.logs("green", 10)).errors == 1


def test_a_model_that_fails_is_a_failure_of_the_service_and_a_bad_request_one_of_the_data(
    serving: LocalOnlineEndpoints, versions: Versions, broken: Path
) -> None:
    deploy(serving, versions.wanted(2, broken))
    with pytest.raises(ServiceError, match="green answered 500"):
        serving.invoke(versions.request, "green")
    with pytest.raises(DataError, match="blue answered 400"):
        serving.invoke({"records": []}, "blue")


def test_requests_and_answers_are_collected_only_where_that_is_wanted(
    serving: LocalOnlineEndpoints, versions: Versions
) -> None:
    collected = serving.folder / "blue" / "collected"
    serving.invoke(versions.request)
    assert not collected.exists()
    answer = LocalOnlineEndpoints(serving.folder, collect_data=True).invoke(versions.request, "blue")
    lines = [
        json.loads((collected / f"{name}.jsonl").read_text(encoding="utf-8"))
        for name in ("model_inputs", "model_outputs")
    ]
    assert lines[0]["data"] == versions.request["records"]
    assert lines[1]["data"] == answer.response["predictions"]
    assert {line["correlationid"] for line in lines} == {answer.response["correlation_id"]}


def test_an_altered_model_is_not_deployed_and_the_deployment_before_stays(
    serving: LocalOnlineEndpoints, versions: Versions, tmp_path: Path
) -> None:
    altered = tmp_path / "altered"
    shutil.copytree(versions.directory, altered)
    with (altered / "model.pkl").open("ab") as file:
        file.write(b"!")
    wanted = versions.wanted(2)
    with pytest.raises(ModelError, match="SHA-256"):
        deploy(serving, replace(wanted, version=replace(wanted.version, location=altered.as_posix())))
    assert [found.version for found in serving.deployments()] == [1]
    assert serving.invoke(versions.request).deployment == "blue"


def test_a_deployment_with_traffic_is_neither_replaced_nor_deleted(
    serving: OnlineEndpoints, versions: Versions
) -> None:
    same = serving.deployments()[0]
    with pytest.raises(ServiceError, match="Take its traffic away first"):
        serving.create_deployment(same, versions.version(2))
    with pytest.raises(ServiceError, match="Take its traffic away first"):
        serving.delete_deployment("blue")


def test_a_deployment_that_is_not_there_cannot_be_asked(serving: OnlineEndpoints, versions: Versions) -> None:
    with pytest.raises(ServiceError, match="one of blue"):
        serving.invoke(versions.request, "green")


def test_without_an_endpoint_there_is_nothing_to_set(endpoints: LocalOnlineEndpoints) -> None:
    assert (list(endpoints.deployments()), endpoints.traffic(), endpoints.mirror()) == ([], {}, {})
    assert endpoints.logs("blue", 5) == []
    with pytest.raises(ServiceError, match="Run deploy_online first"):
        endpoints.set_traffic({"blue": 100})


def test_a_deployment_that_somebody_made_by_hand_is_named(serving: LocalOnlineEndpoints) -> None:
    by_hand = serving.folder / "red"
    by_hand.mkdir()
    (by_hand / "deployment.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ServiceError, match="deployment red"):
        serving.deployments()


def test_tags_bring_a_deployment_back_as_it_was() -> None:
    deployment = Deployment("green", "model", 10, "abc", "f", 3, replaces=9, puts_back=True)
    assert Deployment.from_tags("green", deployment.tags(), ready=True) == deployment
