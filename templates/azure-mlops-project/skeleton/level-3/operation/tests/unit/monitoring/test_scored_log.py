import json
from datetime import datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

from operation.tests.conftest import replace
from operation.tests.unit.monitoring.conftest import MODEL, NOW, Log
from src.errors import DataError
from src.row_identity import ROW_ID, ids_of_answers, row_ids
from src.scored_log import drop_runs, inputs_of, read_run, read_runs, write_run

DAY = timedelta(days=1)


def test_what_is_logged_is_read_again(scored: Log) -> None:
    folder = scored.add(count=30, age=DAY)
    (run,) = read_runs(scored.folder, since=NOW - 2 * DAY, until=NOW)
    assert (run.folder, run.scored_at, run.model_sha256, run.key) == (folder, NOW - DAY, MODEL, ())
    assert len(run.inputs) == len(run.answers) == 30
    assert run.answers[ROW_ID].tolist() == row_ids(run.inputs, list(run.inputs.columns)).tolist()


def test_runs_come_in_the_order_of_time_and_only_those_of_the_span(scored: Log) -> None:
    for age in (1, 3, 2, 9):
        scored.add(first=40 * age, age=age * DAY)
    runs = read_runs(scored.folder, since=NOW - 3 * DAY, until=NOW - DAY)
    assert [run.scored_at for run in runs] == [NOW - 3 * DAY, NOW - 2 * DAY, NOW - DAY]
    assert len(inputs_of(runs)) == 120


def test_a_sample_that_was_scored_twice_does_not_look_like_one_of_twice_the_size(scored: Log) -> None:
    for age in (1, 2):
        scored.add(count=30, age=age * DAY)
    scored.add(first=30, age=3 * DAY)
    runs = read_runs(scored.folder, since=NOW - 3 * DAY, until=NOW)
    assert len(runs) == 3
    assert len(inputs_of(runs)) == 70


def test_the_logs_of_several_jobs_are_one_log(scored: Log, labelled_rows: pd.DataFrame) -> None:
    for job in ("job-1", "job-2"):
        Log(scored.folder / job / "scored_log", labelled_rows).add(age=DAY)
    assert len(read_runs(scored.folder, since=NOW - 2 * DAY, until=NOW)) == 2


def test_rows_that_break_the_contract_are_not_logged(scored: Log) -> None:
    rows = scored.rows.iloc[:5]
    with pytest.raises(DataError, match="the rows that were scored breaks the data contract"):
        write_run(scored.folder, rows.assign(extra=1), rows, scored_at=NOW, model_sha256=MODEL)
    assert not scored.folder.exists()


def test_two_runs_of_one_moment_are_refused(scored: Log) -> None:
    scored.add()
    with pytest.raises(DataError, match="of this very moment is already in the log"):
        scored.add()
    assert len(read_runs(scored.folder, since=NOW, until=NOW)) == 1


def test_a_time_without_zone_is_refused(scored: Log) -> None:
    rows = scored.rows.iloc[:5]
    with pytest.raises(DataError, match="expected a time with its zone"):
        write_run(scored.folder, rows, rows, scored_at=datetime(2026, 3, 1), model_sha256=MODEL)  # noqa: DTZ001 - the point


@pytest.mark.parametrize("name", ["inputs.csv", "answers.csv"])
def test_a_run_that_was_altered_is_refused(scored: Log, name: str) -> None:
    file = scored.add() / name
    file.write_text(file.read_text("utf-8") + "\n", "utf-8")
    with pytest.raises(DataError, match=f"{name}: expected SHA-256"):
        read_runs(scored.folder, since=NOW - DAY, until=NOW)


def test_a_run_without_record_is_refused_and_not_skipped(scored: Log) -> None:
    (scored.add() / "run.json").unlink()
    with pytest.raises(DataError, match=r"run\.json: expected the record of a scoring run"):
        read_runs(scored.folder, since=NOW - DAY, until=NOW)


@pytest.mark.parametrize("content", ["[]", "{", '{"scored_at": "yesterday"}'])
def test_a_record_that_says_something_else_is_refused(scored: Log, content: str) -> None:
    record = scored.add() / "run.json"
    kept = json.loads(record.read_text("utf-8"))
    broken = {**kept, **json.loads(content)} if content.startswith('{"') else None
    record.write_text(content if broken is None else json.dumps(broken), "utf-8")
    with pytest.raises(DataError, match=r"run\.json"):
        read_run(record.parent)


def test_answers_without_key_and_of_another_number_than_rows_are_refused(labelled_rows: pd.DataFrame) -> None:
    with pytest.raises(DataError, match="2 answers to 3 rows"):
        ids_of_answers(pd.DataFrame({"answer": [1, 2]}), labelled_rows.iloc[:3])


def test_answers_that_name_a_column_of_the_rows_are_known_by_it() -> None:
    history = pd.DataFrame({"month": ["2026-01", "2026-02"], "value": [1.0, 2]})
    ids = ids_of_answers(pd.DataFrame({"month": ["2026-03"], "forecast": [3.0]}), history)
    assert ids.tolist() == row_ids(pd.DataFrame({"month": ["2026-03"]}), ["month"]).tolist()


def test_the_same_values_give_the_same_id_as_whole_numbers_and_as_decimals() -> None:
    whole, decimal = pd.DataFrame({"a": [1, 2], "b": ["x", "y"]}), pd.DataFrame({"a": [1.0, 2.0], "b": ["x", "z"]})
    one, other = row_ids(whole, ["a", "b"]), row_ids(decimal, ["a", "b"])
    assert one[0] == other[0]
    assert one[1] != other[1]
    assert len({*one, *other}) == 3


def test_old_runs_are_dropped_and_others_kept(scored: Log) -> None:
    old, young = scored.add(age=400 * DAY), scored.add(age=10 * DAY)
    assert drop_runs(scored.folder, before=NOW - 365 * DAY) == [old.name]
    assert [path.name for path in scored.folder.iterdir()] == [young.name]


def test_an_altered_run_is_not_dropped_silently(scored: Log) -> None:
    folder = scored.add(age=400 * DAY)
    replace(folder / "answers.csv", ROW_ID, "id")
    with pytest.raises(DataError, match=r"answers\.csv: expected SHA-256"):
        drop_runs(scored.folder, before=NOW - 365 * DAY)
    assert folder.is_dir()


def test_an_empty_log_says_so(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no scoring run is in the log"):
        inputs_of(read_runs(tmp_path, since=NOW - DAY, until=NOW))
