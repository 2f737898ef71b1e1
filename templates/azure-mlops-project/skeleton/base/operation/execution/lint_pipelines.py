"""Step `lint_pipelines`: hold every pipeline against the rules."""

import argparse
import sys
from collections.abc import Sequence

from operation.execution.exit_codes import QualityError
from operation.execution.pipeline_files import read_pipeline_files
from operation.execution.pipeline_rules import complaints_of_project
from operation.execution.report import print_identity
from operation.execution.step import configuration_folder, guarded
from operation.execution.step_options import read_options


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    parser = argparse.ArgumentParser(
        prog="python -m operation.execution.lint_pipelines", description="Hold every pipeline against the rules."
    )
    read_options(parser, given)

    def identity() -> None:
        print_identity("lint_pipelines", given, None)

    def work() -> None:
        identity()
        root = configuration_folder().root
        complaints = complaints_of_project(root)
        if complaints:
            raise QualityError("\n".join(complaints))
        print(f"{len(read_pipeline_files(root))} files keep the rules")

    return guarded(work, identity)


if __name__ == "__main__":
    sys.exit(main())
