"""Run a core script from the command line: log to the screen, and end with the exit code of the kind of failure."""

import logging
import sys
from collections.abc import Callable, Sequence

from src.errors import CoreError


def run_script(main: Callable[[Sequence[str]], None]) -> None:
    """Call a script's `main` with the arguments of this process."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    try:
        main(sys.argv[1:])
    except CoreError as error:
        print(f"FAILED with exit code {error.exit_code}:\n{error}", file=sys.stderr)
        sys.exit(error.exit_code)
