import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from operation.execution.locations import local_locations
from src.data_contract import FEATURE_NAMES
from src.data_schema import labelled_schema
from src.data_validation import read_rows


@pytest.fixture
def rows(trained_project: Path, environment: str) -> pd.DataFrame:
    """Return the rows that were held out, as whoever reads them finds them."""
    return read_rows(trained_project / local_locations(environment).processed_data / "holdout.csv", labelled_schema())


@pytest.fixture
def independent(rows: pd.DataFrame) -> pd.DataFrame:
    """Return such rows, but for columns that have nothing to do with each other."""
    random = np.random.default_rng(3)
    return rows.assign(**{name: random.permutation(rows[name].to_numpy()) for name in FEATURE_NAMES})


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """Return a folder that is not there yet."""
    target = tmp_path / "written"
    shutil.rmtree(target, ignore_errors=True)
    return target
