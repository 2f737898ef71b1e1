"""Decide whether a candidate may be released into an environment, rule by rule."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from operation.configuration_sections.promotion_overrides import Override
from operation.configuration_sections.promotion_policy import Overrides, PromotionPolicy

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NO_CHAMPION = "no champion yet"


@dataclass(frozen=True)
class Candidate:
    """What the records of a candidate say."""

    model_sha256: str
    evaluation: Mapping[str, Any]
    gate: Mapping[str, Any]


@dataclass(frozen=True)
class Judgement:
    """One rule of the policy."""

    rule: str
    expected: str
    found: str
    passed: bool


@dataclass(frozen=True)
class Decision:
    """Every rule, and the override that counts if there is one."""

    judgements: tuple[Judgement, ...]
    override: Override | None

    @property
    def broken(self) -> tuple[str, ...]:
        """Return the rules that are broken."""
        return tuple(judgement.rule for judgement in self.judgements if not judgement.passed)

    @property
    def allowed(self) -> bool:
        """Tell whether the model may be released."""
        return not self.broken or self.override is not None


def decide(
    candidate: Candidate, policy: PromotionPolicy, overrides: Sequence[Override], environment: str, now: datetime
) -> Decision:
    """Judge every rule; an override is looked for only where one is broken."""
    judgements = tuple(judge(candidate, policy, now))
    if all(judgement.passed for judgement in judgements):
        return Decision(judgements, None)
    counting = (entry for entry in overrides if _counts(entry, policy.overrides, candidate, environment, now.date()))
    return Decision(judgements, next(counting, None))


def judge(candidate: Candidate, policy: PromotionPolicy, now: datetime) -> Iterator[Judgement]:
    """Yield a judgement for each rule."""
    passed = candidate.gate.get("passed") is True
    yield Judgement("gate", "passed", "passed" if passed else "not passed", passed)
    rows = int(candidate.evaluation["holdout_rows"])
    least = policy.minimum_holdout_rows
    yield Judgement("holdout rows", f"at least {least}", str(rows), rows >= least)
    if policy.champion_comparison:
        found = _comparison(candidate)
        yield Judgement("champion", "compared", found or "not compared", bool(found))
    yield from _metric_judgements(candidate.evaluation["metrics"], policy)
    window = policy.window
    inside = DAYS[now.weekday()] in window.days and window.from_hour <= now.hour < window.until_hour
    days = "any day" if len(set(window.days)) == len(DAYS) else ", ".join(window.days)
    expected = f"{days} from {window.from_hour} to {window.until_hour} UTC"
    yield Judgement("window", expected, f"{DAYS[now.weekday()]} {now:%H:%M}", inside)


def table_of(decision: Decision) -> str:
    """Render a line for each rule, and what is decided."""
    width = max(len(judgement.rule) for judgement in decision.judgements) + 2
    found_width = max(len(judgement.found) for judgement in decision.judgements) + 2
    lines = [f"{'rule':<{width}}{'verdict':<9}{'found':<{found_width}}expected"]
    lines += [
        f"{j.rule:<{width}}{'pass' if j.passed else 'FAIL':<9}{j.found:<{found_width}}{j.expected}"
        for j in decision.judgements
    ]
    if decision.override is not None:
        lines.append(f"overridden by {decision.override.decided_by}: {decision.override.reason}")
    return "\n".join(lines)


def _metric_judgements(metrics: Mapping[str, float], policy: PromotionPolicy) -> Iterator[Judgement]:
    for name, limit in policy.minimums.items():
        value = metrics.get(name)
        yield Judgement(name, f"at least {limit:g}", _number(value), value is not None and value >= limit)
    for name, limit in policy.maximums.items():
        value = metrics.get(name)
        yield Judgement(name, f"at most {limit:g}", _number(value), value is not None and value <= limit)


def _comparison(candidate: Candidate) -> str:
    """Tell how the candidate was compared: with a champion, or with none as there is none yet; or not at all."""
    if "champion" in candidate.evaluation:
        return f"with {str(candidate.evaluation['champion'].get('model_sha256'))[:12]}"
    rules = [str(criterion.get("rule")) for criterion in candidate.gate.get("criteria", [])]
    return next((rule for rule in rules if rule.startswith(NO_CHAMPION)), "")


def _counts(entry: Override, settings: Overrides, candidate: Candidate, environment: str, today: date) -> bool:
    return (
        settings.allowed
        and entry.environment == environment
        and entry.model_sha256 == candidate.model_sha256
        and len(entry.reason.strip()) >= settings.minimum_reason_characters
        and today <= date.fromisoformat(entry.valid_until)
    )


def _number(value: float | None) -> str:
    return "not measured" if value is None else f"{value:.4f}"
