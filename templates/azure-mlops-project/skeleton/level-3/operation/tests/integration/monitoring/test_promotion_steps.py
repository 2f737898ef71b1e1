"""A release under the policy of an environment."""

import json
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
import yaml

from operation.execution.configuration import ConfigurationFolder
from operation.execution.exit_codes import ExitCode
from operation.execution.release_rules import release_rules
from operation.tests.conftest import run_step
from src.errors import GateError

LOCAL = ("--backend", "local")
OVERRIDES = Path("operation/configuration/promotion_overrides.yml")


def _demand(environment: str, **changes: Any) -> None:  # noqa: ANN401 - whatever the file may hold
    file = Path("operation/configuration", f"environment_{environment}", "promotion_policy.yml")
    content = yaml.safe_load(file.read_text("utf-8"))
    file.write_text(yaml.safe_dump({**content, **changes}), "utf-8")


def _override(environment: str, candidate: Path, reason: str) -> None:
    entry = {
        "environment": environment,
        "model_sha256": json.loads((candidate / "model/metadata.json").read_text("utf-8"))["model_sha256"],
        "reason": reason,
        "decided_by": "ari.approver@contoso.example",
        "valid_until": f"{datetime.now(timezone.utc).year + 1}-12-31",
    }
    OVERRIDES.write_text(yaml.safe_dump({"overrides": [entry]}), "utf-8")


def _require(candidate: Path, environment: str) -> None:
    configuration = ConfigurationFolder(Path()).load(environment)
    for rule in release_rules():
        rule.require(candidate, configuration)


def _decisions(candidate: Path, environment: str) -> list[dict[str, Any]]:
    content: dict[str, Any] = json.loads((candidate / "promotion" / f"{environment}.json").read_text("utf-8"))
    decisions: list[dict[str, Any]] = content["decisions"]
    return decisions


def test_what_the_policy_allows_is_released_and_the_decision_travels(candidate: Path, environment: str) -> None:
    _demand(environment, champion_comparison=False)
    assert run_step("decide_promotion", "--env", environment, *LOCAL) == ExitCode.OK
    assert not (candidate / "promotion").exists(), "deciding writes nothing"
    _require(candidate, environment)
    (decision,) = _decisions(candidate, environment)
    assert decision["allowed"] is True
    assert decision["override"] is None
    assert {rule["rule"] for rule in decision["rules"]} >= {"gate", "holdout rows", "window"}


def test_what_the_policy_refuses_is_not_released(
    candidate: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _demand(environment, minimum_holdout_rows=100000, champion_comparison=False)
    assert run_step("decide_promotion", "--env", environment, *LOCAL) == ExitCode.GATE
    assert run_step("release", "--env", environment, *LOCAL) == ExitCode.GATE
    assert "refuses this model: holdout rows" in capsys.readouterr().err
    assert not Path("outputs", environment, "release").exists()
    assert [decision["allowed"] for decision in _decisions(candidate, environment)] == [False]


def test_an_override_with_a_reason_lets_the_model_through_and_is_written_down(
    candidate: Path, environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _demand(environment, minimum_holdout_rows=100000, champion_comparison=False)
    _override(environment, candidate, "too short")
    with pytest.raises(GateError):
        _require(candidate, environment)
    reason = "The hold-out set is small this month; 200 cases were checked by hand."
    _override(environment, candidate, reason)
    _require(candidate, environment)
    assert run_step("decide_promotion", "--env", environment, *LOCAL) == ExitCode.OK
    assert "allowed by override" in capsys.readouterr().out
    refused, allowed = _decisions(candidate, environment)
    assert (refused["allowed"], refused["override"]) == (False, None)
    assert allowed["override"]["reason"] == reason
    assert allowed["override"]["decided_by"] == "ari.approver@contoso.example"


def test_a_dry_run_reads_no_candidate(project: Path, environment: str) -> None:
    assert project.is_dir()
    assert run_step("decide_promotion", "--env", environment, *LOCAL, "--dry-run") == ExitCode.OK
