"""Step `lint`: style and likely mistakes."""

import sys
from collections.abc import Sequence

from operation.execution.tool import run_tools

TOOLS = (("ruff", "check", "."), ("ruff", "format", "--check", "."))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    return run_tools("lint", "Check style and likely mistakes.", TOOLS, maximum_seconds=300, arguments=arguments)


if __name__ == "__main__":
    sys.exit(main())
