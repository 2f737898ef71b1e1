"""Decide about a candidate of this computer, and write the decision beside it, where it travels with every release."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from operation.configuration_sections.promotion_overrides import SECTION as OVERRIDES
from operation.configuration_sections.promotion_policy import SECTION as POLICY
from operation.execution.configuration import Configuration
from operation.execution.promotion.policy_decision import Candidate, Decision, decide, table_of
from operation.execution.provenance import git_sha, job_url
from src.candidate import (
    EVALUATION,
    EVALUATION_DIRECTORY,
    GATE,
    GATE_DIRECTORY,
    METADATA,
    MODEL_DIRECTORY,
    read_record,
    require_same_model,
    write_record,
)
from src.errors import GateError

PROMOTION_DIRECTORY = "promotion"


def read_candidate(directory: Path) -> Candidate:
    """Read the records of a candidate; those of another model are refused."""
    model = directory / MODEL_DIRECTORY
    return Candidate(
        model_sha256=str(read_record(model, METADATA).get("model_sha256")),
        evaluation=require_same_model(directory / EVALUATION_DIRECTORY / EVALUATION, model),
        gate=require_same_model(directory / GATE_DIRECTORY / GATE, model),
    )


def decide_about(directory: Path, configuration: Configuration, now: datetime) -> Decision:
    """Decide, and print every rule."""
    candidate = read_candidate(directory)
    overrides = configuration.section(OVERRIDES).overrides
    decision = decide(candidate, configuration.section(POLICY), overrides, configuration.environment, now)
    print(f"model {candidate.model_sha256} into {configuration.environment}:")
    print(table_of(decision))
    return decision


def write_decision(directory: Path, configuration: Configuration, decision: Decision, now: datetime) -> None:
    """Add the decision to those about this environment."""
    name = f"{configuration.environment}.json"
    folder = directory / PROMOTION_DIRECTORY
    earlier = read_record(folder, name)["decisions"] if (folder / name).is_file() else []
    entry = {
        "decided_at": now.isoformat(timespec="seconds"),
        "allowed": decision.allowed,
        "rules": [asdict(judgement) for judgement in decision.judgements],
        "override": decision.override.model_dump(mode="json") if decision.override else None,
        "git_sha": git_sha(),
        "job": job_url(),
    }
    write_record(folder, name, {"decisions": [*earlier, entry]})


def require_allowed(decision: Decision, configuration: Configuration) -> None:
    """Refuse what the policy refuses."""
    if not decision.allowed:
        message = (
            f"the policy of {configuration.environment} refuses this model: {', '.join(decision.broken)}\n"
            "  remedy:   Train a better model, wait for the window, or add an entry to promotion_overrides.yml with a "
            f"reason of {configuration.section(POLICY).overrides.minimum_reason_characters} characters or more."
        )
        raise GateError(message)
