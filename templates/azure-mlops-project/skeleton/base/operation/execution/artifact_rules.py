"""The rule for what pipelines publish."""

from collections.abc import Iterator

from operation.execution.pipeline_files import Mapping, PipelineFile, jobs_of, steps_of, steps_of_job

PUBLISH = "PublishPipelineArtifact@1"
ATTEMPT = "$(System.JobAttempt)"
AFTER_A_FAILURE = "failed()"


def reruns_can_publish(file: PipelineFile) -> Iterator[str]:
    """Let a job that failed run again: within a run, the name of an artifact is taken by the first who publishes it."""
    ends = [_last_step(job) for job in jobs_of(file)]
    for step in steps_of(file):
        inputs = step.get("inputs") or {}
        name = str(inputs.get("artifact", inputs.get("artifactName", "")))
        is_end = "condition" not in step and any(step is end for end in ends)
        if step.get("task") == PUBLISH and ATTEMPT not in name and not is_end:
            yield (
                f"artifact {name}: the job cannot be run again once it is published; publish it as the last step "
                f"of the job, without a condition, or with {ATTEMPT} in its name"
            )


def _last_step(job: Mapping) -> Mapping | None:
    steps = [step for step in steps_of_job(job) if step.get("condition") != AFTER_A_FAILURE]
    return steps[-1] if steps else None
