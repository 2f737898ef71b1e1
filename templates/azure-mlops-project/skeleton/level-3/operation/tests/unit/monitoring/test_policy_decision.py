from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from pydantic import ValidationError

from operation.configuration_sections.promotion_overrides import Override
from operation.configuration_sections.promotion_policy import Overrides, PromotionPolicy, Window
from operation.execution.promotion.policy_decision import Candidate, Decision, decide, table_of

TUESDAY_NOON = datetime(2026, 3, 10, 12, tzinfo=timezone.utc)
SHA = "c" * 64
POLICY = PromotionPolicy(
    minimums={"right": 0.9},
    maximums={"error": 2.0},
    minimum_holdout_rows=100,
    champion_comparison=True,
    window=Window(days=["monday", "tuesday"], from_hour=7, until_hour=15),
    overrides=Overrides(allowed=True, minimum_reason_characters=20),
)
EVALUATION: dict[str, Any] = {
    "holdout_rows": 100,
    "metrics": {"right": 0.9, "error": 2.0},
    "champion": {"model_sha256": "d" * 64},
}
OVERRIDE = Override(
    environment="prod",
    model_sha256=SHA,
    reason="Checked by hand on 200 cases.",
    decided_by="ari",
    valid_until="2026-03-10",
)


def _decide(
    *,
    evaluation: dict[str, Any] | None = None,
    gate: dict[str, Any] | None = None,
    policy: PromotionPolicy = POLICY,
    overrides: tuple[Override, ...] = (),
    now: datetime = TUESDAY_NOON,
) -> Decision:
    candidate = Candidate(SHA, {**EVALUATION, **(evaluation or {})}, {"passed": True, **(gate or {})})
    return decide(candidate, policy, overrides, "prod", now)


def test_a_model_that_keeps_every_rule_is_allowed_without_an_override() -> None:
    decision = _decide(overrides=(OVERRIDE,))
    assert decision.allowed
    assert decision.override is None
    assert "FAIL" not in table_of(decision)


@pytest.mark.parametrize(
    ("evaluation", "gate", "rule"),
    [
        ({}, {"passed": False}, "gate"),
        ({}, {"passed": None}, "gate"),
        ({"holdout_rows": 99}, {}, "holdout rows"),
        ({"metrics": {"right": 0.89, "error": 1}}, {}, "right"),
        ({"metrics": {"right": float("nan"), "error": 1}}, {}, "right"),
        ({"metrics": {"right": 1, "error": 2.1}}, {}, "error"),
        ({"metrics": {"right": 1}}, {}, "error"),
    ],
)
def test_each_rule_alone_refuses(evaluation: dict[str, Any], gate: dict[str, Any], rule: str) -> None:
    decision = _decide(evaluation=evaluation, gate=gate)
    assert decision.broken == (rule,)
    assert not decision.allowed
    assert [line.split("FAIL")[0].strip() for line in table_of(decision).splitlines() if "FAIL" in line] == [rule]


def test_a_model_that_was_not_compared_with_the_champion_is_refused_but_a_first_model_is_not() -> None:
    alone = {key: value for key, value in EVALUATION.items() if key != "champion"}
    first = {"passed": True, "criteria": [{"rule": "at least"}, {"rule": "no champion yet"}]}
    not_compared = decide(Candidate(SHA, alone, {"passed": True}), POLICY, (), "prod", TUESDAY_NOON)
    assert not_compared.broken == ("champion",)
    assert decide(Candidate(SHA, alone, first), POLICY, (), "prod", TUESDAY_NOON).allowed
    relaxed = POLICY.model_copy(update={"champion_comparison": False})
    assert decide(Candidate(SHA, alone, {"passed": True}), relaxed, (), "prod", TUESDAY_NOON).allowed


@pytest.mark.parametrize(
    ("hours", "allowed"), [(-5, True), (-6, False), (2, True), (3, False), (24, False), (-24, True)]
)
def test_the_window_is_of_days_and_hours(*, hours: int, allowed: bool) -> None:
    assert _decide(now=TUESDAY_NOON + timedelta(hours=hours)).allowed is allowed


def test_an_override_lets_exactly_its_model_into_its_environment() -> None:
    decision = _decide(gate={"passed": False}, overrides=(OVERRIDE,))
    assert decision.allowed
    assert decision.override == OVERRIDE
    assert "overridden by ari: Checked by hand on 200 cases." in table_of(decision)


@pytest.mark.parametrize(
    "change",
    [
        {"environment": "stage"},
        {"model_sha256": "e" * 64},
        {"reason": "because          "},
        {"valid_until": "2026-03-09"},
    ],
)
def test_an_override_for_something_else_or_without_reason_or_overdue_does_not_count(change: dict[str, str]) -> None:
    assert not _decide(gate={"passed": False}, overrides=(OVERRIDE.model_copy(update=change),)).allowed


def test_an_environment_may_allow_no_override() -> None:
    never = POLICY.model_copy(update={"overrides": Overrides(allowed=False, minimum_reason_characters=20)})
    assert not _decide(gate={"passed": False}, policy=never, overrides=(OVERRIDE,)).allowed


def test_an_empty_window_is_refused() -> None:
    with pytest.raises(ValidationError, match="from_hour before until_hour, which is 15"):
        Window(days=["monday"], from_hour=15, until_hour=15)
