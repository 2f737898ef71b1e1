"""Write the sample data set as a raw CSV file.

The data is the diabetes data set of Efron, Hastie, Johnstone and Tibshirani, which is part of
scikit-learn: real patients, no download, no account.
"""

import argparse
import logging
from collections.abc import Sequence
from pathlib import Path

from sklearn.datasets import load_diabetes

from src.data_contract import FEATURE_NAMES, TARGET
from src.script import run_script

log = logging.getLogger(__name__)

COLUMNS = {
    "age": "age",
    "bmi": "body_mass_index",
    "bp": "blood_pressure",
    "s1": "total_cholesterol",
    "s2": "ldl_cholesterol",
    "s3": "hdl_cholesterol",
    "s4": "cholesterol_ratio",
    "s5": "log_triglycerides",
    "s6": "blood_sugar",
    "sex": "sex",
    "target": TARGET,
}
SEXES = {1.0: "code_1", 2.0: "code_2"}


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(prog="python -m src.acquire", description=__doc__)
    parser.add_argument("--raw-data", type=Path, default=Path("data/raw/sample.csv"))
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> None:
    """Write the raw data."""
    options = parse_arguments(arguments)
    rows = load_diabetes(as_frame=True, scaled=False).frame.rename(columns=COLUMNS)
    rows["sex"] = rows["sex"].map(SEXES)
    options.raw_data.parent.mkdir(parents=True, exist_ok=True)
    rows[[*FEATURE_NAMES, TARGET]].to_csv(options.raw_data, index=False)
    log.info("wrote %d rows to %s", len(rows), options.raw_data)


if __name__ == "__main__":
    run_script(main)
