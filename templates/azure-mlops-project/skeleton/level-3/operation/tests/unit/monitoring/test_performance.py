from datetime import timedelta

import pandas as pd
import pytest

from operation.tests.unit.monitoring.conftest import NOW, Log
from src.errors import DataError
from src.performance import Matched, TooLittleTruthError, compare, match, require_enough, table_of
from src.row_identity import ROW_ID
from src.scored_log import read_runs

DAY = timedelta(days=1)
NONE = timedelta()
DIRECTIONS = {"right": "higher", "error": "lower"}


def _match(scored: Log, truth: pd.DataFrame, delay: timedelta = NONE) -> Matched:
    runs = read_runs(scored.folder, since=NOW - 365 * DAY, until=NOW)
    return match(runs, truth, now=NOW, label_delay=delay)


def test_answers_meet_their_truth_whatever_the_order(scored: Log) -> None:
    scored.add(count=40)
    shuffled = scored.rows.iloc[10:60].sample(frac=1, random_state=3)
    matched = _match(scored, shuffled)
    assert (len(matched.answers), matched.due, matched.not_due, matched.coverage) == (30, 40, 0, 0.75)
    assert matched.truth[ROW_ID].tolist() == matched.answers[ROW_ID].tolist()
    columns = list(scored.rows.columns)
    pd.testing.assert_frame_equal(
        matched.truth[columns].reset_index(drop=True), scored.rows.iloc[10:40].reset_index(drop=True)
    )


def test_truth_may_come_as_ids_with_labels(scored: Log) -> None:
    ids = pd.read_csv(scored.add() / "answers.csv", dtype=str)[ROW_ID]
    matched = _match(scored, pd.DataFrame({ROW_ID: ids[1:3], "label": ["x", "y"]}))
    assert matched.truth["label"].tolist() == ["x", "y"]
    assert len(matched.answers) == 2


def test_answers_younger_than_the_label_delay_are_not_due(scored: Log) -> None:
    scored.add(count=40, age=10 * DAY)
    scored.add(first=40, count=30, age=2 * DAY)
    matched = _match(scored, scored.rows, delay=5 * DAY)
    assert (len(matched.answers), matched.due, matched.not_due) == (40, 40, 30)


def test_no_answer_may_be_due_yet(scored: Log) -> None:
    scored.add(age=DAY)
    with pytest.raises(TooLittleTruthError, match="no answer is older than the label delay"):
        _match(scored, scored.rows, delay=5 * DAY)


def test_of_a_row_that_was_answered_twice_the_later_answer_counts(scored: Log) -> None:
    scored.add(age=2 * DAY, answer=1)
    scored.add(age=DAY, answer=2)
    matched = _match(scored, scored.rows)
    assert matched.answers["answer"].tolist() == [2] * 40
    assert matched.due == 40


def test_truth_that_is_there_twice_counts_once_and_contradictions_are_refused(scored: Log) -> None:
    ids = pd.read_csv(scored.add() / "answers.csv", dtype=str)[ROW_ID].tolist()[:1]
    assert len(_match(scored, pd.DataFrame({ROW_ID: ids * 2, "label": ["x", "x"]})).answers) == 1
    with pytest.raises(DataError, match="the truth says different things about 1 rows"):
        _match(scored, pd.DataFrame({ROW_ID: ids * 2, "label": ["x", "y"]}))


def test_truth_that_cannot_be_told_apart_is_refused(scored: Log) -> None:
    scored.add()
    with pytest.raises(DataError, match=f"the truth has neither {ROW_ID} nor"):
        _match(scored, pd.DataFrame({"label": ["x"]}))


def test_too_little_truth_is_refused() -> None:
    rows = pd.DataFrame({ROW_ID: list("abcdef")})
    matched = Matched(rows, rows, due=20, not_due=0)
    require_enough(matched, minimum_rows=6, minimum_coverage=0.3)
    with pytest.raises(TooLittleTruthError, match="the truth of 6 answers is known, needed are 7"):
        require_enough(matched, minimum_rows=7, minimum_coverage=0.3)
    with pytest.raises(TooLittleTruthError, match="the truth of 30% of the due answers is known, needed are 50%"):
        require_enough(matched, minimum_rows=6, minimum_coverage=0.5)
    assert Matched(rows, rows, due=0, not_due=0).coverage == 0


def test_a_loss_is_in_the_direction_that_is_worse() -> None:
    evaluated = {"right": 0.9, "error": 2.0}
    allowed = {"right": 0.05, "error": 0.5}
    better = compare({"right": 0.99, "error": 1.0}, evaluated, DIRECTIONS, allowed)
    assert [(c.kept, round(c.loss, 6)) for c in better] == [(True, -0.09), (True, -1.0)]
    worse = compare({"right": 0.84, "error": 2.6}, evaluated, DIRECTIONS, allowed)
    assert [(c.kept, round(c.loss, 6)) for c in worse] == [(False, 0.06), (False, 0.6)]
    assert "WORSE" in table_of(worse)
    assert "WORSE" not in table_of(better)


def test_a_metric_that_is_no_number_was_not_kept() -> None:
    (comparison,) = compare({"right": float("nan")}, {"right": 0.9}, DIRECTIONS, {"right": 1})
    assert not comparison.kept


def test_an_allowed_loss_of_an_unknown_metric_is_refused() -> None:
    with pytest.raises(DataError, match="a loss is allowed of wrong, which was not measured; measured: right"):
        compare({"right": 1}, {"right": 1}, DIRECTIONS, {"wrong": 0.1})
