"""The daily pipeline, where a rule for all pipelines cannot say it."""

from pathlib import Path

from operation.execution.pipeline_files import read_pipeline_file, steps_of

MONITORING = Path("azure_pipelines/monitoring.yml")


def test_the_reports_are_published_whether_or_not_a_step_before_failed(root: Path) -> None:
    (publish,) = (step for step in steps_of(read_pipeline_file(root, MONITORING)) if "Publish" in step.get("task", ""))
    assert publish["condition"] == "succeededOrFailed()"
