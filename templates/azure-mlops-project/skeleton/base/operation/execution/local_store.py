"""Where the local backend keeps what outlives a job: registries, endpoints, and the log of what was scored."""

import os
from pathlib import Path

from operation.execution.configuration import Configuration
from operation.execution.exit_codes import ConfigurationError
from operation.execution.locations import OUTPUTS

STORE_VARIABLE = "MLOPS_LOCAL_STORE"
# https://learn.microsoft.com/azure/devops/pipelines/build/variables: the same in every run, for this repository alone
REPOSITORY_VARIABLE = "BUILD_REPOSITORY_ID"


def local_store(configuration: Configuration) -> Path:
    """Return the folder of the project: that which the machine names, else the folder of outputs."""
    store = os.environ.get(STORE_VARIABLE)
    if not store:
        return OUTPUTS
    if not Path(store).is_absolute():
        message = (
            f"environment variable {STORE_VARIABLE}\n  expected: an absolute path of a folder\n"
            f"  found:    {store!r}\n  remedy:   Correct it where the agent gets it from, or unset it."
        )
        raise ConfigurationError(message)
    repository = os.environ.get(REPOSITORY_VARIABLE)
    name = configuration.project.project_name
    return Path(store, f"{name}-{repository}" if repository else name)


def kept_directory(configuration: Configuration) -> Path:
    """Return the folder of an environment in there."""
    return local_store(configuration) / configuration.environment
