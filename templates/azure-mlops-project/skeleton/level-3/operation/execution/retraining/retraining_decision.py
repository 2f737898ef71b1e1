"""Decide whether a model is trained again: a reason is needed, and the cool-down must be over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from operation.configuration_sections.monitoring import Reason, Retraining
from operation.execution.monitoring_records import Finding

Outcome = Literal["train", "no reason", "cool-down"]


@dataclass(frozen=True)
class Decision:
    """What was decided, and everything that spoke for or against it."""

    outcome: Outcome
    explanation: str
    reasons: tuple[str, ...]


def found_reasons(
    findings: Sequence[Finding], released_at: datetime, now: datetime, settings: Retraining
) -> dict[Reason, str]:
    """Return every reason that there is, whether or not the settings let it count."""
    reasons: dict[Reason, str] = {finding.name: finding.summary for finding in findings if finding.bad}
    age = now - released_at
    if age > timedelta(days=settings.maximum_model_age_days):
        days = f"{settings.maximum_model_age_days:g} days"
        reasons["age"] = f"the model was released {age.days} days ago, allowed are {days}"
    return reasons


def decide(found: dict[Reason, str], last_started: datetime | None, now: datetime, settings: Retraining) -> Decision:
    """Decide; a training that was started counts for the cool-down, whether or not it succeeded."""
    counting = tuple(f"{name}: {text}" for name, text in found.items() if name in settings.reasons)
    others = [name for name in found if name not in settings.reasons]
    if not counting:
        ignored = f"; monitoring.yml lets {', '.join(others)} not count" if others else ""
        return Decision("no reason", f"nothing speaks for training again{ignored}", ())
    cool_down = timedelta(hours=settings.cool_down_hours)
    if last_started is not None and now - last_started < cool_down:
        explanation = (
            f"the last training was started {_hours(now - last_started)} h ago, the cool-down is "
            f"{_hours(cool_down)} h: training may start again at {last_started + cool_down:%Y-%m-%d %H:%M} UTC"
        )
        return Decision("cool-down", explanation, counting)
    return Decision("train", "there is a reason, and the cool-down is over", counting)


def _hours(span: timedelta) -> str:
    return f"{span.total_seconds() / 3600:.1f}"
