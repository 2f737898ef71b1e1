"""A candidate is only fit to be released as it was trained, judged and signed."""

import json
import re
from pathlib import Path

import pytest

from src import verify
from src.candidate import checksums, write_record
from src.errors import GateError, ModelError, SlowModelError


def verified(candidate: Path, maximum_seconds: float = 60) -> None:
    verify.main(["--candidate-directory", str(candidate), "--maximum-seconds", str(maximum_seconds)])


def edit_json(file: Path, **changes: object) -> None:
    file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), **changes}), "utf-8")


def record_checksums_anew(model_directory: Path) -> None:
    files = {name: sha256 for name, sha256 in checksums(model_directory).items() if name != "metadata.json"}
    edit_json(model_directory / "metadata.json", files=files)


def test_a_candidate_as_it_was_trained_is_fit(candidate: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO"):
        verified(candidate)
    assert "answers as trained" in caplog.text


def test_an_altered_model_is_refused(candidate: Path) -> None:
    with (candidate / "model/model.pkl").open("ab") as file:
        file.write(b"x")
    with pytest.raises(ModelError, match="The file was altered"):
        verified(candidate)


def test_a_model_that_did_not_pass_the_gate_is_refused(candidate: Path) -> None:
    edit_json(candidate / "gate/gate.json", passed=False, criteria=[])
    with pytest.raises(GateError, match="no criterion says why"):
        verified(candidate)


def test_the_refusal_names_what_failed_and_what_the_gate_demands(candidate: Path) -> None:
    verdict = candidate / "gate/gate.json"
    criteria = json.loads(verdict.read_text("utf-8"))["criteria"]
    kept, *_ = criteria
    failed = [
        {**kept, "rule": "at most", "metric": "mistakes", "threshold": 0.25, "value": 0.5, "passed": False},
        {**kept, "rule": "changed", "metric": "signature", "threshold": None, "value": None, "passed": False},
    ]
    edit_json(verdict, passed=False, criteria=[*criteria, *failed])
    with pytest.raises(GateError) as refusal:
        verified(candidate)
    found = "mistakes 0.5000, where the gate says: at most 0.2500; signature, where the gate says: changed"
    assert f"  found:    {found}\n" in str(refusal.value)
    assert "remedy:   It is not released. Train a better model" in str(refusal.value)


@pytest.mark.parametrize("record", ["gate/gate.json", "evaluation/evaluation.json"])
def test_a_model_without_verdict_or_evaluation_is_refused(candidate: Path, record: str) -> None:
    (candidate / record).unlink()
    with pytest.raises(ModelError, match="there is no such file"):
        verified(candidate)


@pytest.mark.parametrize("record", ["gate/gate.json", "evaluation/evaluation.json"])
def test_a_record_of_another_model_is_refused(candidate: Path, record: str) -> None:
    edit_json(candidate / record, model_sha256="0" * 64)
    with pytest.raises(ModelError, match="was written for model 0000"):
        verified(candidate)


def test_a_model_without_signature_is_refused(candidate: Path) -> None:
    model = candidate / "model"
    text = (model / "MLmodel").read_text("utf-8")
    (model / "MLmodel").write_text(re.sub(r"^signature:\n(?:  .*\n)+", "", text, flags=re.MULTILINE), "utf-8")
    record_checksums_anew(model)
    with pytest.raises(ModelError, match="the model has no readable signature"):
        verified(candidate)


def test_a_model_that_answers_differently_than_when_trained_is_refused(candidate: Path) -> None:
    model = candidate / "model"
    smoke_test = json.loads((model / "smoke_test.json").read_text("utf-8"))
    first = smoke_test["response"]["predictions"][0]
    name = next(name for name, value in first.items() if isinstance(value, float))
    first[name] += 0.1
    write_record(model, "smoke_test.json", smoke_test)
    record_checksums_anew(model)
    with pytest.raises(ModelError, match="smoke test, record 0: the model answered"):
        verified(candidate)


def test_a_model_that_answers_too_late_is_refused(candidate: Path) -> None:
    with pytest.raises(SlowModelError, match="allowed are"):
        verified(candidate, maximum_seconds=1e-9)
