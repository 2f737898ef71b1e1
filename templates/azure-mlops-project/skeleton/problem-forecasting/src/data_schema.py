"""The data contract as checks: of the series to learn from, and of the history that a forecast starts from."""

from functools import cache

import pandas as pd
import pandera.pandas as pa

from src.data_contract import (
    EXAMPLE,
    LARGEST_TARGET,
    MINIMUM_ROWS,
    SMALLEST_TARGET,
    TARGET,
    TIME,
    WINDOW,
)
from src.periods import ordinals


def is_period(times: pd.Series) -> "pd.Series[bool]":
    """Tell which texts name a period."""
    return ordinals(times).notna()


def is_first_of_its_name(times: pd.Series) -> "pd.Series[bool]":
    """Tell which periods were not there before."""
    return ~times.duplicated()


def is_not_earlier(times: pd.Series) -> "pd.Series[bool]":
    """Tell which periods are not earlier than the row above."""
    return ~(ordinals(times).diff() < 0)


def is_without_gap(times: pd.Series) -> "pd.Series[bool]":
    """Tell which periods follow the row above without a gap."""
    return ~(ordinals(times).diff() > 1)


def series_schema(minimum_rows: int) -> pa.DataFrameSchema:
    """Return the contract of a series: rows in order of time, none twice, none left out."""
    return pa.DataFrameSchema(
        {
            TIME: pa.Column(
                str,
                [
                    pa.Check(is_period, name=f"a {TIME} such as {EXAMPLE}"),
                    pa.Check(is_first_of_its_name, name=f"each {TIME} once"),
                    pa.Check(is_not_earlier, name="rows in order of time"),
                    pa.Check(is_without_gap, name=f"no {TIME} left out before", ignore_na=False),
                ],
                coerce=True,
                nullable=False,
            ),
            TARGET: pa.Column(float, pa.Check.in_range(SMALLEST_TARGET, LARGEST_TARGET), nullable=False),
        },
        checks=[pa.Check(lambda frame: len(frame) >= minimum_rows, name=f"at least {minimum_rows} rows")],
        strict=True,
    )


@cache
def features_schema() -> pa.DataFrameSchema:
    """Return the contract of a history to forecast from."""
    return series_schema(WINDOW)


@cache
def labelled_schema() -> pa.DataFrameSchema:
    """Return the contract of a series to learn from."""
    return series_schema(MINIMUM_ROWS)
