"""Write the sample data set as a raw CSV file.

The data is the Breast Cancer Wisconsin (Diagnostic) data set, which is part of
scikit-learn: real measurements, no download, no account.
"""

import argparse
import logging
from collections.abc import Sequence
from pathlib import Path

from sklearn.datasets import load_breast_cancer

from src.data_contract import CLASSES, FEATURE_NAMES, TARGET
from src.script import run_script

log = logging.getLogger(__name__)


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(prog="python -m src.acquire", description=__doc__)
    parser.add_argument("--raw-data", type=Path, default=Path("data/raw/sample.csv"))
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> None:
    """Write the raw data."""
    options = parse_arguments(arguments)
    bunch = load_breast_cancer(as_frame=True)
    rows = bunch.data.set_axis(list(FEATURE_NAMES), axis="columns")
    # scikit-learn codes malignant as 0 and benign as 1
    rows[TARGET] = bunch.target.map({0: CLASSES[1], 1: CLASSES[0]})
    options.raw_data.parent.mkdir(parents=True, exist_ok=True)
    rows.to_csv(options.raw_data, index=False)
    log.info("wrote %d rows to %s", len(rows), options.raw_data)


if __name__ == "__main__":
    run_script(main)
