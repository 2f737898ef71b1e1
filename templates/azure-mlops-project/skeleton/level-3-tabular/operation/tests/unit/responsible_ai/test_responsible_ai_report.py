import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from src import problem
from src.data_contract import TARGET
from src.error_groups import ErrorGroup
from src.errors import DataError
from src.importance import Importance
from src.responsible_ai import find, parse_arguments
from src.responsible_ai_page import page_of
from src.responsible_ai_report import Findings, largest_errors, pictures_of, record_of, summary_of
from src.slice_errors import SliceError

METRIC = next(iter(problem.METRICS))
FINDINGS = Findings(
    facts={"model_sha256": "abc", "rows": 40},
    metric=METRIC,
    metrics={METRIC: 0.75},
    error=0.25,
    importances=[Importance(("a", "b", "c"), 0.5, 0.1), Importance(("d",), 0.1, 0.2)],
    groups=[ErrorGroup(("a > 1", "b is x|y"), 10, 0.9, 0.9, error_by_chance=0.4)],
    slices=[
        SliceError("young", 30, {METRIC: 0.7}, 0.3, 0.1, 0.15),
        SliceError("all", 40, {METRIC: 0.7}, 0.25, None, None),
    ],
    largest_errors=[{"line": 7, "error": 1.0, "truth": "x"}],
)


def test_the_record_says_what_was_found_and_is_json() -> None:
    record = json.loads(json.dumps(record_of(FINDINGS)))
    assert record["model_sha256"] == "abc"
    assert record["error"] == {"meaning": problem.ERROR, "mean": 0.25}
    assert [entry["told_apart"] for entry in record["importances"]] == [True, False]
    assert [entry["beyond_chance"] for entry in record["slices"]] == [True, False]
    assert record["error_groups"][0]["conditions"] == ["a > 1", "b is x|y"]


def test_the_summary_names_what_is_to_be_noticed_and_nothing_else() -> None:
    lines = summary_of(FINDINGS).splitlines()
    assert lines[0] == f"{problem.ERROR}: 0.25 on 40 rows"
    assert [line.partition(": ")[2] for line in lines[1:]] == ["a with b, c", "a > 1 and b is x|y", "young"]
    nothing = replace(FINDINGS, importances=[], groups=[], slices=[])
    assert [line.partition(": ")[2] for line in summary_of(nothing).splitlines()[1:]] == ["none"] * 3


def test_the_page_has_a_table_of_everything_and_a_picture_of_every_part() -> None:
    page = page_of(FINDINGS)
    rows = [line for line in page.splitlines() if line.startswith("| ")]
    assert "| a > 1 and b is x\\|y | 10 | 0.9 | 90% | 0.4 | yes |" in rows
    assert "| a with b, c | 0.5 | 0.1 | yes |" in rows
    assert f"| young | 30 | 0.3 | 0.1 | 0.15 | yes | {METRIC} 0.7 |" in rows
    assert f"| all | 40 | 0.25 |  |  | no | {METRIC} 0.7 |" in rows
    assert "| 7 | 1 | x |" in rows
    assert [name for name in pictures_of(FINDINGS) if f"({name})" not in page] == []
    assert "There is none." in page_of(replace(FINDINGS, largest_errors=[]))


def test_pictures_mark_what_is_worse_than_chance_explains() -> None:
    pictures = pictures_of(FINDINGS)
    assert {name: text.count("#c62828") for name, text in pictures.items()} == {
        "importance.svg": 0,
        "error_groups.svg": 1,
        "slices.svg": 1,
    }


def test_the_largest_errors_are_lines_of_the_file_without_the_features(rows: pd.DataFrame) -> None:
    answers: pd.DataFrame = pd.DataFrame({"answer": rows[TARGET]})
    errors = pd.Series(0.0, index=rows.index)
    assert largest_errors(rows, answers, errors) == []
    errors.iloc[3], errors.iloc[5] = 1.0, 2.0
    found = largest_errors(rows, answers, errors)
    assert [(entry["line"], entry["error"]) for entry in found] == [(7, 2.0), (5, 1.0)]
    assert {*found[0]} == {"line", "error", "truth", "answer"}
    assert json.dumps(found)


def test_a_metric_that_so_few_rows_do_not_define_is_refused(rows: pd.DataFrame, model_directory: Path) -> None:
    undefined = list(problem.METRICS)[-1]
    with pytest.raises(DataError, match=f"{undefined} is not defined for these 1 rows"):
        find(model_directory, rows.head(1), {"rows": 1}, parse_arguments(["--metric", undefined]))


def test_numbers_of_a_report_are_finite(rows: pd.DataFrame, model_directory: Path) -> None:
    findings = find(model_directory, rows, {"rows": len(rows)}, parse_arguments(["--repeats", "2"]))
    figures = [
        findings.error,
        *(group.error_by_chance for group in findings.groups),
        *(entry.loss for entry in findings.importances),
    ]
    assert np.isfinite(figures).all()
    assert findings.error == pytest.approx(sum(group.error * group.rows for group in findings.groups) / len(rows))
