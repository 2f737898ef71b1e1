"""A new environment is one new folder, and one more line in the list of environments."""

import shutil
from pathlib import Path

from operation.execution.configuration import ConfigurationFolder
from operation.execution.deployment import read_deployment
from operation.execution.exit_codes import ExitCode
from operation.execution.validate_configuration import complaints_of
from operation.tests.conftest import run_step


def new_name(folder: ConfigurationFolder) -> str:
    return next(name for name in ("qa", "qa-second", "qa-third") if name not in folder.environments())


def add_folder(folder: ConfigurationFolder, model: str, name: str) -> None:
    target = folder.path / f"environment_{name}"
    shutil.copytree(folder.path / f"environment_{model}", target)
    project = folder.project().project_name
    for file in target.iterdir():
        text = file.read_text("utf-8").replace(f"{project}-{model}", f"{project}-{name}")
        file.write_text(text.replace(f'MLOPS_ENVIRONMENT: "{model}"', f'MLOPS_ENVIRONMENT: "{name}"'), "utf-8")


def add_line(folder: ConfigurationFolder, before: str, name: str) -> None:
    file = folder.path / "deployment_environments.yml"
    line = f'        - "{before}"\n'
    text = file.read_text("utf-8")
    assert text.count(line) == 1
    file.write_text(text.replace(line, f'        - "{name}"\n{line}'), "utf-8")


def test_a_new_folder_and_one_more_line_make_a_new_environment(trained_project: Path) -> None:
    folder = ConfigurationFolder(trained_project)
    last = read_deployment(folder).environments[-1]
    name = new_name(folder)

    add_folder(folder, last, name)
    assert f"each of {', '.join(folder.environments())} once" in "\n".join(complaints_of(folder))

    add_line(folder, last, name)
    assert complaints_of(folder) == []
    assert read_deployment(folder).environments[-2:] == (name, last)
    assert run_step("lint_pipelines") == ExitCode.OK
    assert run_step("prepare", "--env", name, "--backend", "local") == ExitCode.OK
    assert (trained_project / f"data/processed/{name}/train.csv").is_file()


def test_nothing_but_the_configuration_names_the_environments(root: Path) -> None:
    environments = ConfigurationFolder(root).environments()
    code = [*(root / "src").rglob("*.py"), *(root / "operation/execution").rglob("*.py")]
    code += (root / "azure_pipelines").rglob("*.yml")
    mentions = [mention for name in environments for mention in (f"environment_{name}", f"--env {name}")]
    offenders = [str(path) for path in code for mention in mentions if mention in path.read_text("utf-8")]
    assert code
    assert offenders == []
