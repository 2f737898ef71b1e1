"""Step `apply_schedules`: let Azure Machine Learning start what schedule.yml says, and nothing else."""

import sys
from collections.abc import Sequence

from operation.configuration_sections.schedule import SECTION as SCHEDULE
from operation.execution.azureml.workspace import client_of, workspace_of
from operation.execution.schedules.scheduled_job import scheduled_job
from operation.execution.step import StepContext, run_environment_step


def work(context: StepContext) -> None:
    """Create, change or stop the schedule of the training."""
    configuration = context.configuration
    settings = configuration.section(SCHEDULE).training
    name = f"{configuration.project.project_name}-{configuration.environment}-training"
    if context.backend.name == "local":
        print("The local backend starts nothing by itself: azure_pipelines/training.yml has a schedule of its own.")
        return
    job = scheduled_job(configuration, dry_run=context.dry_run)
    if context.dry_run:
        when = f"at {settings.cron} ({settings.time_zone})" if settings.enabled else "never: it is not enabled"
        print(f"# dry run, nothing is applied: schedule {name} would start this job {when}\n{job}")
        return
    # Azure's packages take seconds to load, and nothing local needs them.
    from operation.execution.schedules.training_schedule import AzureMlTrainingSchedule  # noqa: PLC0415

    schedule = AzureMlTrainingSchedule(client_of(workspace_of(configuration)), name)
    print(f"schedule {name} {schedule.apply(settings, job)}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    description = "Let Azure Machine Learning start what schedule.yml says."
    return run_environment_step("apply_schedules", description, work, arguments)


if __name__ == "__main__":
    sys.exit(main())
