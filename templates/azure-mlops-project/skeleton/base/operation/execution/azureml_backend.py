"""The backend that runs components as jobs of Azure Machine Learning, from the very same files.

Every job writes into a folder of its own, so that nothing that another job wrote is ever touched. Which job wrote last
to a location is remembered below `outputs/`, and the next step reads from there.
"""

import re
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timezone
from pathlib import Path

from operation.configuration_sections.azure import SECTION as AZURE
from operation.execution.azureml.job_document import (
    FOLDER,
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
from src.candidate import read_record

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
        """Return addresses in the storage of the workspace."""
        place = self._place()
        return Locations(
            backend=self.name,
            raw_data=f"{place}/raw",
            interim_data=f"{place}/interim",
            processed_data=f"{place}/processed",
            model=f"{place}/model",
            evaluation=f"{place}/evaluation",
            gate=f"{place}/gate",
            predictions=f"{place}/predictions",
            tracking_uri="job",
        )

    def run(self, runs: Sequence[ComponentRun], *, dry_run: bool) -> None:
        """Run components as one pipeline job."""
        if not runs:
            return
        title = " and ".join(run.component for run in runs)
        name, record = self._new_name(title, dry_run=dry_run), read_job_record(self._configuration.environment)
        document, outputs = document_of_runs(runs, record.read, self._folder(name))
        text = text_of(self._frame().around(name, title, document))
        if self._submit(text, name, outputs, dry_run=dry_run):
            self.wait()

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
        name, record = self._new_name(job.stem, dry_run=dry_run), read_job_record(self._configuration.environment)
        document, names = document_of_file(job, inputs, outputs, record.read, self._folder(name))
        text = text_of(self._frame().around(name, job.stem, document))
        if self._submit(text, name, names, dry_run=dry_run) and wait:
            self.wait()

    def wait(self) -> None:
        """Wait for the job that was submitted last."""
        record = read_job_record(self._configuration.environment)
        job = record.pending_job()
        JobWaiting(self._jobs(), self._settings.jobs.maximum_minutes * 60).wait(job)
        record.waited()

    def fetch(self, location: str, target: Path) -> Path:
        """Download what a component wrote to a location in place of a folder."""
        writer = read_job_record(self._configuration.environment).writer(location)
        with aside(target) as incoming:
            print(f"download output {writer.output} of job {writer.job}", flush=True)
            self._jobs().download(writer.job, writer.output, incoming / target.name)
            put_in_place(incoming / target.name, target)
        return target

    def collect_candidate(self) -> Path:
        """Download the trained model and its records."""
        record, locations = read_job_record(self._configuration.environment), self.locations
        target = candidate_directory(self._configuration.environment)
        writers = {part: record.writer(getattr(locations, part)) for part in PARTS_OF_A_CANDIDATE}
        addresses = {part: f"azureml://jobs/{writer.job}/outputs/{writer.output}" for part, writer in writers.items()}
        if (target / JOB).is_file() and read_record(target, JOB) == addresses:
            return target
        with aside(target) as incoming:
            candidate = incoming / target.name
            candidate.mkdir()
            for part, writer in writers.items():
                print(f"download output {writer.output} of job {writer.job}", flush=True)
                self._jobs().download(writer.job, writer.output, candidate / part)
            write_whole(candidate / JOB, addresses)
            put_in_place(candidate, target)
        return target

    def _submit(self, text: str, name: str, outputs: Mapping[str, str], *, dry_run: bool) -> bool:
        """Submit a job, or print it; tell whether there is something to wait for."""
        if dry_run:
            print(f"dry run, nothing is submitted; the job, as if it were in {FOLDER.as_posix()}:\n{text}")
            return False
        submitted = self._jobs().submit(text, FOLDER)
        read_job_record(self._configuration.environment).submitted(submitted, outputs, self._folder(name))
        print(f"job:            {submitted.name} is submitted: {submitted.url}", flush=True)
        return True

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

    def _place(self) -> str:
        return f"{DATASTORE}/{self._configuration.project.project_name}/{self._configuration.environment}"

    def _folder(self, job: str) -> str:
        return f"{self._place()}/jobs/{job}"

    def _new_name(self, title: str, *, dry_run: bool) -> str:
        """Return a name that no other job has; a dry run prints the same every time."""
        now = datetime.now(timezone.utc).strftime("%Y%m%d-%H%M%S")
        unique = "dry-run" if dry_run else f"{now}-{secrets.token_hex(3)}"
        words = re.sub(r"[^a-z0-9]+", "-", title.lower())
        return f"{self._configuration.project.project_name}-{self._configuration.environment}-{words}-{unique}"

    def _jobs(self) -> Jobs:
        if self._given_jobs is None:
            self._given_jobs = AzureMlJobs(client_of(workspace_of(self._configuration)))
        return self._given_jobs
