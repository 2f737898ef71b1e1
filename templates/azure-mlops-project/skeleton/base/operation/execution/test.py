"""Step `test`: every test, with the coverage floor; reports for the pipeline go to outputs/test_reports."""

import sys
from collections.abc import Sequence

from operation.execution.tool import run_tools

TOOLS = (
    (
        "pytest",
        "-p",
        "operation.tests.packages_before_coverage",
        "--cov",
        "--cov-report=term-missing:skip-covered",
        "--cov-report=xml:outputs/test_reports/coverage.xml",
        "--junit-xml=outputs/test_reports/results.xml",
    ),
)
MAXIMUM_SECONDS = 3000  # on a busy agent; the job of azure_pipelines/ci.yml has more, to report what was found


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    return run_tools("test", "Run every test.", TOOLS, maximum_seconds=MAXIMUM_SECONDS, arguments=arguments)


if __name__ == "__main__":
    sys.exit(main())
