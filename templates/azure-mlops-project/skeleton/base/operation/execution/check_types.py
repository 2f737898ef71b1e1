"""Step `check_types`: static types."""

import sys
from collections.abc import Sequence

from operation.execution.tool import run_tools

TOOLS = (("mypy",),)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    return run_tools("check_types", "Check static types.", TOOLS, maximum_seconds=600, arguments=arguments)


if __name__ == "__main__":
    sys.exit(main())
