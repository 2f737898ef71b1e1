from collections.abc import Callable
from pathlib import Path

import pytest

from operation.execution.exit_codes import ExitCode
from operation.execution.settings import ConfigurationFolder
from operation.execution.validate_configuration import complaints_of
from operation.tests.conftest import run_step

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


def test_a_pipeline_of_another_name_is_reported(complaints_after: Complain) -> None:
    assert "definitions.0.name" in complaints_after("azure_devops.yml", '-ci"', '-checks"')


def test_an_unknown_key_of_a_pipeline_is_reported_with_the_known_ones(complaints_after: Complain) -> None:
    found = complaints_after("azure_devops.yml", "      purpose:", "      purpos:")
    assert "pipelines.definitions.0.purpos\n  expected: one of the keys name, purpose, yaml" in found


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
    found = complaints_after(f"environment_{environment}/azure_devops.yml", '-deployment"', '-deploy"')
    assert "permitted_pipelines" in found


def test_the_training_environment_must_exist(complaints_after: Complain, environment: str) -> None:
    found = complaints_after("project.yml", f'training_environment: "{environment}"', 'training_environment: "gone"')
    assert "project.yml: variables.training_environment" in found


def test_an_environment_that_is_not_deployed_is_reported(complaints_after: Complain, environment: str) -> None:
    found = complaints_after("deployment_environments.yml", f'        - "{environment}"\n', '        - "other"\n')
    assert f"each of {', '.join(ConfigurationFolder(Path()).environments())} once" in found


def test_a_deployment_of_another_pipeline_is_reported(complaints_after: Complain) -> None:
    assert "source\n" in complaints_after("deployment_environments.yml", '-training"', '-other"')


@pytest.mark.parametrize(
    ("old", "new"), [("      environments:", "      places:"), ('        - "', '        - 1\n        - "')]
)
def test_a_deployment_file_of_another_shape_is_reported(complaints_after: Complain, old: str, new: str) -> None:
    assert "deployment_environments.yml: " in complaints_after("deployment_environments.yml", old, new)
