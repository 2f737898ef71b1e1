import argparse
from typing import Any

import pytest

from src.errors import GateError
from src.gate_rules import Criterion, champion, signature, slices
from src.problem import SLICES

OLD, NEW = "a" * 64, "b" * 64
COLUMNS = {"inputs": [{"name": "x", "type": "double"}], "outputs": [{"name": "y", "type": "double"}]}
SLICE = SLICES[0]


def evaluation(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - any part of the record
    return {
        "model_sha256": NEW,
        "directions": {"recall": "higher", "rmse": "lower"},
        "metrics": {"recall": 0.90, "rmse": 10.0},
        "slices": {SLICE: {"rows": 30, "metrics": {"recall": 0.85, "rmse": 11.0}}},
        "signature": COLUMNS,
        "champion": {
            "model_sha256": OLD,
            "signature": COLUMNS,
            "metrics": {"recall": 0.92, "rmse": 9.0},
            "slices": {SLICE: {"rows": 30, "metrics": {"recall": 0.80, "rmse": 12.0}}},
        },
        **changes,
    }


def judged(rule: Any, record: dict[str, Any], *arguments: str) -> list[Criterion]:  # noqa: ANN401 - a module
    parser = argparse.ArgumentParser()
    rule.add_arguments(parser)
    criteria: list[Criterion] = rule.judge(record, parser.parse_args(arguments))
    return criteria


@pytest.mark.parametrize(
    ("tolerance", "threshold", "passed"),
    [
        ("recall=0.03", 0.89, True),
        ("recall=0.01", 0.91, False),
        ("rmse=1.0", 10.0, True),
        ("rmse=0.5", 9.5, False),
    ],
)
def test_a_model_may_be_worse_than_the_champion_by_the_tolerance_and_no_more(
    tolerance: str, threshold: float, *, passed: bool
) -> None:
    arguments = ("--champion-tolerance", tolerance, "--champion-sha256", OLD)
    (criterion,) = judged(champion, evaluation(), *arguments)
    assert criterion.threshold == pytest.approx(threshold)
    assert criterion.passed is passed


def test_the_first_model_passes_by_rule_and_the_table_says_so() -> None:
    record = evaluation()
    del record["champion"]
    criteria = judged(champion, record, "--champion-tolerance", "recall=0.03", "--champion-sha256", "none")
    assert criteria == [Criterion("no champion yet", "recall", None, None, 0.90, passed=True)]


@pytest.mark.parametrize(("present", "expected"), [(False, OLD), (True, "none"), (True, NEW), (True, ""), (False, "")])
def test_a_champion_that_was_left_out_or_is_another_one_is_refused(expected: str, *, present: bool) -> None:
    record = evaluation()
    if not present:
        del record["champion"]
    with pytest.raises(GateError, match="Run evaluate again"):
        judged(champion, record, "--champion-tolerance", "recall=0.03", "--champion-sha256", expected)


def test_a_metric_that_the_champion_does_not_have_is_refused() -> None:
    with pytest.raises(GateError, match="no metric f1"):
        judged(champion, evaluation(), "--champion-tolerance", "f1=0.03", "--champion-sha256", OLD)


def test_without_tolerances_the_champion_is_not_looked_at() -> None:
    assert judged(champion, evaluation()) == []


@pytest.mark.parametrize(
    ("option", "limit", "passed"),
    [
        ("--slice-minimum", "recall=0.85", True),
        ("--slice-minimum", "recall=0.86", False),
        ("--slice-maximum", "rmse=11.0", True),
        ("--slice-maximum", "rmse=10.9", False),
    ],
)
def test_a_slice_is_judged_by_its_own_rows(option: str, limit: str, *, passed: bool) -> None:
    (criterion,) = judged(slices, evaluation(), option, f"{SLICE}:{limit}")
    assert criterion.passed is passed
    assert criterion.rule.startswith(f"slice {SLICE}, 30 rows: at ")
    assert criterion.reference in (0.80, 12.0)


def test_a_slice_that_is_too_small_is_named_and_not_judged() -> None:
    arguments = ("--slice-minimum", f"{SLICE}:recall=0.99", "--slice-minimum-rows", "31")
    (criterion,) = judged(slices, evaluation(), *arguments)
    assert criterion.passed is None
    assert criterion.rule == f"slice {SLICE}, 30 rows: fewer than 31"


def test_a_slice_without_rows_is_named_and_not_judged() -> None:
    (criterion,) = judged(slices, evaluation(slices={}), "--slice-minimum", f"{SLICE}:recall=0.5")
    assert (criterion.passed, criterion.value) == (None, None)
    assert "0 rows" in criterion.rule


def test_a_slice_that_does_not_exist_is_refused() -> None:
    with pytest.raises(GateError, match=rf"expected: one of {SLICE}(.*\n)*.*there is no slice nobody\n.*remedy: "):
        judged(slices, evaluation(), "--slice-minimum", "nobody:recall=0.5")


@pytest.mark.parametrize("text", ["recall=0.5", ":recall=0.5", "younger:recall"])
def test_a_limit_of_another_shape_is_a_usage_error(text: str) -> None:
    with pytest.raises(SystemExit):
        judged(slices, evaluation(), "--slice-minimum", text)


def test_the_same_signature_passes() -> None:
    assert [criterion.passed for criterion in judged(signature, evaluation())] == [True]


def test_without_champion_there_is_no_signature_to_keep() -> None:
    record = evaluation()
    del record["champion"]
    assert judged(signature, record) == []


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ([], "inputs removed: x"),
        ([*COLUMNS["inputs"], {"name": "z", "type": "long"}], "inputs new: z"),
        ([{"name": "x", "type": "string"}], "inputs changed: x"),
    ],
)
def test_a_changed_signature_fails_until_it_is_acknowledged(
    inputs: list[dict[str, str]], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = {**COLUMNS, "inputs": inputs}
    assert [criterion.passed for criterion in judged(signature, evaluation(signature=changed))] == [False]
    out = capsys.readouterr().out
    checksum = signature.checksum(changed)
    assert words in out
    assert checksum in out
    acknowledged = judged(signature, evaluation(signature=changed), "--acknowledged-signature", checksum)
    assert [criterion.passed for criterion in acknowledged] == [True]
    again = judged(signature, evaluation(signature=COLUMNS | {"outputs": []}), "--acknowledged-signature", checksum)
    assert [criterion.passed for criterion in again] == [False]


def test_another_order_of_the_columns_is_a_change_too(capsys: pytest.CaptureFixture[str]) -> None:
    two = [{"name": "x", "type": "double"}, {"name": "w", "type": "double"}]
    old, new = {**COLUMNS, "inputs": two}, {**COLUMNS, "inputs": two[::-1]}
    record = evaluation(signature=new, champion={**evaluation()["champion"], "signature": old})
    assert [criterion.passed for criterion in judged(signature, record)] == [False]
    assert "the order of the columns differs" in capsys.readouterr().out
