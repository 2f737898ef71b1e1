"""Step `score_batch`: score every file of the environment's folder with its batch endpoint, all of them or none."""

import sys
from collections.abc import Sequence
from datetime import datetime, timezone

from operation.execution.azureml.workspace import names_of
from operation.execution.batch.batch_endpoints import require_default
from operation.execution.batch.batch_files import files_to_score
from operation.execution.batch.connection import endpoints_of
from operation.execution.locations import outputs_directory
from operation.execution.provenance import git_sha, job_url
from operation.execution.step import StepContext, run_environment_step
from operation.execution.whole_directory import aside, put_in_place, write_whole

FOLDER = "batch_scores"
SCORES = "scores"
RECORD = "run.json"


def work(context: StepContext) -> None:
    """Score the files, and write beside the scores what they were made with."""
    configuration = context.configuration
    target = outputs_directory(configuration.environment) / FOLDER
    files = files_to_score(context)
    if context.dry_run:
        endpoint = names_of(configuration).batch_endpoint
        print(f"dry run, nothing is scored: batch endpoint {endpoint} would score {files} into {target}")
        return
    endpoints = endpoints_of(context.backend.name, configuration)
    default = require_default(endpoints)
    deployment = next(entry for entry in endpoints.deployments() if entry.name == default)
    with aside(target) as incoming:
        scored = endpoints.invoke(files, incoming / FOLDER / SCORES, deployment.name)
        record = {
            "files": files,
            "scored": sorted(scored),
            "endpoint": endpoints.name,
            "deployment": deployment.name,
            "model_version": deployment.version,
            "model_sha256": deployment.model_sha256,
            "scored_at": datetime.now(timezone.utc).isoformat(timespec="seconds"),
            "scored_from_git_sha": git_sha(),
            "scored_by_job": job_url(),
        }
        write_whole(incoming / FOLDER / RECORD, record)
        put_in_place(incoming / FOLDER, target)
    print(f"scored {len(scored)} files into {target / SCORES}: {deployment.name} of {endpoints.name}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    description = "Score every file of the environment's folder, all of them or none."
    return run_environment_step("score_batch", description, work, arguments)


if __name__ == "__main__":
    sys.exit(main())
