"""A model that nobody needs is moved aside with a reason, never deleted."""

import json

import pytest

from operation.execution.exit_codes import ExitCode
from operation.tests.integration.monitoring.conftest import Released

REASON = "Replaced by the model of another team."
NOW = "2026-03-10T12:00:00+00:00"


def test_a_retired_release_is_kept_with_the_reason(released: Released, capsys: pytest.CaptureFixture[str]) -> None:
    sha256 = released.model_sha256
    assert released.run("retire_model", "--reason", REASON, "--now", NOW) == ExitCode.OK
    folder = released.outputs / "retired/20260310T120000Z"
    record = json.loads((folder / "retired.json").read_text("utf-8"))
    assert (record["reason"], record["model_sha256"]) == (REASON, sha256)
    assert record["retired_at"] == NOW
    assert (folder / "model/model.pkl").is_file()
    assert not (released.outputs / "release").exists()
    assert released.run("retire_model", "--reason", REASON) == ExitCode.MODEL
    assert "there is no release to retire" in capsys.readouterr().err


def test_nothing_is_retired_without_a_reason_or_in_a_dry_run(released: Released) -> None:
    assert released.run("retire_model", "--reason", "because") == ExitCode.CONFIGURATION
    assert released.run("retire_model", "--reason", REASON, "--dry-run") == ExitCode.OK
    (released.outputs / "retired/20260310T120000Z").mkdir(parents=True)
    assert released.run("retire_model", "--reason", REASON, "--now", NOW) == ExitCode.MODEL
    assert (released.outputs / "release").is_dir()
