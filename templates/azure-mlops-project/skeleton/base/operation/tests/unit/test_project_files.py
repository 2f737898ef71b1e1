import ast
import json
import re
from pathlib import Path

import yaml

from operation.execution.exit_codes import ExitCode

FOLDERS = (".azuredevops", "azure_pipelines", "data", "docs", "notebooks", "operation", "src")
CLAIM = re.compile(r"raises$|assert_")
LINK = re.compile(r"\[[^\]]*\]\((?!https?://|mailto:|#)([^)#\s]+)")


def own_files(root: Path, pattern: str) -> list[Path]:
    return sorted([*root.glob(pattern), *(path for name in FOLDERS for path in (root / name).rglob(pattern))])


def test_every_exit_code_has_a_row_in_the_debug_table(root: Path) -> None:
    rows = re.findall(r"^\| (\d+) \| (\w+) \|", (root / "docs/debug.md").read_text("utf-8"), flags=re.MULTILINE)
    assert {(int(number), name) for number, name in rows} == {(code.value, code.name.lower()) for code in ExitCode}


def test_every_folder_of_the_layout_says_what_belongs_there(root: Path) -> None:
    for folder in ("data", "data/interim", "data/processed", "data/raw", "docs/media", "operation/monitoring"):
        assert len((root / folder / "README.md").read_text("utf-8")) > 100, folder


def test_every_relative_link_in_a_markdown_file_leads_somewhere(root: Path) -> None:
    broken = [
        f"{path.relative_to(root)}: {target}"
        for path in own_files(root, "*.md")
        for target in LINK.findall(path.read_text("utf-8"))
        if not (path.parent / target).exists()
    ]
    assert broken == []


def test_the_navigation_of_the_documentation_lists_every_page_once(root: Path) -> None:
    mkdocs = yaml.safe_load((root / "mkdocs.yml").read_text("utf-8"))
    assert mkdocs["plugins"] == ["techdocs-core"]
    pages = re.findall(r"[\w/]+\.md", json.dumps(mkdocs["nav"]))
    docs = root / "docs"
    assert sorted(pages) == sorted(path.relative_to(docs).as_posix() for path in docs.rglob("*.md"))


def test_no_rendered_file_has_a_marker_of_the_template_left(root: Path) -> None:
    assert own_files(root, "*.njk") == []
    marker = "${{ " + "values."
    for path in own_files(root, "*"):
        if path.is_file() and path.suffix in {".md", ".yml", ".yaml", ".json", ".py", ".toml"}:
            assert marker not in path.read_text("utf-8"), path


def test_the_example_of_the_local_workspace_file_has_the_shape_that_the_azure_portal_hands_out(root: Path) -> None:
    example = json.loads((root / "config.example.json").read_text("utf-8"))
    assert {*example} == {"subscription_id", "resource_group", "workspace_name"}
    assert "/config.json" in (root / ".gitignore").read_text("utf-8").splitlines()


def test_every_locked_package_has_hashes(root: Path) -> None:
    lock = (root / "requirements.lock").read_text("utf-8")
    packages = re.findall(r"^[a-z0-9][\w.-]*==", lock, flags=re.MULTILINE)
    blocks = re.split(r"^(?=[a-z0-9][\w.-]*==)", lock, flags=re.MULTILINE)[1:]
    assert len(packages) == len(blocks) > 10
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_every_direct_dependency_is_locked(root: Path) -> None:
    direct = re.findall(r"^([a-z][\w-]*)", (root / "requirements.in").read_text("utf-8"), flags=re.MULTILINE)
    locked = {*re.findall(r"^([a-z0-9][\w.-]*)==", (root / "requirements.lock").read_text("utf-8"), flags=re.MULTILINE)}
    assert direct
    assert [name for name in direct if name not in locked] == []


def test_every_package_that_is_asked_for_to_run_is_imported(root: Path) -> None:
    modules = {"mlflow-skinny": "mlflow", "pyyaml": "yaml", "scikit-learn": "sklearn"}
    # mlflow finds it where a run is logged to Azure Machine Learning.
    plugins = {"azureml-mlflow"}
    text = (root / "requirements.in").read_text("utf-8").partition("\n# check\n")[0]
    asked = {*re.findall(r"^([a-z][\w-]*)", text, flags=re.MULTILINE)} - plugins
    code = [path.read_text("utf-8") for name in ("src", "operation") for path in (root / name).rglob("*.py")]
    lines = re.findall(r"^\s*(?:import|from) (\S+)", "\n".join(code), flags=re.MULTILINE)
    unused = {
        package
        for package in asked
        if not any(f"{line}.".startswith(f"{modules.get(package, package.replace('-', '.'))}.") for line in lines)
    }
    assert len(asked) > 10
    assert unused == set()


def claims_something(function: ast.FunctionDef, helpers: dict[str, ast.FunctionDef]) -> bool:
    """Tell whether a function asserts something: itself, by an `assert_…`, a function beside it, a `require_…`."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assert) or (isinstance(node, ast.Attribute) and CLAIM.match(node.attr)):
            return True
        called = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
        if called.startswith("require_"):
            return True
        others = {name: helper for name, helper in helpers.items() if name != function.name}
        if called in others and claims_something(others[called], others):
            return True
    return False


def test_no_test_is_empty(root: Path) -> None:
    for path in sorted((root / "operation/tests").rglob("test_*.py")):
        functions = {
            node.name: node
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.FunctionDef)
        }
        tests = [function for name, function in functions.items() if name.startswith("test_")]
        assert [test.name for test in tests if not claims_something(test, functions)] == [], path.name


def test_a_test_that_claims_nothing_is_seen() -> None:
    module = ast.parse("def test_a():\n    help()\n\ndef help():\n    print(1)\n\ndef test_b():\n    assert help\n")
    functions = {node.name: node for node in module.body if isinstance(node, ast.FunctionDef)}
    assert [name for name, node in functions.items() if claims_something(node, functions)] == ["test_b"]
