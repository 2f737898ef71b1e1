import numpy as np
import pandas as pd
import pytest

from src.data_contract import SEASON, TARGET, TIME, WINDOW
from src.periods import ordinals, periods_from
from src.windows import LAGS, POSITION, same_position_one_season_before, windows_of


def series_of(values: "list[float]", start: int = 0) -> pd.DataFrame:
    """Return a series that starts with the month of a number; 0 is January 1970."""
    return pd.DataFrame({TIME: periods_from(start, len(values)), TARGET: values})


def test_periods_are_numbered_one_after_the_other_across_years() -> None:
    assert ordinals(pd.Series(["1969-12", "1970-01", "1970-02", "1971-01"])).tolist() == [-1, 0, 1, 12]


def test_numbers_of_periods_are_written_as_the_periods_that_they_came_from() -> None:
    texts = [f"{year}-{month:02d}" for year in (1899, 1969, 2024) for month in range(1, 13)]
    for text, number in zip(texts, ordinals(pd.Series(texts)), strict=True):
        assert periods_from(number, 1) == [text]


@pytest.mark.parametrize("text", ["1950", "1950-1", "1950-13", "1950-01-01", "January", "", "nan", "NaT", None, 195001])
def test_what_is_no_month_has_no_number(text: object) -> None:
    assert ordinals(pd.Series([text], dtype=object)).isna().all()


def test_the_season_starts_with_january() -> None:
    months = ordinals(pd.Series(["1949-12", "1950-01", "2010-06"])) % SEASON
    assert months.tolist() == [11, 0, 5]


def test_a_window_has_the_values_before_its_period_latest_first() -> None:
    values = [float(number) for number in range(WINDOW + 3)]
    table, target = windows_of(series_of(values))
    assert target.tolist() == values[WINDOW:]
    assert table[list(LAGS)].to_numpy()[0].tolist() == values[WINDOW - 1 :: -1]
    for row, value in zip(table.itertuples(index=False), target, strict=True):
        assert row.lag_1 == value - 1
        assert row.lag_12 == value - 12
    assert table[POSITION].tolist() == [0, 1, 2]


def test_a_value_is_in_the_windows_of_the_periods_after_it_and_in_no_other() -> None:
    generator = np.random.default_rng(5)
    series = series_of(generator.uniform(18, 29, 3 * WINDOW).tolist(), start=40)
    before, _ = windows_of(series)
    for changed in range(len(series)):
        other = series.copy()
        other.loc[changed, TARGET] = 35.0
        differs = (windows_of(other)[0] != before).any(axis="columns")
        periods = [row + WINDOW for row in np.flatnonzero(differs)]
        assert periods == [row for row in range(WINDOW, len(series)) if changed < row <= changed + WINDOW]


def test_one_season_before_repeats_where_the_horizon_is_longer_than_a_season() -> None:
    recent = np.arange(float(WINDOW))[np.newaxis]
    repeated = same_position_one_season_before(recent, 2 * SEASON + 1)[0]
    last_season = [float(value) for value in range(WINDOW - SEASON, WINDOW)]
    assert repeated.tolist() == [*last_season, *last_season, last_season[0]]
