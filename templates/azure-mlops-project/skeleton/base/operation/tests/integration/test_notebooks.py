import json
import linecache
from pathlib import Path
from typing import Any

import pytest

from operation.configuration_sections.gate import SECTION as GATE
from operation.execution.configuration import ConfigurationFolder

NOTEBOOKS = sorted((Path(__file__).parents[3] / "notebooks").glob("*.ipynb"))


def code_cells(notebook: Path) -> list[dict[str, Any]]:
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code"]


def run_notebook(notebook: Path) -> dict[str, Any]:
    names: dict[str, Any] = {}
    for position, cell in enumerate(code_cells(notebook)):
        source = "".join(cell["source"])
        label = f"{notebook.name}, code cell {position + 1}"
        linecache.cache[label] = (len(source), None, source.splitlines(keepends=True), label)
        exec(compile(source, label, "exec"), names)  # noqa: S102
    return names


def test_there_is_a_notebook() -> None:
    assert NOTEBOOKS


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_is_committed_without_outputs(notebook: Path) -> None:
    cells = code_cells(notebook)
    assert cells
    assert [cell for cell in cells if cell["outputs"] or cell["execution_count"] is not None] == []


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_runs_from_top_to_bottom(notebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run_notebook(notebook)
    assert list(tmp_path.iterdir()) == []


def test_the_first_model_of_the_notebook_keeps_the_thresholds_of_the_gate(root: Path, environment: str) -> None:
    explore = next(path for path in NOTEBOOKS if path.name == "explore.ipynb")
    metrics = run_notebook(explore)["metrics"]
    gate = ConfigurationFolder(root).load(environment).section(GATE)
    assert gate.minimums or gate.maximums
    assert [name for name, least in gate.minimums.items() if metrics[name] < least] == []
    assert [name for name, most in gate.maximums.items() if metrics[name] > most] == []
