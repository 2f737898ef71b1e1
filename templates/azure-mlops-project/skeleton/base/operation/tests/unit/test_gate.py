import argparse
import json
from pathlib import Path

import pytest

from src.errors import GateError
from src.gate import main, table
from src.gate_rules import Criterion, baseline, metric_and_value, thresholds

EVALUATION = {
    "model_sha256": "a" * 64,
    "directions": {"accuracy": "higher", "recall": "higher", "rmse": "lower"},
    "metrics": {"accuracy": 0.90, "recall": 0.80, "rmse": 10.0},
    "slices": {},
    "signature": {"inputs": [], "outputs": []},
    "baseline": {"metrics": {"accuracy": 0.75, "recall": 0.0, "rmse": 16.0}},
}


def judged(*arguments: str) -> list[Criterion]:
    parser = argparse.ArgumentParser()
    for rule in (baseline, thresholds):
        rule.add_arguments(parser)
    options = parser.parse_args(arguments)
    return [*baseline.judge(EVALUATION, options), *thresholds.judge(EVALUATION, options)]


def passed(option: str, value: str) -> bool | None:
    (criterion,) = judged(option, value)
    return criterion.passed


@pytest.mark.parametrize(
    ("option", "at", "beyond"),
    [
        ("--minimum", "recall=0.80", "recall=0.81"),
        ("--maximum", "rmse=10.0", "rmse=9.99"),
        ("--gain", "accuracy=0.14", "accuracy=0.16"),
        ("--gain", "rmse=6.0", "rmse=6.1"),
    ],
)
def test_a_metric_at_its_threshold_passes_and_beyond_it_fails(option: str, at: str, beyond: str) -> None:
    assert passed(option, at) is True
    assert passed(option, beyond) is False


@pytest.mark.parametrize("option", ["--minimum", "--maximum", "--gain"])
def test_a_metric_that_was_not_measured_is_no_pass(option: str) -> None:
    with pytest.raises(GateError, match="the evaluation has no metric f2") as caught:
        judged(option, "f2=0")
    assert "expected: one that was measured: accuracy, recall, rmse\n" in str(caught.value)
    assert "remedy:   Correct the name" in str(caught.value)


def test_a_metric_that_is_not_a_number_is_no_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(EVALUATION, "metrics", {"accuracy": float("nan"), "rmse": float("nan")})
    assert [c.passed for c in judged("--minimum", "accuracy=0", "--maximum", "rmse=99", "--gain", "rmse=0")] == [
        False,
        False,
        False,
    ]


def test_the_table_shows_rule_threshold_reference_value_and_verdict() -> None:
    rows = table(judged("--minimum", "recall=0.81", "--gain", "accuracy=0.1")).splitlines()
    assert rows[0].split() == ["rule", "metric", "threshold", "reference", "value", "verdict"]
    assert rows[1].split()[-5:] == ["accuracy", "0.8500", "0.7500", "0.9000", "pass"]
    assert rows[2].split()[-5:] == ["recall", "0.8100", "0.0000", "0.8000", "FAIL"]


@pytest.mark.parametrize("text", ["0.9", "=0.9", "recall=", "recall=high"])
def test_a_threshold_without_metric_or_value_is_a_usage_error(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match=f"expected metric=value with a number, .*, found '{text}'"):
        metric_and_value(text)


def test_a_gate_without_criteria_lets_nothing_through(tmp_path: Path) -> None:
    (tmp_path / "evaluation.json").write_text(json.dumps(EVALUATION), "utf-8")
    places = ["--evaluation-directory", str(tmp_path), "--gate-directory", str(tmp_path / "gate")]
    with pytest.raises(GateError, match="the gate has no criterion"):
        main(places)
    main([*places, "--minimum", "recall=0.5"])
    assert json.loads((tmp_path / "gate/gate.json").read_text("utf-8"))["passed"] is True
