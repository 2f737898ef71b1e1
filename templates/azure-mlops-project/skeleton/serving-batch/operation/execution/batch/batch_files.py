"""The files that are scored in an environment: where they are, and the sample of them."""

from operation.configuration_sections.batch import SECTION as BATCH
from operation.execution import acquire
from operation.execution.component_run import ComponentRun
from operation.execution.configuration import Configuration
from operation.execution.local_backend import LocalBackend
from operation.execution.locations import Locations
from operation.execution.step import StepContext


def files_to_score(context: StepContext) -> str:
    """Return the folder of the files to score, as the backend names it; write the sample first if asked."""
    settings = context.configuration.section(BATCH)
    if settings.source == "folder":
        return f"{context.backend.locations.raw_data}/{settings.folder}"
    here = LocalBackend(context.configuration)
    here.run(sample_plan(context.configuration, here.locations), dry_run=context.dry_run)
    return f"{here.locations.raw_data}/{settings.folder}"


def sample_plan(configuration: Configuration, locations: Locations) -> list[ComponentRun]:
    """Return the runs that write a sample of files to score."""
    folder = f"{locations.raw_data}/{configuration.section(BATCH).folder}"
    inputs = {"raw_data": locations.raw_data, "raw_file": configuration.settings.data.raw_file}
    return [*acquire.plan(configuration, locations), ComponentRun("batch_sample", inputs, {"files": folder})]
