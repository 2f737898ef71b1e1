import importlib
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from operation.execution.exit_codes import ExitCode
from operation.execution.pipeline_files import read_pipeline_file, read_pipeline_files, steps_of
from operation.execution.pipeline_rules import complaints_of_project, step_lines
from operation.tests.conftest import run_step

CI = "azure_pipelines/ci.yml"
TRAINING = "azure_pipelines/training.yml"
RELEASE = "azure_pipelines/templates/release_model.yml"
INFRASTRUCTURE = "azure_pipelines/infrastructure.yml"
DEPLOYMENT = "azure_pipelines/templates/deploy_environments.yml"
INSTALL = "azure_pipelines/templates/install.yml"
SIGN_IN = "azure_pipelines/templates/azure_sign_in.yml"
STEP = "azure_pipelines/templates/step.yml"
LINT = "      - script: python -m operation.execution.lint\n"

Edit = tuple[str, str, str]
MISTAKES: dict[str, tuple[Edit, str]] = {
    "inline logic": ((CI, LINT, "      - script: make lint\n"), "is not one line"),
    "two commands": ((CI, LINT, LINT.replace("lint\n", "lint && true\n")), "is not one line"),
    "a bash step": ((CI, LINT, "      - bash: ls\n"), "a step of kind ['bash', 'displayName'] is not allowed"),
    "an unknown task": ((CI, "PublishTestResults@2", "Bash@3"), "task Bash@3 is not allowed"),
    "a step that does not exist": ((CI, LINT, LINT.replace("lint", "polish")), "is no step"),
    "a module that is no step": ((CI, LINT, LINT.replace("lint", "settings")), "is no step"),
    "an option that a step does not have": (
        (TRAINING, ".training_pipeline --env", ".training_pipeline --enviroment dev --env"),
        "unrecognized arguments: --enviroment dev; the step has --env, --backend, --dry-run, --rehearsal, --no-wait",
    ),
    "an option in the place of one that a step needs": (
        (TRAINING, ".training_pipeline --env", ".training_pipeline --enviroment"),
        "the following arguments are required: --env; the step has --env, --backend",
    ),
    "a value that an option does not take": (
        (TRAINING, "--backend ${{ variables.backend }}", "--backend cloud"),
        "argument --backend: invalid choice: 'cloud'",
    ),
    "an open quotation mark": ((CI, LINT, LINT.replace("lint\n", "lint --x 'y\n")), "No closing quotation"),
    "options of a step that has none": ((CI, LINT, LINT.replace("lint\n", "lint --fix\n")), "arguments: --fix"),
    "a pipeline macro in a step": (
        (CI, LINT, LINT.replace("lint\n", "lint --x $(Build.BuildId)\n")),
        "a laptop cannot",
    ),
    "a condition on a step": ((CI, LINT, LINT + "        condition: false\n"), "can skip the step"),
    "hidden failures": ((CI, LINT, LINT + "        continueOnError: true\n"), "`continueOnError` hides failures"),
    "hidden findings": ((CI, LINT, LINT.replace("lint\n", "lint --exit-zero\n")), "hides failures"),
    "no trigger": ((TRAINING, "trigger: none\n", ""), "`trigger` is missing"),
    "a trigger that Azure Repos ignores": ((CI, "trigger:\n", "pr: [main]\ntrigger:\n"), "`pr` has no effect"),
    "no environment": (
        (DEPLOYMENT, "            environment: ${{ variables.project_name }}-${{ environment }}\n", ""),
        "has no environment",
    ),
    "no strategy": ((DEPLOYMENT, "            strategy:\n", "            templateContext:\n"), "has no strategy"),
    "no checkout": ((DEPLOYMENT, "- checkout: self", "- checkout: none"), "has no `checkout: self`"),
    "an environment on a plain job": (
        (TRAINING, "  - job: training\n", "  - job: training\n    environment: x\n"),
        "only a",
    ),
    "a step that is not signed in to Azure": (
        (CI, LINT, LINT.replace("lint\n", "prepare --env dev --backend local\n")),
        "would not be signed in",
    ),
    "logic in the line of a step": (
        (TRAINING, "line: python -m operation.execution.training_pipeline", "line: az ml job create"),
        "is not one line",
    ),
    "a step without line": ((TRAINING, "line: python", "lines: python"), "is not one line"),
    "logic in the template of steps": ((STEP, "- script: ${{ parameters.line }}", "- script: make"), "is not one line"),
    "logic that is signed in": ((STEP, "inlineScript: ${{ parameters.line }}", "inlineScript: make"), "only checks"),
    "a stage that a newer run cancels": (
        (DEPLOYMENT, "        lockBehavior: sequential\n", ""),
        "stage release_${{ replace(environment, '-', '_') }} may wait for an exclusive lock",
    ),
    "a pipeline with an environment that a newer run cancels": (
        (INFRASTRUCTURE, "lockBehavior: sequential", "lockBehavior: runLatest"),
        "expected `lockBehavior: sequential`, found 'runLatest'",
    ),
    "a pipeline that signs in and that a newer run cancels": (
        (TRAINING, "lockBehavior: sequential\n", ""),
        "the pipeline may wait for an exclusive lock: expected `lockBehavior: sequential`, found None",
    ),
    "a stage that runs after a failure": (
        (DEPLOYMENT, "        variables:\n", "        condition: always()\n        variables:\n"),
        "also runs it after a failure",
    ),
    "a dangling dependency": (
        (CI, "  - job: quality\n", "  - job: quality\n    dependsOn: build\n"),
        "depends on build",
    ),
    "an artifact that a job publishes before it fails": (
        (TRAINING, "artifact: model\n", "artifact: model\n" + LINT),
        "artifact model: the job cannot be run again once it is published",
    ),
    "an artifact that a job publishes when it fails": (
        (TRAINING, "data-of-failed-run-$(System.JobAttempt)", "data-of-failed-run"),
        "artifact data-of-failed-run: the job",
    ),
    "an artifact that a job publishes whether or not it fails": (
        (DEPLOYMENT, "displayName: Publish the release\n", "condition: always()\n"),
        "artifact release-${{ environment }}: the job",
    ),
    "an artifact that is published in between": (
        (RELEASE, "steps:\n", "steps:\n  - task: PublishPipelineArtifact@1\n    inputs: { artifact: early }\n"),
        "artifact early: the job",
    ),
    "an illegal name": ((CI, "  - job: quality\n", "  - job: quality-check\n"), "letters, digits and underscores"),
    "a name that is there twice": (
        (CI, "jobs:\n", "jobs:\n  - job: quality\n    steps: []\n"),
        "quality is there twice",
    ),
    "no steps": ((CI, "jobs:\n", "jobs:\n  - job: empty\n    pool: { vmImage: ubuntu-24.04 }\n"), "empty has no steps"),
    "a retired image": ((CI, "vmImage: ubuntu-24.04", "vmImage: ubuntu-20.04"), "image ubuntu-20.04 is not one of"),
    "an unknown pool key": (
        (CI, "      vmImage: ubuntu-24.04", "      image: x\n      name: y"),
        "unknown key in pool: image",
    ),
    "no pool": ((CI, "    pool:\n      vmImage: ubuntu-24.04\n", ""), "has no pool"),
    "a variable without value": (
        (CI, "  - template: ../operation", "  - name: x\n  - template: ../operation"),
        "no value",
    ),
    "an unknown variable entry": (
        (CI, "  - template: ../operation", "  - grp: x\n  - template: ../operation"),
        "neither",
    ),
    "a template that does not exist": (
        (CI, "templates/install.yml", "templates/instal.yml"),
        "there is no azure_pipelines",
    ),
    "an unknown parameter": (
        (CI, "templates/install.yml", "templates/install.yml\n        parameters: { fast: true }"),
        "has no parameter fast",
    ),
    "a missing parameter": (
        ("operation/configuration/deployment_environments.yml", "      environments:", "      places:"),
        "needs the parameter environments",
    ),
    "a trigger in a template": (
        (
            "operation/configuration/deployment_environments.yml",
            "variables:",
            "resources: { pipelines: [] }\nvariables:",
        ),
        "`resources` starts nothing in a template",
    ),
    "a pool beside extends": (
        ("azure_pipelines/deployment.yml", "extends:", "pool: { name: own }\nextends:"),
        "`pool` cannot stand beside `extends`",
    ),
    "variables on both sides of extends": (
        ("azure_pipelines/deployment.yml", "extends:", "variables: { x: y }\nextends:"),
        "only one of them may have them",
    ),
    "logic in the sign-in": (
        (SIGN_IN, "az account show --output table", "az ml job create"),
        "only checks the sign-in",
    ),
    "a sign-in through a connection that the configuration does not name": (
        (SIGN_IN, "azureSubscription: ${{ variables.azure_service_connection }}", "azureSubscription: contoso"),
        "azureSubscription is 'contoso'",
    ),
    "pipeline variables that no environment has": (
        (TRAINING, "}}/pipeline_variables.yml", "}}/variables.yml"),
        "/variables.yml",
    ),
    "pipeline variables without folder": (
        (TRAINING, "configuration/environment_", "configuration/place_"),
        "there is no",
    ),
    "an install line of its own": ((INSTALL, "--require-hashes ", ""), "is not one line"),
}


@pytest.fixture
def edited(project: Path) -> Callable[[Edit], Path]:
    def edit(change: Edit) -> Path:
        name, old, new = change
        text = (project / name).read_text("utf-8")
        assert old in text
        (project / name).write_text(text.replace(old, new, 1), "utf-8")
        return project

    return edit


def test_the_pipelines_of_the_project_keep_every_rule(root: Path) -> None:
    assert complaints_of_project(root) == []


@pytest.mark.parametrize("name", MISTAKES)
def test_a_pipeline_is_refused_for(name: str, edited: Callable[[Edit], Path]) -> None:
    change, complaint = MISTAKES[name]
    complaints = complaints_of_project(edited(change))
    assert any(complaint in found for found in complaints), complaints


def test_the_step_fails_where_a_rule_is_broken(edited: Callable[[Edit], Path]) -> None:
    edited(MISTAKES["inline logic"][0])
    assert run_step("lint_pipelines") == ExitCode.QUALITY


def test_the_step_passes_where_every_rule_is_kept_and_says_how_many_files_it_read(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_step("lint_pipelines") == ExitCode.OK
    assert f"\n{len(read_pipeline_files(project))} files keep the rules\n" in capsys.readouterr().out


def test_every_pipeline_and_template_is_read(root: Path) -> None:
    read = {file.path for file in read_pipeline_files(root)}
    assert {path.relative_to(root) for path in (root / "azure_pipelines").rglob("*.y*ml")} < read


def test_the_model_is_published_only_after_the_gate(root: Path) -> None:
    steps = steps_of(read_pipeline_file(root, Path(TRAINING)))
    lines = [str(step.get("parameters", {}).get("line", "")) for step in steps]
    order = [
        next(i for i, line in enumerate(lines) if f".{name} " in line) for name in ("training_pipeline", "register")
    ]
    published = next(i for i, step in enumerate(steps) if step.get("inputs", {}).get("artifact") == "model")
    assert order == sorted(order)
    assert order[-1] < published
    assert "condition" not in steps[published]


def test_the_release_is_published_once_the_environment_works_with_it(root: Path) -> None:
    *_, note, publish = steps_of(read_pipeline_file(root, Path(DEPLOYMENT)))
    assert ".complete_release " in note["parameters"]["line"]
    assert publish["inputs"]["artifact"] == "release-${{ environment }}"


@pytest.mark.parametrize("file", [TRAINING, DEPLOYMENT])
def test_a_broken_connection_is_found_before_anything_else_runs(root: Path, file: str) -> None:
    first = steps_of(read_pipeline_file(root, Path(file)))[0]
    assert (Path(file).parent / first["template"]).name == Path(SIGN_IN).name
    (sign_in,) = steps_of(read_pipeline_file(root, Path(SIGN_IN)))
    assert "${{ variables.azure_service_connection }}" in sign_in["displayName"]


def test_an_environment_without_pipeline_variables_is_refused(project: Path, environment: str) -> None:
    (project / f"operation/configuration/environment_{environment}/pipeline_variables.yml").unlink()
    complaints = "\n".join(complaints_of_project(project))
    assert f"there is no operation/configuration/environment_{environment}/pipeline_variables.yml" in complaints


def test_a_laptop_understands_every_line_that_the_pipelines_run(project: Path, environment: str) -> None:
    lines = step_lines(project)
    assert len(lines) > 5
    values = {
        "${{ variables.training_environment }}": environment,
        "${{ parameters.environment }}": environment,
        "${{ environment }}": environment,
        "${{ variables.backend }}": "local",
    }
    for line in lines:
        for expression, value in values.items():
            line = line.replace(expression, value)  # noqa: PLW2901
        assert "$" not in line
        _, _, module, *options = shlex.split(line)
        if "--env" in options:
            assert importlib.import_module(module).main([*options, "--dry-run"]) == ExitCode.OK, line
        else:
            assert options == []
            assert callable(importlib.import_module(module).main)
