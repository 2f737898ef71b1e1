import json
from pathlib import Path

import pytest

from operation.execution.configuration import ConfigurationFolder
from operation.execution.locations import outputs_directory, release_directory
from operation.execution.online.connection import endpoints_of
from operation.execution.online.endpoints import OnlineEndpoints
from operation.execution.online.situation import situation_of
from operation.execution.registry.release_registry import release_registry
from operation.tests.conftest import replace
from operation.tests.online_project import online_step, release_version, train_another

STEPS = ("deploy_online", "set_alerts_online", "smoke_test_online", "mirror_online", "shift_online", "finish_online")


def endpoints(environment: str) -> OnlineEndpoints:
    return endpoints_of("local", ConfigurationFolder(Path()).load(environment))


def endpoint(environment: str) -> str:
    return str(situation_of(endpoints(environment)))


@pytest.fixture
def serving(trained_project: Path, environment: str) -> Path:
    """Return a project whose endpoint answers with version 1, and that has released version 2; it asks little."""
    folder = ConfigurationFolder(trained_project)
    online = folder.environment_file(environment, "online.yml")
    replace(online, "  requests: 20", "  requests: 1")
    # How busy the computer is that runs the tests is not what they are about.
    replace(online, "  maximum_milliseconds: 1000", "  maximum_milliseconds: 100000")
    replace(folder.environment_file(environment, "traffic.yml"), "  requests: 100", "  requests: 30")
    traffic = folder.environment_file(environment, "traffic.yml")
    # On Kubernetes nothing is mirrored.
    traffic.write_text(traffic.read_text("utf-8").replace("  percent: 10", "  percent: 50"), "utf-8")
    release_version(environment)
    for step in ("deploy_online", "shift_online"):
        assert online_step(step, environment) == 0
    train_another(environment)
    assert release_version(environment) == 2
    return trained_project


@pytest.mark.usefixtures("serving")
def test_a_version_travels_from_no_traffic_to_all_of_it_and_every_step_may_be_repeated(environment: str) -> None:
    seen = []
    for step in STEPS:
        assert online_step(step, environment) == 0, step
        assert online_step(step, environment) == 0, f"{step} again"
        seen.append(endpoint(environment))
    assert seen[:4] == ["blue (version 1) 100 %; green (version 2) 0 %"] * 4
    assert seen[4:] == ["blue (version 1) 0 %; green (version 2) 100 %", "green (version 2) 100 %"]


@pytest.mark.usefixtures("serving")
def test_a_step_before_its_turn_says_which_one_is_missing(environment: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert online_step("shift_online", environment) == 60
    assert "Run deploy_online" in capsys.readouterr().err
    assert online_step("deploy_online", environment) == 0
    assert online_step("finish_online", environment) == 60
    assert "Run the steps that give it traffic" in capsys.readouterr().err


@pytest.mark.usefixtures("serving")
def test_a_version_that_answers_otherwise_than_trained_never_gets_traffic(environment: str) -> None:
    record = release_directory(environment) / "model" / "smoke_test.json"
    content = json.loads(record.read_text("utf-8"))
    content["response"]["predictions"][0] = {"other": 1}
    record.write_text(json.dumps(content), "utf-8")
    assert online_step("deploy_online", environment) == 0
    assert online_step("smoke_test_online", environment) == 25
    assert endpoint(environment) == "blue (version 1) 100 %; green (version 2) 0 %"


@pytest.mark.usefixtures("serving")
def test_a_rollback_works_half_way_through_and_after_the_end_and_tells_the_registry(
    environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    configuration = ConfigurationFolder(Path()).load(environment)
    registry, model = release_registry("local", configuration), configuration.project.project_name
    for number in ("1", "2"):
        registry.set_champion(registry.get(model, number), environment)
    assert online_step("deploy_online", environment) == 0
    endpoints(environment).set_traffic({"blue": 50, "green": 50})
    capsys.readouterr()
    assert online_step("rollback_online", environment) == 0
    assert "only the endpoint and the champion went back" in capsys.readouterr().out
    assert endpoint(environment) == "blue (version 1) 100 %; green (version 2) 0 %"
    rollout = ("deploy_online", "shift_online", "finish_online")
    for step in (*rollout, "rollback_online", "rollback_online"):
        assert online_step(step, environment) == 0, step
    assert endpoint(environment) == "blue (version 1) 100 %; green (version 2) 0 %"
    champion = registry.champion(model, environment)
    assert champion is not None
    assert champion.version == "1"
    assert online_step("rollback_online", environment, "--to", "2") == 0
    assert endpoint(environment) == "blue (version 1) 0 %; green (version 2) 100 %"


@pytest.mark.usefixtures("serving")
def test_requests_and_answers_are_collected(environment: str) -> None:
    request = json.loads((release_directory(environment) / "model" / "smoke_test.json").read_text("utf-8"))["request"]
    endpoints(environment).invoke(request)
    collected = sorted((outputs_directory(environment) / "online").rglob("model_*.jsonl"))
    assert [file.name for file in collected] == ["model_inputs.jsonl", "model_outputs.jsonl"]


@pytest.mark.usefixtures("serving")
def test_other_settings_are_rolled_out_like_another_version(environment: str) -> None:
    for step in ("deploy_online", "shift_online", "finish_online"):
        assert online_step(step, environment) == 0, step
    file = ConfigurationFolder(Path()).environment_file(environment, "online.yml")
    replace(file, "instance_count: ", "instance_count: 1")
    assert online_step("deploy_online", environment) == 0
    assert endpoint(environment) == "blue (version 2) 0 %; green (version 2) 100 %"


@pytest.mark.usefixtures("serving")
def test_mirroring_on_kubernetes_is_refused(environment: str, capsys: pytest.CaptureFixture[str]) -> None:
    folder = ConfigurationFolder(Path())
    for name, old, new in (
        ("online.yml", "compute: managed", "compute: kubernetes"),
        ("traffic.yml", "percent: 0", "percent: 10"),
    ):
        file = folder.environment_file(environment, name)
        file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    assert online_step("mirror_online", environment) == 10
    assert "mirrors on managed compute only" in capsys.readouterr().err
