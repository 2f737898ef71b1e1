"""Write the sample data set as a raw CSV file.

The data is the monthly sea surface temperature of the eastern Pacific, measured by the National
Oceanic and Atmospheric Administration and part of statsmodels: no download, no account.
"""

import argparse
import logging
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
from statsmodels.datasets import elnino

from src.data_contract import TARGET, TIME
from src.script import run_script

log = logging.getLogger(__name__)


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(prog="python -m src.acquire", description=__doc__)
    parser.add_argument("--raw-data", type=Path, default=Path("data/raw/sample.csv"))
    return parser.parse_args(arguments)


def one_row_for_each_month(years: pd.DataFrame) -> pd.DataFrame:
    """Turn a table of years with a column for each month into a series."""
    columns = [name for name in years.columns if name != "YEAR"]
    months = [f"{int(year)}-{number:02d}" for year in years["YEAR"] for number in range(1, len(columns) + 1)]
    return pd.DataFrame({TIME: months, TARGET: years[columns].to_numpy().ravel()})


def main(arguments: Sequence[str]) -> None:
    """Write the raw data."""
    options = parse_arguments(arguments)
    rows = one_row_for_each_month(elnino.load_pandas().data)
    options.raw_data.parent.mkdir(parents=True, exist_ok=True)
    rows.to_csv(options.raw_data, index=False)
    log.info("wrote %d rows to %s", len(rows), options.raw_data)


if __name__ == "__main__":
    run_script(main)
