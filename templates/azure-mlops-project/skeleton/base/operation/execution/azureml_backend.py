"""The backend that runs components as jobs of Azure Machine Learning, from the very same files."""

import getpass
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from operation.configuration_sections.azure import SECTION as AZURE
from operation.execution.azureml.job_document import (
    FOLDER,
    Document,
    JobFrame,
    document_of_file,
    document_of_runs,
    text_of,
)
from operation.execution.azureml.job_record import read_job_record
from operation.execution.azureml.job_waiting import JobWaiting
from operation.execution.azureml.jobs import AzureMlJobs, Jobs
from operation.execution.azureml.workspace import client_of, names_of, workspace_of
from operation.execution.component_file import Value
from operation.execution.component_run import ComponentRun
from operation.execution.configuration import Configuration
from operation.execution.locations import Locations, candidate_directory
from operation.execution.provenance import git_sha, job_url
from operation.execution.whole_directory import aside, put_in_place, write_whole

DATASTORE = "azureml://datastores/workspaceblobstore/paths"
PARTS_OF_A_CANDIDATE = ("model", "evaluation", "gate")
JOB = "job.json"


class AzureMlBackend:
    """Submits a job, waits for it, and ends as it ended."""

    name = "azureml"

    def __init__(self, configuration: Configuration, jobs: Jobs | None = None) -> None:
        """Run for the environment of a configuration; jobs take the place of those of its workspace."""
        self._configuration = configuration
        self._settings = configuration.section(AZURE)
        self._given_jobs = jobs

    @property
    def locations(self) -> Locations:
        """Return addresses in the storage of the workspace; what a run writes is its own."""
        place = f"{DATASTORE}/{self._configuration.project.project_name}/{self._configuration.environment}"
        run = f"{place}/{run_name()}"
        return Locations(
            backend=self.name,
            raw_data=f"{place}/raw",
            interim_data=f"{run}/interim",
            processed_data=f"{run}/processed",
            model=f"{run}/model",
            evaluation=f"{run}/evaluation",
            gate=f"{run}/gate",
            predictions=f"{run}/predictions",
            tracking_uri="job",
        )

    def run(self, runs: Sequence[ComponentRun], *, dry_run: bool) -> None:
        """Run components as one pipeline job."""
        if runs:
            document, outputs = document_of_runs(runs)
            self._run(" and ".join(run.component for run in runs), document, outputs, dry_run=dry_run, wait=True)

    def run_pipeline(
        self,
        job: Path,
        inputs: Mapping[str, Value],
        outputs: Mapping[str, str],
        *,
        dry_run: bool,
        wait: bool = True,
    ) -> None:
        """Run a pipeline job file; without waiting, another step does."""
        document, names = document_of_file(job, inputs, outputs)
        self._run(job.stem, document, names, dry_run=dry_run, wait=wait)

    def wait(self) -> None:
        """Wait for the job that was submitted without waiting."""
        record = read_job_record(self._configuration.environment)
        self._waiting().wait(record.pending_job())
        record.waited()

    def collect_candidate(self) -> Path:
        """Download the trained model and its records."""
        record, locations = read_job_record(self._configuration.environment), self.locations
        writers = {part: record.writer(getattr(locations, part)) for part in PARTS_OF_A_CANDIDATE}
        target = candidate_directory(self._configuration.environment)
        with aside(target) as incoming:
            (incoming / "candidate").mkdir()
            for part, (job, output) in writers.items():
                print(f"download {output} of job {job}", flush=True)
                self._jobs().download(job, output, incoming / "candidate" / part)
            addresses = {part: f"azureml://jobs/{job}/outputs/{output}" for part, (job, output) in writers.items()}
            write_whole(incoming / "candidate" / JOB, addresses)
            put_in_place(incoming / "candidate", target)
        return target

    def _run(self, title: str, document: Document, outputs: dict[str, str], *, dry_run: bool, wait: bool) -> None:
        text = text_of(self._frame().around(title, document))
        if dry_run:
            print(f"dry run, nothing is submitted; the job, as if it were in {FOLDER.as_posix()}:\n{text}")
            return
        jobs = self._jobs()
        submitted = jobs.submit(text, FOLDER)
        record = read_job_record(self._configuration.environment)
        record.submitted(submitted, outputs)
        if not wait:
            print(f"job:            {submitted.name} is submitted: {submitted.url}", flush=True)
            return
        self._waiting().wait(submitted)
        record.waited()

    def _frame(self) -> JobFrame:
        configuration = self._configuration
        serverless = self._settings.jobs.run_on == "serverless"
        return JobFrame(
            compute=f"azureml:{'serverless' if serverless else names_of(configuration).compute}",
            experiment=f"{configuration.project.project_name}-{configuration.environment}",
            tags={
                "project": configuration.project.project_name,
                "environment": configuration.environment,
                "git_sha": git_sha(),
                "configuration_sha256": configuration.sha256(),
                "pipeline": job_url() or "none",
            },
        )

    def _waiting(self) -> JobWaiting:
        return JobWaiting(self._jobs(), self._settings.jobs.maximum_minutes * 60)

    def _jobs(self) -> Jobs:
        if self._given_jobs is None:
            self._given_jobs = AzureMlJobs(client_of(workspace_of(self._configuration)))
        return self._given_jobs


def run_name() -> str:
    """Return the name that keeps apart what pipelines and people write: the pipeline's run, else the person."""
    build = os.environ.get("BUILD_BUILDID")
    person = "".join(letter for letter in getpass.getuser().lower() if letter.isalnum()) or "unknown"
    return f"build-{build}" if build else f"by-{person}"
