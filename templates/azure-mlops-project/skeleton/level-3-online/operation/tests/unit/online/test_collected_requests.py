import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from operation.execution.online.collected_files import CollectedFiles
from src.collected_requests import INPUTS, OUTPUTS, paired, parsed, read_requests
from src.errors import DataError


def line(name: str, time: str, *records: Mapping[str, float]) -> str:
    return json.dumps({"time": time, "correlationid": name, "data": records, "modelversion": "default"})


def test_what_a_local_deployment_collects_is_read_again(tmp_path: Path) -> None:
    collected = CollectedFiles(tmp_path / "blue" / "collected")
    collected.collect("a", {"records": [{"x": 1.0}, {"x": 2.0}]}, {"predictions": [{"y": 0}, {"y": 1}]})
    CollectedFiles(tmp_path / "green" / "collected").collect("b", {"records": [{"x": 3}]}, {"predictions": [{"y": 0}]})
    (request,) = read_requests(tmp_path, "blue")
    assert (request.name, request.records) == ("a", [{"x": 1.0}, {"x": 2.0}])
    assert request.answers == [{"y": 0}, {"y": 1}]
    assert request.answered_at.utcoffset() is not None


def test_the_files_of_the_data_collector_are_one_collection_in_the_order_of_time(tmp_path: Path) -> None:
    for hour, name in (("09", "late"), ("08", "early")):
        for collection, record in ((INPUTS, {"x": 1}), (OUTPUTS, {"y": 2})):
            folder = tmp_path / "blue" / collection / "2026/03/01" / hour
            folder.mkdir(parents=True)
            (folder / "instance.jsonl").write_text(line(name, f"2026-03-01T{hour}:00:59.2Z", record) + "\n\n", "utf-8")
    found = read_requests(tmp_path, "blue")
    assert [(request.name, request.answered_at.hour) for request in found] == [("early", 8), ("late", 9)]


def test_a_large_request_that_was_collected_in_parts_is_one_request() -> None:
    inputs = parsed([line("a", "2026-03-01T08:00:00Z", {"x": 1}), line("a", "2026-03-01T08:00:00Z", {"x": 2})], "in")
    outputs = parsed([line("a", "2026-03-01T08:00:01Z", {"y": 1}, {"y": 2})], "out")
    (request,) = paired(inputs, outputs)
    assert (len(request.records), len(request.answers)) == (2, 2)


def test_a_request_without_an_answer_is_left_for_later() -> None:
    asked = parsed([line(name, "2026-03-01T08:00:00Z", {"x": 1}) for name in ("a", "b")], "in")
    answered = parsed([line(name, "2026-03-01T08:00:00Z", {"y": 1}) for name in ("b", "c")], "out")
    assert [request.name for request in paired(asked, answered)] == ["b"]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("{", "JSONDecodeError"),
        ("[]", "TypeError"),
        ('{"time": "2026-03-01T08:00:00Z", "data": []}', "correlationid"),
        ('{"time": "soon", "correlationid": "a", "data": []}', "unable to parse: soon"),
        ('{"time": "2026-03-01T08:00:00", "correlationid": "a", "data": []}', "a time with its zone"),
        ('{"time": "2026-03-01T08:00:00Z", "correlationid": "a", "data": "x"}', "a list of records in data, found str"),
    ],
)
def test_a_line_that_nobody_collected_is_refused_with_its_place(text: str, complaint: str) -> None:
    with pytest.raises(DataError, match=complaint) as refused:
        list(parsed([line("a", "2026-03-01T08:00:00Z"), text], "blue/model_inputs.jsonl"))
    assert "blue/model_inputs.jsonl, line 2" in str(refused.value)
