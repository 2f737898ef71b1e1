"""What the other checks rest on: that they run, on every change, and that a release is what was trained."""

import ast
import re
from pathlib import Path

from operation.execution.pipeline_files import PipelineFile, mappings, read_pipeline_file
from operation.execution.pipeline_rules import STEP_LINE

QUALITY = {"lint", "check_types", "validate_configuration", "lint_pipelines", "test"}
TRAINING = {"prepare", "train", "evaluate", "gate", "training_pipeline"}
WAYS_TO_SKIP = {"skip", "skipif", "xfail", "importorskip"}


def steps_of_files(root: Path, file: PipelineFile) -> set[str]:
    """Return the steps that a pipeline and the templates that it leads to run."""
    found: set[str] = set()
    seen: set[Path] = set()
    waiting = [file]
    while waiting:
        current = waiting.pop()
        seen.add(current.path)
        for mapping in mappings(current.content):
            lines = [value for value in mapping.values() if isinstance(value, str)]
            found |= {match["step"] for line in lines if (match := STEP_LINE.fullmatch(line)) is not None}
            template = mapping.get("template")
            path = current.referenced(template) if isinstance(template, str) else current.path
            if path not in seen and (root / path).is_file():
                waiting.append(read_pipeline_file(root, path))
    return found


def test_no_test_is_skipped(root: Path) -> None:
    tests = sorted((root / "operation/tests").rglob("*.py"))
    skipped = [
        f"{path.name}:{node.lineno}"
        for path in tests
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in WAYS_TO_SKIP
    ]
    assert tests
    assert skipped == []


def test_every_change_runs_every_check(root: Path) -> None:
    ci = read_pipeline_file(root, Path("azure_pipelines/ci.yml"))
    assert steps_of_files(root, ci) >= QUALITY


def test_nothing_is_trained_on_the_way_to_an_environment(root: Path) -> None:
    deployment = read_pipeline_file(root, Path("azure_pipelines/deployment.yml"))
    steps = steps_of_files(root, deployment)
    assert "release" in steps
    assert steps & TRAINING == set()


def test_the_coverage_has_a_floor(root: Path) -> None:
    floor = re.search(r"^fail_under = (\d+)$", (root / "pyproject.toml").read_text("utf-8"), flags=re.MULTILINE)
    assert floor is not None
    assert int(floor[1]) >= 90
