import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from operation.execution.azure_infrastructure.creation import create_resources, finish, loaded
from operation.execution.azure_infrastructure.resource import Resource
from operation.execution.azure_infrastructure.resource_manager import ResourceManager
from operation.execution.azure_infrastructure.resources import FOLDER, filled, resources_of
from operation.execution.azure_names import RULES
from operation.execution.configuration import Configuration, ConfigurationFolder
from operation.execution.exit_codes import (
    AuthenticationError,
    ConfigurationError,
    ExitCode,
    ServiceError,
    StepTimeoutError,
)
from operation.tests.azure_answers import Answers, Respond, Somebody, error, no_network
from operation.tests.conftest import run_step
from operation.tests.unit.test_azure_configuration import SUBSCRIPTION, configured

GROUP = Resource("resource_group", {"id": "/subscriptions/s/resourceGroups/g", "api_version": "2024-03-01", "body": {}})


class Notes:
    """Notes what it is asked to create."""

    def __init__(self) -> None:
        self.created: list[str] = []

    def create(self, resource: Resource) -> str:
        self.created.append(resource.kind)
        return "noted"


@pytest.fixture
def placed(project: Path, environment: str) -> Configuration:
    """Return the configuration of an environment with a place in Azure."""
    return configured(project, environment, subscription_id=SUBSCRIPTION, tenant_id=SUBSCRIPTION)


def manager_of(respond: Respond, maximum_seconds: float = 60) -> tuple[ResourceManager, Answers]:
    answers = Answers(respond)
    manager = ResourceManager(
        Somebody(), transport=answers.transport(), sleep=lambda _: None, maximum_seconds=maximum_seconds
    )
    return manager, answers


def test_every_file_of_the_folder_is_a_resource_in_the_order_or_one_of_a_level(placed: Configuration) -> None:
    kinds = [resource.kind for resource in resources_of(placed)]
    assert {path.stem for path in FOLDER.glob("*.yml")} >= {*kinds}
    assert kinds.index("resource_group") == 0
    assert kinds.index("workspace") > max(kinds.index(kind) for kind in ("storage_account", "key_vault"))
    assert kinds.index("compute") > kinds.index("workspace")


def test_every_resource_has_a_name_that_azure_takes(placed: Configuration) -> None:
    for resource in resources_of(placed):
        assert RULES[resource.kind].allows(resource.name), resource.label


def test_no_placeholder_is_left_and_the_workspace_refers_to_what_is_created(placed: Configuration) -> None:
    resources = {resource.kind: resource for resource in resources_of(placed)}
    text = "\n".join(resource.text() for resource in resources.values())
    assert re.search(r"\{[a-z_]+\}", text) is None
    workspace = resources["workspace"].document
    for kind in ("storage_account", "key_vault", "application_insights", "container_registry"):
        assert workspace[kind] == resources[kind].document["id"]


@pytest.mark.parametrize("public", ["true", "false"])
@pytest.mark.parametrize("outbound", ["any", "internet", "approved"])
def test_workspace_and_cluster_load_whatever_the_network_is(
    public: str, outbound: str, placed: Configuration, project: Path
) -> None:
    configuration = configured(project, placed.environment, public_access=public, outbound=outbound)
    resources = {resource.kind: resource for resource in resources_of(configuration)}
    workspace: Any = loaded(resources["workspace"])
    compute: Any = loaded(resources["compute"])
    open_to_all = public == "true"
    assert workspace.public_network_access == ("Enabled" if open_to_all else "Disabled")
    assert workspace.image_build_compute == (None if open_to_all else compute.name)
    assert (workspace.managed_network.isolation_mode == "Disabled") is (outbound == "any")
    assert (compute.min_instances, compute.max_instances) == (0, 2)
    assert compute.enable_node_public_ip is open_to_all
    tier = resources["container_registry"].document["body"]["sku"]["name"]
    assert tier == ("Basic" if open_to_all else "Premium")


def test_without_a_cluster_none_is_created(placed: Configuration, project: Path) -> None:
    configuration = configured(project, placed.environment, run_on="serverless")
    assert "compute" not in [resource.kind for resource in resources_of(configuration)]


def test_yaml_that_the_platform_refuses_is_named(placed: Configuration) -> None:
    (compute,) = (resource for resource in resources_of(placed) if resource.kind == "compute")
    broken = Resource("compute", {**compute.document, "min_instances": "many"})
    with pytest.raises(ConfigurationError, match="read the YAML of compute cpu-cluster"):
        loaded(broken)


def test_an_unknown_placeholder_and_a_file_without_keys_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "compute.yml"
    file.write_text('name: "{computer}"\n', "utf-8")
    with pytest.raises(ConfigurationError, match=r"placeholders out of compute\n  found:    computer"):
        filled(file, {"compute": "cpu-cluster"})
    file.write_text("- a\n", "utf-8")
    with pytest.raises(ConfigurationError, match="a group of keys"):
        filled(file, {})


def test_a_placeholder_alone_keeps_its_type_and_none_leaves_the_key_out(tmp_path: Path) -> None:
    file = tmp_path / "a.yml"
    file.write_text('a: "{number}"\nb: "n{number}"\nc: "{nothing}"\nd: ["{number}", {e: "{nothing}"}]\n', "utf-8")
    assert filled(file, {"number": 3, "nothing": None}) == {"a": 3, "b": "n3", "d": [3, {}]}


def test_each_resource_goes_to_the_service_that_creates_it(placed: Configuration) -> None:
    manager, learning = Notes(), Notes()
    create_resources(resources_of(placed), manager, learning)
    assert learning.created[:2] == ["workspace", "compute"]
    assert manager.created[0] == "resource_group"
    assert {*manager.created} >= {"storage_account", "key_vault", "log_analytics", "application_insights"}


def test_what_is_there_is_left_as_it_is() -> None:
    manager, answers = manager_of(lambda *_: (200, {"name": "g"}))
    assert manager.create(GROUP) == "there already, left as it is"
    assert answers.seen == [("GET", "/subscriptions/s/resourceGroups/g")]


def test_what_is_missing_is_created_and_waited_for() -> None:
    states = iter(["accepted", "missing", "Creating", "Succeeded"])

    def respond(method: str, _path: str, body: object) -> tuple[int, Any]:
        if method == "GET" and "PUT" not in [seen for seen, _ in answers.seen]:
            return error(404, "ResourceNotFound", "gone")
        if method == "PUT":
            assert body == {}
        state = next(states)
        if state == "accepted":
            return 202, None
        if state == "missing":
            return error(404, "ResourceNotFound", "not yet")
        return 200, {"properties": {"provisioningState": state}}

    manager, answers = manager_of(respond)
    assert manager.create(GROUP) == "created"
    assert [method for method, _ in answers.seen] == ["GET", "PUT", "GET", "GET", "GET"]


@pytest.mark.parametrize("state", ["Failed", "Canceled"])
def test_a_resource_that_fails_to_come_up_is_a_service_error(state: str) -> None:
    def respond(method: str, *_: object) -> tuple[int, Any]:
        if method == "GET":
            return error(404, "ResourceNotFound", "gone")
        return 201, {"properties": {"provisioningState": state}}

    with pytest.raises(ServiceError, match=f"found:    {state}"):
        manager_of(respond)[0].create(GROUP)


def test_a_resource_that_takes_too_long_ends_with_the_timeout_exit_code() -> None:
    def respond(method: str, *_: object) -> tuple[int, Any]:
        return (
            error(404, "ResourceNotFound", "gone")
            if method == "GET"
            else (201, {"properties": {"provisioningState": "X"}})
        )

    with pytest.raises(StepTimeoutError, match="still X after 0 s"):
        manager_of(respond, maximum_seconds=0)[0].create(GROUP)


@pytest.mark.parametrize(("status", "kind"), [(403, AuthenticationError), (400, ServiceError), (409, ServiceError)])
def test_a_refusal_has_the_words_of_the_service(status: int, kind: type[Exception]) -> None:
    def respond(method: str, *_: object) -> tuple[int, Any]:
        return (
            error(404, "ResourceNotFound", "gone") if method == "GET" else error(status, "VaultNameTaken", "Another.")
        )

    with pytest.raises(kind, match="VaultNameTaken: Another"):
        manager_of(respond)[0].create(GROUP)


def test_no_network_is_a_service_error() -> None:
    with pytest.raises(ServiceError, match="Check the connection and the proxy"):
        manager_of(no_network)[0].create(GROUP)


class Operation:
    """A long-running operation."""

    def __init__(self, *, done: bool) -> None:
        self.is_done = done
        self.waited: list[float] = []

    def wait(self, timeout: float) -> None:
        self.waited.append(timeout)

    def done(self) -> bool:
        return self.is_done

    def result(self) -> str:
        assert self.is_done
        return "ready"


def test_an_operation_is_waited_for_no_longer_than_stated() -> None:
    ready, late = Operation(done=True), Operation(done=False)
    finish(ready, "workspace w", 5)
    assert ready.waited == [5]
    with pytest.raises(StepTimeoutError, match="workspace w: not ready after 5 s"):
        finish(late, "workspace w", 5)


def test_the_dry_run_prints_yaml_of_every_resource_and_creates_nothing(
    placed: Configuration, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ("--env", placed.environment, "--backend", "azureml", "--dry-run")
    assert run_step("infrastructure", *options) == ExitCode.OK
    printed = capsys.readouterr().out.split("dry run, nothing is created:\n")[1]
    documents = [document for document in yaml.safe_load_all(printed) if document]
    assert documents == [dict(resource.document) for resource in resources_of(placed)]


def test_the_local_backend_says_that_there_is_nothing_to_create(
    project: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_step("infrastructure", "--env", environment, "--backend", "local") == ExitCode.OK
    assert "nothing to create: with --backend local" in capsys.readouterr().out
    assert not (project / "outputs").exists()


def test_every_environment_of_a_project_gets_resources_of_its_own(placed: Configuration, project: Path) -> None:
    folder = ConfigurationFolder(project)
    names = []
    for environment in folder.environments():
        configuration = configured(project, environment, subscription_id=SUBSCRIPTION)
        of_environment = [resource.name for resource in resources_of(configuration) if resource.kind != "compute"]
        names += [name for name in of_environment if placed.project.project_name[:3] in name]
    assert len(set(names)) == len(names)
