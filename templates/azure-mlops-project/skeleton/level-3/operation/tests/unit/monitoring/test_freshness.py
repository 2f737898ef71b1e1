from datetime import timedelta

import pytest

from operation.tests.unit.monitoring.conftest import NOW
from src.errors import DataError
from src.freshness import Source, require_fresh, table_of

LIMIT = timedelta(hours=48)


def test_data_is_fresh_up_to_its_age_and_not_beyond() -> None:
    require_fresh([Source("scores", NOW - LIMIT, LIMIT), Source("truth", NOW, LIMIT)], NOW)
    with pytest.raises(DataError, match="stale data: scores"):
        require_fresh([Source("scores", NOW - LIMIT - timedelta(seconds=1), LIMIT), Source("truth", NOW, LIMIT)], NOW)


def test_no_data_and_data_from_the_future_are_stale() -> None:
    sources = [Source("nothing", None, LIMIT), Source("tomorrow", NOW + timedelta(hours=1), LIMIT)]
    with pytest.raises(DataError, match="stale data: nothing, tomorrow"):
        require_fresh(sources, NOW)
    lines = table_of(sources, NOW).splitlines()
    assert [line.split()[-1] for line in lines[1:]] == ["STALE", "STALE"]
