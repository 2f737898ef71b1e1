"""Read the truth that arrives after the answers."""

from pathlib import Path

import pandas as pd

from src.errors import DataError
from src.row_identity import ROW_ID


def read_truth(path: Path) -> pd.DataFrame:
    """Read the truth: labelled rows, or ids with their label."""
    if not path.is_file():
        message = f"{path}: there is no such file. Put the truth that has arrived there."
        raise DataError(message)
    try:
        return pd.read_csv(path, dtype={ROW_ID: str})
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError) as error:
        message = f"{path}: not a readable CSV file: {error}"
        raise DataError(message) from error
