import json

import pytest

from operation.execution.online.observations import observe, percentile


def line(status: int = 200, milliseconds: float = 5.0, time: float = 100.0) -> str:
    return json.dumps({"event": "scored", "time": time, "status": status, "milliseconds": milliseconds})


def test_failures_of_the_model_count_and_mistakes_of_clients_do_not() -> None:
    found = observe([line(), line(400), line(500), line(503)])
    assert (found.requests, found.errors, found.error_rate) == (4, 2, 0.5)


def test_lines_of_the_container_and_torn_lines_are_skipped() -> None:
    found = observe(
        ["2026-01-01 I gunicorn started", f"2026-01-01 I {line()}", line()[:20], '{"event": "other"}', '{"scored']
    )
    assert found.requests == 1


def test_only_what_was_answered_since_the_moment_counts() -> None:
    assert observe([line(time=99.9), line(time=100.0), line(500, time=3.0)], since=100.0).requests == 1


def test_nothing_observed_is_no_error_rate() -> None:
    nothing = observe([])
    assert (nothing.requests, nothing.error_rate, nothing.percentile(95)) == (0, 0.0, 0.0)


@pytest.mark.parametrize(("per_cent", "value"), [(50, 50), (95, 95), (99, 99), (100, 100), (0, 1)])
def test_a_percentile_is_a_value_that_was_measured(per_cent: float, value: float) -> None:
    assert percentile([float(number) for number in range(100, 0, -1)], per_cent) == value
    assert observe([line(milliseconds=7.0)]).percentile(per_cent) == 7.0
