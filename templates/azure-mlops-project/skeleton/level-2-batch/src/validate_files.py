"""Hold every file to score against the data contract, before anything is scored."""

import argparse
import logging
from collections.abc import Sequence
from pathlib import Path

from src.data_schema import features_schema
from src.data_validation import read_rows
from src.errors import DataError
from src.script import run_script

log = logging.getLogger(__name__)

ENDING = ".csv"


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(prog="python -m src.validate_files", description=__doc__)
    parser.add_argument("--files-directory", type=Path, default=Path("data/raw/to_score"))
    return parser.parse_args(arguments)


def complaint_about(path: Path) -> str | None:
    """Return what is wrong with a file."""
    if path.suffix != ENDING:
        return f"{path}: expected a file that ends in {ENDING}. Take it out of the folder, or rename it."
    try:
        rows = read_rows(path, features_schema())
    except DataError as error:
        return str(error)
    return None if len(rows) else f"{path}: expected at least one row, found none. Take it out of the folder."


def main(arguments: Sequence[str]) -> None:
    """Check the files; every one that is not fit to be scored is named."""
    options = parse_arguments(arguments)
    files = sorted(path for path in options.files_directory.rglob("*") if path.is_file())
    if not files:
        message = (
            f"{options.files_directory}: expected at least one CSV file to score, found none. Put files there first."
        )
        raise DataError(message)
    complaints = [complaint for complaint in map(complaint_about, files) if complaint is not None]
    if complaints:
        raise DataError("\n".join(complaints))
    log.info("%d files keep the data contract", len(files))


if __name__ == "__main__":
    run_script(main)
