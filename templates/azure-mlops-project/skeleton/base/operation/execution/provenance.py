"""Where a step runs: commit, job, and what the environment variables say."""

import os
import subprocess
from pathlib import Path
from urllib.parse import quote

from operation.execution.exit_codes import ConfigurationError

ENVIRONMENT_VARIABLE = "MLOPS_ENVIRONMENT"
LOG_LEVEL_VARIABLE = "MLOPS_LOG_LEVEL"
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


# https://git-scm.com/docs/git-status, "Porcelain Format Version 2"
STATUS = ("git", "--no-optional-locks", "status", "--porcelain=v2", "--branch")
COMMIT = "# branch.oid "
NO_COMMIT = "(initial)"
DIRTY = "-dirty"


def git_sha() -> str:
    """Return the commit that runs: the pipeline's, else that of the working copy, marked if something is not in it."""
    from_pipeline = os.environ.get("BUILD_SOURCEVERSION")
    if from_pipeline:
        return from_pipeline
    here = Path.cwd()
    if not any((folder / ".git").exists() for folder in (here, *here.parents)):
        return "unknown"
    try:
        answer = subprocess.run(STATUS, capture_output=True, text=True, check=False, timeout=10)  # noqa: S603 - no input
    except (FileNotFoundError, subprocess.TimeoutExpired):
        return "unknown"
    lines = answer.stdout.splitlines()
    commit = next((line.removeprefix(COMMIT) for line in lines if line.startswith(COMMIT)), NO_COMMIT)
    if commit == NO_COMMIT:
        return "unknown"
    return commit if all(line.startswith("#") for line in lines) else commit + DIRTY


def job_url() -> str:
    """Return the page of the pipeline's job, or nothing outside a pipeline."""
    collection = os.environ.get("SYSTEM_COLLECTIONURI")
    project = os.environ.get("SYSTEM_TEAMPROJECT")
    build = os.environ.get("BUILD_BUILDID")
    if not (collection and project and build):
        return ""
    url = f"{collection.rstrip('/')}/{quote(project)}/_build/results?buildId={build}&view=logs"
    job = os.environ.get("SYSTEM_JOBID")
    return f"{url}&j={job}" if job else url


def in_pipeline() -> bool:
    """Tell whether an agent of Azure Pipelines runs this."""
    return os.environ.get("TF_BUILD", "").lower() == "true"


def log_level() -> str:
    """Return the log level of the variable group, or the usual one."""
    level = os.environ.get(LOG_LEVEL_VARIABLE, "INFO")
    if level not in LOG_LEVELS:
        message = (
            f"environment variable {LOG_LEVEL_VARIABLE}\n  expected: one of {', '.join(LOG_LEVELS)}\n"
            f"  found:    {level!r}\n  remedy:   Correct it in the variable group, or unset it."
        )
        raise ConfigurationError(message)
    return level


def require_own_variable_group(environment: str) -> None:
    """Refuse to run for one environment with the variable group of another."""
    found = os.environ.get(ENVIRONMENT_VARIABLE)
    if found is not None and found != environment:
        message = (
            f"environment variable {ENVIRONMENT_VARIABLE}\n  expected: {environment!r}, as --env says\n"
            f"  found:    {found!r}\n  remedy:   Link the variable group of {environment}, or correct --env."
        )
        raise ConfigurationError(message)
