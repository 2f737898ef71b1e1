"""Step `log_batch_scores`: add the last batch, as its record says, to the log that monitoring reads."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from operation.configuration_sections.monitoring import SECTION as MONITORING
from operation.execution.component_run import ComponentRun
from operation.execution.locations import outputs_directory
from operation.execution.monitoring_places import ROOT_OF_JOBS, monitoring_places
from operation.execution.score_batch import FOLDER, RECORD, SCORES
from operation.execution.step import StepContext, run_environment_step
from src.candidate import read_record
from src.errors import DataError


def work(context: StepContext) -> None:
    """Run the component on the files that were scored and the scores of them."""
    folder = outputs_directory(context.configuration.environment) / FOLDER
    if context.dry_run:
        print(f"dry run, nothing is logged: what {folder / RECORD} says was scored would be")
        return
    record = _read(folder)
    run = ComponentRun(
        "log_batch_scores",
        {
            "files": _place(context, record["files"]),
            "scores": _place(context, (folder / SCORES).as_posix()),
            "model_sha256": record["model_sha256"],
            "keep_days": context.configuration.section(MONITORING).scored_data.keep_days,
            "now": record["scored_at"],
        },
        {"scored_log": monitoring_places(context.configuration, context.backend).scored_log},
    )
    context.backend.run([run], dry_run=False)


def _read(folder: Path) -> dict[str, Any]:
    if not (folder / RECORD).is_file():
        message = f"{folder / RECORD}: there is no such file. Run the step score_batch first."
        raise DataError(message)
    return read_record(folder, RECORD)


def _place(context: StepContext, folder: str) -> str:
    """Return a folder as the backend finds it: one of this computer is uploaded with a job."""
    return folder if context.backend.name == "local" or "://" in folder else ROOT_OF_JOBS + folder


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    description = "Add the last batch to the log that monitoring reads."
    return run_environment_step("log_batch_scores", description, work, arguments)


if __name__ == "__main__":
    sys.exit(main())
