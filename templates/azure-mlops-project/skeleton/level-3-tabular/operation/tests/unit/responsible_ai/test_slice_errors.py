from pathlib import Path

import pandas as pd
import pytest

from src import problem
from src.slice_errors import SliceError, measure_slices
from src.trained_model import load_model


@pytest.fixture
def answers(rows: pd.DataFrame, model_directory: Path) -> pd.DataFrame:
    return problem.answer_holdout(load_model(model_directory), rows)


def measured(rows: pd.DataFrame, answers: pd.DataFrame, errors: "pd.Series[float]") -> dict[str, SliceError]:
    return {entry.name: entry for entry in measure_slices(rows, answers, errors, significance=0.05, seed=2)}


def test_a_slice_that_the_model_fails_is_told_from_the_others(rows: pd.DataFrame, answers: pd.DataFrame) -> None:
    name, mask = next(iter(problem.slices(rows).items()))
    found = measured(rows, answers, mask.astype(float))
    assert found[name].beyond_chance
    assert (found[name].error, found[name].error_elsewhere) == (1.0, 0.0)
    assert found[name].rows == int(mask.sum())
    assert found[name].metrics == problem.measure(rows[mask], answers[mask])
    others = [other for other_name, other in found.items() if other_name != name]
    assert others
    assert not any(other.beyond_chance for other in others)


def test_the_same_error_everywhere_is_no_finding(rows: pd.DataFrame, answers: pd.DataFrame) -> None:
    found = measured(rows, answers, pd.Series(0.5, index=rows.index))
    assert {*found} == {*problem.SLICES}
    assert not any(entry.beyond_chance for entry in found.values())


def test_a_slice_of_all_rows_is_compared_with_nothing(rows: pd.DataFrame, answers: pd.DataFrame) -> None:
    name, mask = next(iter(problem.slices(rows).items()))
    inside = rows[mask]
    found = measured(inside, answers[mask], problem.row_errors(inside, answers[mask]))[name]
    assert (found.error_elsewhere, found.difference_by_chance) == (None, None)
    assert not found.beyond_chance
