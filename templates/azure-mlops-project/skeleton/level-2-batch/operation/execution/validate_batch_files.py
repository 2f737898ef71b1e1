"""Step `validate_batch_files`: hold every file to score against the data contract, as training data is."""

import sys
from collections.abc import Sequence

from operation.configuration_sections.batch import SECTION as BATCH
from operation.execution.batch.batch_files import files_to_score
from operation.execution.component_run import ComponentRun
from operation.execution.local_backend import LocalBackend
from operation.execution.step import StepContext, run_environment_step


def work(context: StepContext) -> None:
    """Check the files where they are: the sample is on this computer, whatever the backend."""
    files = files_to_score(context)
    sample = context.configuration.section(BATCH).source == "sample"
    backend = LocalBackend(context.configuration) if sample else context.backend
    backend.run([ComponentRun("validate_files", {"files": files})], dry_run=context.dry_run)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    description = "Hold every file to score against the data contract."
    return run_environment_step("validate_batch_files", description, work, arguments)


if __name__ == "__main__":
    sys.exit(main())
