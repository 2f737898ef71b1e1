"""What watches a release goes on after an environment went back to the release before."""

import json
from pathlib import Path

import pytest

from operation.execution.exit_codes import ExitCode
from operation.tests.integration.monitoring.conftest import Released
from operation.tests.releasing import register_and_promote, release_into, train_another_model


@pytest.fixture
def gone_back(candidate: Path, environment: str) -> Released:
    """Return a project that had a second release, and works with the first one again."""
    assert candidate.is_dir()
    register_and_promote()
    release_into(environment)
    first = Released(environment).model_sha256
    train_another_model(environment)
    register_and_promote()
    release_into(environment)
    released = Released(environment)
    assert released.model_sha256 != first
    assert released.run("roll_back_release") == ExitCode.OK
    assert released.model_sha256 == first
    return released


def test_the_release_that_was_gone_back_to_is_watched_like_any_other(gone_back: Released) -> None:
    steps = (
        *("log_scored_data", "check_freshness", "monitor_drift", "monitor_performance"),
        *("monitoring_verdict", "trigger_retraining"),
    )
    assert [gone_back.run(step) for step in steps] == [ExitCode.OK] * len(steps)
    report = json.loads((gone_back.outputs / "monitoring/performance/performance.json").read_text("utf-8"))
    assert report["model_sha256"] == gone_back.model_sha256
    assert report["worse"] is False
    assert gone_back.run("retire_model", "--reason", "nobody asks it any more") == ExitCode.OK
