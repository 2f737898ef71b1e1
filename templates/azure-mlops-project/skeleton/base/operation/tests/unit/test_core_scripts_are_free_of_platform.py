import ast
import importlib
import inspect
import re
from pathlib import Path

import pytest

FORBIDDEN = ("azure", "azureml", "msrest", "operation")


def imported_modules(source: str) -> set[str]:
    modules = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            modules |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            modules.add(node.module.split(".")[0])
    return modules


def test_no_core_script_imports_azure_or_operation(root: Path) -> None:
    files = sorted((root / "src").rglob("*.py"))
    assert files
    offenders = {
        path.name: found for path in files if (found := imported_modules(path.read_text("utf-8")) & {*FORBIDDEN})
    }
    assert offenders == {}


def test_no_core_script_reads_environment_variables_or_configuration(root: Path) -> None:
    for path in sorted((root / "src").rglob("*.py")):
        source = path.read_text("utf-8")
        # the telemetry of MLflow is switched off in its environment
        if path.stem != "tracking":
            assert not re.search(r"\b(environ|getenv|putenv)\b", source), path
        assert "operation/" not in source, path


def test_the_check_of_imports_sees_an_import_inside_a_function() -> None:
    assert "azure" in imported_modules("def f():\n    from azure.identity import DefaultAzureCredential\n")


def core_scripts() -> list[str]:
    files = sorted((Path(__file__).parents[3] / "src").glob("*.py"))
    return [path.stem for path in files if "run_script(main)" in path.read_text("utf-8")]


def test_only_one_module_knows_how_to_import_mlflow(root: Path) -> None:
    files = sorted((root / "src").rglob("*.py"))
    assert [path.stem for path in files if '"mlflow"' in path.read_text("utf-8")] == ["tracking"]
    assert [path.stem for path in files if "mlflow" in imported_modules(path.read_text("utf-8"))] == []


def test_the_core_scripts_are_found() -> None:
    assert {"acquire", "prepare", "train", "evaluate", "gate", "score", "verify"} <= {*core_scripts()}


@pytest.mark.parametrize("script", core_scripts())
def test_defaults_of_a_core_script_are_in_its_parser_only(script: str) -> None:
    module = importlib.import_module(f"src.{script}")
    functions = [f for _, f in inspect.getmembers(module, inspect.isfunction) if f.__module__ == module.__name__]
    assert functions
    with_defaults = [
        f"{function.__name__}({parameter.name})"
        for function in functions
        for parameter in inspect.signature(function).parameters.values()
        if parameter.default is not inspect.Parameter.empty
    ]
    assert with_defaults == []
