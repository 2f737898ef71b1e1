import json
from pathlib import Path

import pytest
import yaml

from operation.execution.azure_consistency import azure_complaints
from operation.execution.azureml.workspace import names_of, subscription_of, workspace_of
from operation.execution.configuration import Configuration, ConfigurationFolder
from operation.execution.exit_codes import ConfigurationError, ExitCode
from operation.tests.conftest import replace, run_step

SUBSCRIPTION = "3f2504e0-4f89-41d3-9a0c-0305e82c3301"
LOCAL_FILE = {"subscription_id": SUBSCRIPTION, "resource_group": "mine", "workspace_name": "my-workspace"}


def azure_file(project: Path, environment: str) -> Path:
    return ConfigurationFolder(project).environment_file(environment, "azure.yml")


def set_key(file: Path, key: str, value: str) -> None:
    lines = file.read_text("utf-8").splitlines()
    found = [number for number, line in enumerate(lines) if line.strip().startswith(f"{key}:")]
    assert len(found) == 1, (key, found)
    indent = lines[found[0]][: len(lines[found[0]]) - len(lines[found[0]].lstrip())]
    lines[found[0]] = f"{indent}{key}: {value}"
    file.write_text("\n".join(lines) + "\n", "utf-8")


def configured(project: Path, environment: str, **values: str) -> Configuration:
    for key, value in values.items():
        set_key(azure_file(project, environment), key, value)
    return ConfigurationFolder(project).load(environment)


def test_every_environment_says_where_it_is_in_azure(root: Path) -> None:
    folder = ConfigurationFolder(root)
    names = [names_of(folder.load(environment)) for environment in folder.environments()]
    assert len({entry.workspace for entry in names}) == len(names)
    assert len({entry.registry for entry in names}) == 1


def test_an_environment_without_subscription_is_refused_with_its_file_and_a_remedy(
    project: Path, environment: str
) -> None:
    configuration = configured(project, environment, subscription_id='""')
    with pytest.raises(ConfigurationError) as caught:
        subscription_of(configuration)
    assert f"environment_{environment}/azure.yml: subscription_id\n" in str(caught.value)
    assert "az account show --query id" in str(caught.value)


@pytest.mark.parametrize("step", ["train", "infrastructure"])
def test_a_step_in_an_environment_without_subscription_ends_with_the_configuration_exit_code(
    step: str, project: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    set_key(azure_file(project, environment), "subscription_id", '""')
    assert run_step(step, "--env", environment, "--backend", "azureml") == ExitCode.CONFIGURATION
    assert "this environment has no place in Azure" in capsys.readouterr().err
    assert not (project / "outputs").exists()


def test_the_workspace_is_that_of_the_environment(project: Path, environment: str) -> None:
    workspace = workspace_of(configured(project, environment, subscription_id=SUBSCRIPTION))
    assert workspace.subscription_id == SUBSCRIPTION
    assert workspace.name.startswith("mlw-")
    assert workspace.source == f"azure.yml of {environment}"


def test_chosen_names_take_the_place_of_derived_ones(project: Path, environment: str) -> None:
    names = "{ resource_group: shared, workspace: shared-workspace }"
    workspace = workspace_of(configured(project, environment, subscription_id=SUBSCRIPTION, names=names))
    assert (workspace.resource_group, workspace.name) == ("shared", "shared-workspace")


def test_a_config_json_at_the_root_names_the_workspace_of_a_laptop(project: Path, environment: str) -> None:
    (project / "config.json").write_text(json.dumps(LOCAL_FILE), "utf-8")
    workspace = workspace_of(configured(project, environment, subscription_id='""'))
    assert (workspace.resource_group, workspace.name, workspace.source) == ("mine", "my-workspace", "config.json")
    assert "from config.json" in str(workspace)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{", "Expecting property name"),
        (json.dumps({**LOCAL_FILE, "workspace_name": None}), "workspace_name is None"),
        (json.dumps({**LOCAL_FILE, "resource_group": ""}), "resource_group is ''"),
        (json.dumps({"subscription_id": SUBSCRIPTION}), "no 'resource_group'"),
        ("[]", "list indices"),
    ],
)
def test_a_broken_config_json_is_refused(text: str, found: str, project: Path, environment: str) -> None:
    (project / "config.json").write_text(text, "utf-8")
    with pytest.raises(ConfigurationError, match=r"config\.json: \(the file\)") as caught:
        workspace_of(configured(project, environment))
    assert found in str(caught.value)


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("subscription_id", "contoso", "subscription_id"),
        ("location", "West Europe", "location"),
        ("names", "{ storage_account: my-storage }", "expected: for storage_account: 3 to 24 characters"),
        ("names", "{ workspce: mine }", "expected: one of the names application_insights"),
        ("minimum_instances", "3", "expected: minimum_instances of at most maximum_instances, which is 2"),
        ("maximum_instances", "0", "compute.maximum_instances"),
        ("tier", "cheap", "compute.tier"),
        ("run_on", "laptop", "jobs.run_on"),
        ("maximum_minutes", "0", "jobs.maximum_minutes"),
        ("outbound", "none", "network.outbound"),
        ("public_access", '"no"', "network.public_access"),
    ],
)
def test_a_wrong_value_is_refused_with_its_file_and_key(
    key: str, value: str, expected: str, project: Path, environment: str
) -> None:
    with pytest.raises(ConfigurationError) as caught:
        configured(project, environment, **{key: value})
    assert f"environment_{environment}/azure.yml: " in str(caught.value)
    assert expected in str(caught.value)


def test_a_missing_file_is_a_configuration_error(project: Path, environment: str) -> None:
    azure_file(project, environment).unlink()
    assert run_step("validate_configuration") == ExitCode.CONFIGURATION


def test_the_two_ids_of_a_project_come_from_its_answers(root: Path) -> None:
    folder = ConfigurationFolder(root)
    files = [azure_file(root, environment).read_text("utf-8") for environment in folder.environments()]
    assert len({text.split("location:")[0] for text in files}) == 1


def test_a_key_that_is_spelled_wrong_is_named_with_the_known_ones(project: Path, environment: str) -> None:
    replace(azure_file(project, environment), "  run_on:", "  runs_on:")
    with pytest.raises(ConfigurationError, match="one of the keys maximum_minutes, run_on"):
        configured(project, environment)


def connect(project: Path, environment: str, subscription: str) -> None:
    """Give an environment a service connection of a subscription."""
    folder = ConfigurationFolder(project)
    name = f"{folder.project().project_name}-{environment}"
    identity = "scheme: workload_identity_federation, creation: automatic, tenant_id: " + SUBSCRIPTION
    devops = folder.environment_file(environment, "azure_devops.yml")
    content = yaml.safe_load(devops.read_text("utf-8")) | {
        "service_connection": {
            "name": name,
            "subscription": {"id": subscription, "name": "Contoso"},
            "authentication": yaml.safe_load(f"{{ {identity} }}"),
        }
    }
    devops.write_text(yaml.safe_dump(content), "utf-8")
    set_key(folder.environment_file(environment, "pipeline_variables.yml"), "azure_service_connection", name)


def complaints(project: Path, environment: str) -> str:
    return "\n".join(azure_complaints(ConfigurationFolder(project), environment))


def test_pipelines_that_run_steps_in_azure_need_a_place_there(project: Path, environment: str) -> None:
    set_key(azure_file(project, environment), "subscription_id", '""')
    variables = ConfigurationFolder(project).environment_file(environment, "pipeline_variables.yml")
    set_key(variables, "backend", "local")
    assert complaints(project, environment) == ""
    set_key(variables, "backend", "azureml")
    assert f"environment_{environment}/azure.yml: subscription_id\n" in complaints(project, environment)
    assert run_step("validate_configuration") == ExitCode.CONFIGURATION


def test_a_pipeline_signs_in_where_the_environment_is(project: Path, environment: str) -> None:
    connect(project, environment, SUBSCRIPTION)
    configured(project, environment, subscription_id=SUBSCRIPTION.upper(), tenant_id=SUBSCRIPTION)
    assert complaints(project, environment) == ""
    other = SUBSCRIPTION.replace("3", "4")
    configured(project, environment, subscription_id=other, tenant_id=other)
    found = complaints(project, environment)
    assert f"azure.yml: subscription_id\n  expected: {SUBSCRIPTION}, as in azure_devops.yml" in found
    assert f"azure.yml: tenant_id\n  expected: {SUBSCRIPTION}, as in azure_devops.yml" in found


def test_all_environments_have_one_registry(project: Path, environment: str) -> None:
    others = [name for name in ConfigurationFolder(project).environments() if name != environment]
    for other in others:
        configured(project, other, names="{ registry: another-registry }")
        assert "names.registry\n  expected: mlr-" in complaints(project, other)
    configured(project, environment, names="{ registry: another-registry }")
    assert [complaints(project, other) for other in others] == [""] * len(others)
