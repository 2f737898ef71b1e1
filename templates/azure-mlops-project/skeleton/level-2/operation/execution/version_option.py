"""The option of commands that go back which names a version of the model."""

import argparse

from operation.execution.registry.model_registry import number_of
from src.errors import ModelError


def version_number(text: str) -> int:
    """Parse the number of a version; what is none is a mistake on the command line, and not in the model."""
    try:
        return number_of(text)
    except ModelError as error:
        message = f"expected the number of a version, a whole number from 1 on such as 7, found {text!r}"
        raise argparse.ArgumentTypeError(message) from error


def add_version_argument(parser: argparse.ArgumentParser) -> None:
    """Add the option."""
    parser.add_argument("--to", type=version_number, metavar="VERSION", help="this version, and not the one before")
