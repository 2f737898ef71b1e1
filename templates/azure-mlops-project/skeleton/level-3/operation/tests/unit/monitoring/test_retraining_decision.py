from datetime import timedelta

import pytest

from operation.configuration_sections.monitoring import Retraining
from operation.execution.monitoring_records import Finding
from operation.execution.retraining.retraining_decision import decide, found_reasons
from operation.tests.unit.monitoring.conftest import NOW

DAY = timedelta(days=1)
SETTINGS = Retraining(reasons=["drift", "performance", "age"], maximum_model_age_days=30, cool_down_hours=48)


def _findings(*, drift: bool = False, worse: bool = False) -> list[Finding]:
    return [
        Finding("drift", NOW, bad=drift, summary="1 column drifted: age"),
        Finding("performance", NOW, bad=worse, summary="worse than allowed: rmse"),
    ]


def test_without_a_reason_nothing_is_trained() -> None:
    found = found_reasons(_findings(), NOW - DAY, NOW, SETTINGS)
    assert found == {}
    assert decide(found, None, NOW, SETTINGS).outcome == "no reason"


@pytest.mark.parametrize(
    ("drift", "worse", "age", "names"),
    [
        (True, False, 1, ["drift"]),
        (False, True, 1, ["performance"]),
        (False, False, 31, ["age"]),
        (True, True, 31, ["drift", "performance", "age"]),
    ],
)
def test_each_reason_is_enough(*, drift: bool, worse: bool, age: int, names: list[str]) -> None:
    found = found_reasons(_findings(drift=drift, worse=worse), NOW - age * DAY, NOW, SETTINGS)
    assert list(found) == names
    decision = decide(found, None, NOW, SETTINGS)
    assert decision.outcome == "train"
    assert [reason.split(":")[0] for reason in decision.reasons] == names


def test_a_model_is_old_after_its_age_and_not_before() -> None:
    assert not found_reasons(_findings(), NOW - 30 * DAY, NOW, SETTINGS)
    assert found_reasons(_findings(), NOW - 30 * DAY - timedelta(seconds=1), NOW, SETTINGS)


def test_a_reason_that_the_settings_leave_out_does_not_count_but_is_told() -> None:
    settings = SETTINGS.model_copy(update={"reasons": ["performance"]})
    decision = decide({"drift": "1 column drifted: age"}, None, NOW, settings)
    assert decision.outcome == "no reason"
    assert "lets drift not count" in decision.explanation


def test_within_the_cool_down_training_is_refused_with_the_time_when_it_may_start() -> None:
    decision = decide({"drift": "moved"}, NOW - timedelta(hours=47), NOW, SETTINGS)
    assert decision.outcome == "cool-down"
    assert "started 47.0 h ago, the cool-down is 48.0 h" in decision.explanation
    assert "may start again at 2026-03-10 13:00 UTC" in decision.explanation
    assert decision.reasons == ("drift: moved",)


def test_the_cool_down_ends() -> None:
    assert decide({"drift": "moved"}, NOW - timedelta(hours=48), NOW, SETTINGS).outcome == "train"
