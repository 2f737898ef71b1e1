import json
import os
from pathlib import Path

import pytest

from operation.execution.online import score
from operation.tests.unit.online.conftest import Versions
from src.errors import ModelError


@pytest.fixture
def started(versions: Versions, monkeypatch: pytest.MonkeyPatch) -> Versions:
    monkeypatch.setenv(score.MODEL_VARIABLE, str(versions.directory.parent))
    monkeypatch.delenv(score.COLLECT_VARIABLE, raising=False)
    score.init()
    return versions


def test_the_script_answers_as_the_model_did_when_it_was_trained(started: Versions) -> None:
    body = score.run(json.dumps(started.request))
    assert body["predictions"] == started.smoke_test["response"]["predictions"]
    assert json.loads(json.dumps(body)) == body


@pytest.mark.parametrize("raw", ["", "no json", "[]", "1", '{"records": []}', '{"records": [{"unknown": 1}]}'])
def test_a_request_that_breaks_the_contract_is_the_clients_mistake(started: Versions, raw: str) -> None:
    scored = score.answer(raw)
    assert scored.status == 400
    assert scored.body.keys() == {"error"}
    assert started.request


def test_every_request_is_one_line_of_the_log(started: Versions, capsys: pytest.CaptureFixture[str]) -> None:
    score.answer(json.dumps(started.request))
    score.answer("no json")
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line["event"], line["status"]) for line in lines] == [("scored", 200), ("scored", 400)]
    assert "error" in lines[1]


def test_the_model_is_found_wherever_the_platform_puts_it_and_nothing_else_is_taken_for_it(tmp_path: Path) -> None:
    deep = tmp_path / "model" / "3" / "model"
    deep.mkdir(parents=True)
    with pytest.raises(ModelError, match="found:    0"):
        score.model_directory(tmp_path)
    (deep / "metadata.json").touch()
    assert score.model_directory(tmp_path) == deep
    assert os.environ
