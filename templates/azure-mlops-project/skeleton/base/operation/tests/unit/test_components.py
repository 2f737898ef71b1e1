"""Component files of Azure Machine Learning, and what the local backend makes of them."""

import importlib
from pathlib import Path

import pytest
import yaml

from operation.execution.component_file import ComponentFile, Value, read_component_file
from operation.execution.component_run import ComponentRun
from operation.execution.exit_codes import ConfigurationError

COMPONENT = """
type: command
name: example
inputs:
  data: { type: uri_folder }
  rows: { type: integer, default: 3 }
  fast: { type: boolean, optional: true }
  more: { type: string, optional: true }
outputs:
  model: { type: uri_folder }
command: >-
  python -m src.train --data ${{inputs.data}}/train.csv --rows ${{ inputs.rows }}
  $[[--fast ${{inputs.fast}}]] $[[--more ${{inputs.more}}]] --model ${{outputs.model}}
"""


def component(tmp_path: Path, text: str = COMPONENT) -> ComponentFile:
    (tmp_path / "example.yml").write_text(text, "utf-8")
    return read_component_file(tmp_path / "example.yml")


def test_placeholders_become_values_and_what_is_optional_goes_without_one(tmp_path: Path) -> None:
    module, arguments = component(tmp_path).arguments({"data": "d"}, {"model": "m"})
    assert module == "src.train"
    assert arguments == ("--data", "d/train.csv", "--rows", "3", "--model", "m")


def test_an_optional_input_is_there_with_a_value_and_text_is_split_as_a_shell_does(tmp_path: Path) -> None:
    values: dict[str, Value] = {"data": "d", "rows": 7, "fast": True, "more": "--a 1 --b '2 3'"}
    _, arguments = component(tmp_path).arguments(values, {"model": "m"})
    assert arguments[2:] == ("--rows", "7", "--fast", "true", "--more", "--a", "1", "--b", "2 3", "--model", "m")


@pytest.mark.parametrize(
    ("inputs", "outputs", "complaint"),
    [
        ({}, {"model": "m"}, r"inputs\.data\n  expected: a value"),
        ({"data": "d"}, {}, r"outputs\.model\n  expected: a value"),
        ({"data": "d", "dta": "d"}, {"model": "m"}, r"inputs\n  expected: one of data, fast, more, rows"),
        ({"data": "d"}, {"model": "m", "modl": "m"}, r"outputs\n  expected: one of model\n  found:    modl"),
    ],
)
def test_values_that_do_not_fit_are_named(
    tmp_path: Path, inputs: dict[str, str], outputs: dict[str, str], complaint: str
) -> None:
    with pytest.raises(ConfigurationError, match=complaint):
        component(tmp_path).arguments(inputs, outputs)


@pytest.mark.parametrize("command", ["bash run.sh", "python -m operation.execution.train", "python -m src"])
def test_a_component_runs_a_core_script_and_nothing_else(tmp_path: Path, command: str) -> None:
    with pytest.raises(ConfigurationError, match=r"command\n  expected: python -m src\.<script>"):
        component(tmp_path, f"type: command\ncommand: {command}\n").arguments({}, {})


@pytest.mark.parametrize("text", ["type: pipeline\njobs: {}\n", "type: command\n", "[]"])
def test_a_file_that_is_no_command_component_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigurationError, match="'command', with a `command`"):
        component(tmp_path, text)


def test_a_component_that_does_not_exist_is_named(project: Path) -> None:
    assert project.is_dir()
    with pytest.raises(ConfigurationError, match=r"components/nowhere\.yml"):
        ComponentRun("nowhere", {}).arguments()


def sample(name: str, declared: dict[str, str]) -> Value:
    if name == "now":
        return "2026-03-01T06:00:00+00:00"
    if declared.get("description", "").startswith("Arguments"):
        return ""
    samples: dict[str, Value] = {"uri_folder": "folder", "mlflow_model": "folder", "number": 0.5, "integer": 5}
    return samples.get(declared["type"], "1")


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parents[3] / "operation/execution/components").glob("*.yml")), ids=lambda p: p.stem
)
def test_a_component_of_the_project_is_complete_and_its_core_script_understands_it(path: Path) -> None:
    content = yaml.safe_load(path.read_text("utf-8"))
    assert content["name"] == path.stem
    assert (path.parent / content["code"]).resolve() == path.parents[3]
    assert (path.parent / content["environment"].removeprefix("file:")).is_file()
    inputs = {name: sample(name, entry) for name, entry in (content.get("inputs") or {}).items()}
    outputs = dict.fromkeys(content.get("outputs") or {}, "folder")
    module, arguments = read_component_file(path).arguments(inputs, outputs)
    options = importlib.import_module(module).parse_arguments(arguments)
    assert {"folder"} & {part for value in vars(options).values() for part in Path(str(value)).parts}
