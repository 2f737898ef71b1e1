"""Wait for a job, say how it goes, and end as it ended."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from operation.execution.azureml.jobs import CANCELED, COMPLETED, FAILED, FINAL_STATES, ChildJob, Jobs, SubmittedJob
from operation.execution.exit_codes import ExitCode, ServiceError, StepTimeoutError

POLL_SECONDS = 15.0
LINES_OF_A_LOG = 60
# As src/script.py ends a core script that fails.
EXIT_CODE = re.compile(r"^FAILED with exit code (\d+):$", flags=re.MULTILINE)


class JobFailedError(ServiceError):
    """A component failed on the platform; it ends the step as it would have ended it here."""

    def __init__(self, message: str, code: ExitCode) -> None:
        """Carry the exit code of the component."""
        super().__init__(message)
        self.code = code


@dataclass
class JobWaiting:
    """Waits for jobs."""

    jobs: Jobs
    maximum_seconds: float
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _seen: dict[str, str] = field(default_factory=dict, init=False)

    def wait(self, job: SubmittedJob) -> None:
        """Return when a job has completed; raise as it failed, or when it takes too long."""
        started = self.clock()
        print(f"job:            {job.name}, at most {self.maximum_seconds / 60:.0f} min: {job.url}", flush=True)
        while True:
            status = self.jobs.status(job.name)
            self._report(job.name, job.name, status, started)
            for child in self.jobs.children(job.name):
                self._report(child.name, child.title, child.status, started)
            if status in FINAL_STATES:
                break
            if self.clock() - started >= self.maximum_seconds:
                self._give_up(job, status)
            self.sleep(POLL_SECONDS)
        if status != COMPLETED:
            raise self._failure(job, status)

    def _report(self, name: str, title: str, status: str, started: float) -> None:
        if self._seen.get(name) != status:
            self._seen[name] = status
            print(f"{self.clock() - started:6.0f} s  {title}: {status}", flush=True)

    def _give_up(self, job: SubmittedJob, status: str) -> None:
        self.jobs.cancel(job.name)
        message = (
            f"job {job.name}\n  expected: {COMPLETED} within {self.maximum_seconds / 60:.0f} min\n"
            f"  found:    {status}; it is cancelled\n"
            f"  remedy:   Look at {job.url}; a larger cluster, or jobs.maximum_minutes in azure.yml, may help."
        )
        raise StepTimeoutError(message)

    def _failure(self, job: SubmittedJob, status: str) -> ServiceError:
        for child in self.jobs.children(job.name):
            if child.status == FAILED:
                return self._child_failure(job, child)
        found = f"{status}, by somebody or by the service" if status == CANCELED else f"{status}, without a failed run"
        return ServiceError(
            f"job {job.name}\n  expected: {COMPLETED}\n  found:    {found}\n  remedy:   Look at {job.url}"
        )

    def _child_failure(self, job: SubmittedJob, child: ChildJob) -> JobFailedError:
        log = self.jobs.log(child.name)
        print(f"\n--- end of the log of {child.title} ({child.name})")
        print("\n".join(log.splitlines()[-LINES_OF_A_LOG:]) or "(it has printed nothing)", flush=True)
        matches = EXIT_CODE.findall(log)
        known = {int(code): code for code in ExitCode}
        code = known.get(int(matches[-1])) if matches else None
        said = log[log.rindex("FAILED with exit code") :].strip() if code else "no word of the core script; see its log"
        message = f"{child.title} failed in job {job.name}\n{said}\nlook at {job.url}"
        return JobFailedError(message, code or ExitCode.SERVICE)
