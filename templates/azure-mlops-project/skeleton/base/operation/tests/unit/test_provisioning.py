from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from operation.configuration_sections.pipeline_variables import PipelineVariables
from operation.execution import provisioning
from operation.execution.configuration import ConfigurationFolder
from operation.execution.exit_codes import ExitCode
from operation.execution.validate_configuration import complaints_of
from operation.tests.conftest import run_step
from src.problem import METRICS

FOLDER = "operation/configuration"
Complain = Callable[[str, str, str], str]


@pytest.fixture
def complaints_after(project: Path) -> Complain:
    def edit(name: str, old: str, new: str) -> str:
        file = project / FOLDER / name
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")
        return "\n".join(complaints_of(ConfigurationFolder(project)))

    return edit


def test_the_configuration_of_the_project_is_consistent(root: Path) -> None:
    assert complaints_of(ConfigurationFolder(root)) == []


def test_the_step_prints_every_complaint_and_ends_with_the_configuration_exit_code(
    complaints_after: Complain, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    complaints_after(f"environment_{environment}/settings.yml", "source: sample", "source: cloud")
    complaints_after("azure_devops.yml", "azure_pipelines/ci.yml", "azure_pipelines/cd.yml")
    assert run_step("validate_configuration") == ExitCode.CONFIGURATION
    err = capsys.readouterr().err
    assert f"environment_{environment}/settings.yml: data.source" in err
    assert "azure_devops.yml: pipelines.definitions" in err


def test_the_step_passes_for_a_consistent_configuration(project: Path) -> None:
    assert project.is_dir()
    assert run_step("validate_configuration") == ExitCode.OK


def test_a_pipeline_without_definition_is_reported(project: Path) -> None:
    (project / "azure_pipelines/extra.yml").write_text("trigger: none\n", "utf-8")
    assert "azure_pipelines/extra.yml" in "\n".join(complaints_of(ConfigurationFolder(project)))


def test_a_path_of_a_pipeline_that_does_not_exist_is_reported_once_with_the_paths_that_there_are(
    complaints_after: Complain, project: Path
) -> None:
    found = complaints_after("azure_devops.yml", "azure_pipelines/training.yml", "azure_pipelines/trainig.yml")
    there = sorted(path.relative_to(project).as_posix() for path in (project / "azure_pipelines").glob("*.yml"))
    assert ".yaml\n  expected: a pipeline that exists\n" in found
    assert f"found:    azure_pipelines/trainig.yml does not exist; there are {', '.join(there)}\n" in found
    assert found.count("remedy:") == 1


def test_a_pipeline_that_is_defined_twice_is_reported(complaints_after: Complain) -> None:
    found = complaints_after("azure_devops.yml", "azure_pipelines/training.yml", "azure_pipelines/ci.yml")
    assert "expected: each pipeline once\n  found:    azure_pipelines/ci.yml is there twice" in found
    assert "pipelines.definitions\n  expected: one of azure_pipelines/training.yml\n  found:    none" in found


def test_a_pipeline_of_another_name_is_reported(complaints_after: Complain) -> None:
    assert "definitions.0.name" in complaints_after("azure_devops.yml", '    - name: "', '    - name: "x-')


def test_an_unknown_key_of_a_pipeline_is_reported_with_the_known_ones(complaints_after: Complain) -> None:
    found = complaints_after("azure_devops.yml", "      purpose:", "      purpos:")
    assert "pipelines.definitions.0.purpos\n  expected: one of the keys name, purpose, queue, variables, yaml" in found


def test_a_project_of_another_name_is_reported(complaints_after: Complain) -> None:
    name = ConfigurationFolder(Path()).project().project_name
    assert "azure_devops.yml: project\n" in complaints_after(
        "azure_devops.yml", f'project: "{name}"', 'project: "else"'
    )


def test_an_environment_resource_of_another_name_is_reported(complaints_after: Complain, environment: str) -> None:
    found = complaints_after(f"environment_{environment}/azure_devops.yml", f'-{environment}"', '-elsewhere"')
    assert f"environment_{environment}/azure_devops.yml: environment.name" in found


def test_a_variable_group_for_another_environment_is_reported(complaints_after: Complain, environment: str) -> None:
    file = f"environment_{environment}/azure_devops.yml"
    found = complaints_after(file, f'MLOPS_ENVIRONMENT: "{environment}"', 'MLOPS_ENVIRONMENT: "elsewhere"')
    assert "variable_group.variables.MLOPS_ENVIRONMENT" in found


def test_a_permission_for_an_unknown_pipeline_is_reported(complaints_after: Complain, environment: str) -> None:
    file = f"environment_{environment}/azure_devops.yml"
    found = complaints_after(file, "version: 1\n", 'version: 1\npermitted_pipelines: ["elsewhere"]\n')
    assert "permitted_pipelines\n  expected: names out of" in found


def test_a_missing_variable_group_is_reported(project: Path, environment: str) -> None:
    file = project / FOLDER / f"environment_{environment}/azure_devops.yml"
    project_name = ConfigurationFolder(project).project().project_name
    file.write_text(f"version: 1\nenvironment:\n  name: {project_name}-{environment}\n", "utf-8")
    assert "variable_group\n  expected: a value" in "\n".join(complaints_of(ConfigurationFolder(project)))


def test_a_build_validation_by_an_unknown_pipeline_is_reported(complaints_after: Complain) -> None:
    found = complaints_after("azure_devops.yml", '      - pipeline: "', '      - pipeline: "x-')
    assert "branch_policies.0.build_validation\n  expected: names out of" in found


def test_an_automatic_reviewer_that_no_environment_defines_is_reported(complaints_after: Complain) -> None:
    group = f"{ConfigurationFolder(Path()).project().project_name}-gone-approvers"
    branch = f'branch_policies:\n  - branch: release\n    automatic_reviewers: [{{reviewers: ["{group}"]}}]\n'
    found = complaints_after("azure_devops.yml", "branch_policies:\n", branch)
    assert "branch_policies.0.automatic_reviewers\n  expected: names out of" in found
    assert f"found:    ['{group}']" in found


APPROVER_GROUP = """approver_group:
  name: "{group}"
  members: [ari.approver@contoso.example]
checks:
  approval:
    approvers: ["{approver}"]
roles:
  - identity: "{reader}"
    role: Reader
    on: variable_group
"""
CONNECTION = """service_connection:
  name: "{name}"
  subscription: {{ id: 11111111-1111-4111-8111-111111111111, name: Contoso }}
  authentication: {{ {authentication} }}
"""
AUTOMATIC = "scheme: workload_identity_federation, creation: automatic, tenant_id: 22222222-2222-4222-8222-222222222222"


@pytest.fixture
def complaints_with(project: Path, environment: str) -> Callable[..., str]:
    """Complain about an environment that has its variable group, and what a test adds."""
    folder = ConfigurationFolder(project)
    name = f"{folder.project().project_name}-{environment}"

    def write(addition: str, connection: str = "", group: str = "") -> str:
        group = group or f"  variables: {{ MLOPS_ENVIRONMENT: {environment} }}\n"
        base = f"version: 1\nenvironment:\n  name: {name}\nvariable_group:\n  name: {name}\n{group}"
        folder.environment_file(environment, "azure_devops.yml").write_text(base + addition, "utf-8")
        variables = folder.environment_file(environment, "pipeline_variables.yml")
        variables.write_text(f'variables:\n  azure_service_connection: "{connection}"\n  backend: local\n', "utf-8")
        return "\n".join(provisioning.environment_complaints(folder, environment))

    return write


@pytest.fixture
def name(environment: str) -> str:
    """Return what the resources of the environment are named."""
    return f"{ConfigurationFolder(Path()).project().project_name}-{environment}"


def test_an_approver_group_and_a_service_connection_of_the_right_names_are_fine(
    complaints_with: Callable[..., str], name: str
) -> None:
    group = f"{name}-approvers"
    addition = APPROVER_GROUP.format(group=group, approver=group, reader=group)
    addition += CONNECTION.format(name=name, authentication=AUTOMATIC)
    assert complaints_with(addition, connection=name) == ""


def test_an_approver_group_of_another_name_is_reported(complaints_with: Callable[..., str], name: str) -> None:
    group = f"{name}-people"
    found = complaints_with(APPROVER_GROUP.format(group=group, approver=group, reader=group))
    assert f"approver_group.name\n  expected: '{name}-approvers'\n  found:    '{group}'" in found


@pytest.mark.parametrize(("place", "key"), [("approver", "checks.approval.approvers"), ("reader", "roles")])
def test_the_approver_group_of_another_environment_is_reported(
    complaints_with: Callable[..., str], name: str, place: str, key: str
) -> None:
    group = f"{name}-approvers"
    names = {"group": group, "approver": group, "reader": group} | {place: f"{name}-second-approvers"}
    assert f"{key}\n  expected: names out of ['{group}']" in complaints_with(APPROVER_GROUP.format(**names))


def test_a_service_connection_of_another_name_is_reported(complaints_with: Callable[..., str], name: str) -> None:
    found = complaints_with(CONNECTION.format(name="elsewhere", authentication=AUTOMATIC), connection="elsewhere")
    assert f"service_connection.name\n  expected: '{name}'\n  found:    'elsewhere'" in found


def test_a_service_connection_that_the_pipelines_do_not_know_is_reported(
    complaints_with: Callable[..., str], name: str
) -> None:
    found = complaints_with(CONNECTION.format(name=name, authentication=AUTOMATIC))
    assert f"pipeline_variables.yml: variables.azure_service_connection\n  expected: '{name}'" in found
    assert "variables.azure_service_connection\n  expected: ''" in complaints_with("", connection=name)


def test_the_backend_azureml_without_a_service_connection_is_reported(
    complaints_after: Complain, environment: str
) -> None:
    file = f"environment_{environment}/pipeline_variables.yml"
    connection = folder_variables(environment).azure_service_connection
    complaints_after(file, f'azure_service_connection: "{connection}"', 'azure_service_connection: ""')
    complaints_after(file, f'backend: "{folder_variables(environment).backend}"', 'backend: "local"')
    found = complaints_after(file, 'backend: "local"', 'backend: "azureml"')
    assert "azure_service_connection\n  expected: the name of a service connection, as the pipelines run" in found


def folder_variables(environment: str) -> PipelineVariables:
    return provisioning.read_pipeline_variables(ConfigurationFolder(Path()), environment)


def test_a_metric_that_is_not_measured_or_better_the_other_way_is_reported(
    complaints_after: Complain, project: Path
) -> None:
    metric, direction = next(iter(METRICS.items()))
    wrong = "maximums" if direction == "higher" else "minimums"
    gate = {"minimums": {}, "maximums": {}, "gains_over_baseline": {"no_such_metric": 1.0}, wrong: {metric: 1.0}}
    (project / FOLDER / "gate.yml").write_text(yaml.safe_dump(gate), "utf-8")
    found = complaints_after("gate.yml", "no_such_metric", "no_such_metric")
    assert "gate.yml: gains_over_baseline.no_such_metric\n  expected: one of the metrics" in found
    assert f"gate.yml: {wrong}.{metric}" in found
    assert f"which is better when it is {direction}" in found


def test_a_key_vault_behind_an_unknown_service_connection_is_reported(
    complaints_with: Callable[..., str], name: str
) -> None:
    vault = "  key_vault: { name: contoso-vault, service_connection: {}, secrets: [api-key] }\n"
    connection = CONNECTION.format(name=name, authentication=AUTOMATIC)
    known = complaints_with(connection, connection=name, group=vault.replace("{}", name))
    assert known == ""
    unknown = complaints_with(connection, connection=name, group=vault.replace("{}", "elsewhere"))
    assert "variable_group.key_vault.service_connection\n  expected: names out of" in unknown


def test_the_training_environment_must_exist(complaints_after: Complain, environment: str) -> None:
    found = complaints_after("project.yml", f'training_environment: "{environment}"', 'training_environment: "gone"')
    assert "project.yml: variables.training_environment" in found
    assert found.count("remedy:") == 1


def test_an_environment_that_is_not_deployed_is_reported(complaints_after: Complain, environment: str) -> None:
    found = complaints_after("deployment_environments.yml", f'        - "{environment}"\n', '        - "other"\n')
    assert f"each of {', '.join(ConfigurationFolder(Path()).environments())} once" in found


def test_a_deployment_of_another_pipeline_is_reported(complaints_after: Complain) -> None:
    found = complaints_after("../../azure_pipelines/deployment.yml", '-training"', '-other"')
    assert "deployment.yml: resources.pipelines.0.source\n" in found


@pytest.mark.parametrize(
    ("old", "new"), [("      environments:", "      places:"), ('        - "', '        - 1\n        - "')]
)
def test_a_deployment_file_of_another_shape_is_reported(complaints_after: Complain, old: str, new: str) -> None:
    assert "deployment_environments.yml: " in complaints_after("deployment_environments.yml", old, new)


def test_a_deployment_pipeline_of_another_shape_is_reported(complaints_after: Complain) -> None:
    found = complaints_after("../../azure_pipelines/deployment.yml", "  pipelines:", "  repositories:")
    assert "deployment.yml: (the file)\n  expected: resources.pipelines.0.source" in found
