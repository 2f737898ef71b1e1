"""A rollout waits no longer than the job of the deployment pipeline leaves it time."""

from operation.configuration_sections.traffic import SECTION as TRAFFIC
from operation.execution.configuration import CONFIGURATION, ENVIRONMENT_PREFIX, Configuration
from operation.execution.exit_codes import ConfigurationError
from operation.execution.yaml_files import complaint

# Half of `timeoutInMinutes` in azure_pipelines/templates/deploy_environments.yml: deploying and tests need the rest.
MAXIMUM_SECONDS = 3600


def require(configuration: Configuration) -> None:
    """Refuse waits that end in a job that is cancelled in the middle of a rollout."""
    traffic = configuration.section(TRAFFIC)
    seconds = (traffic.mirror.seconds if traffic.mirror.percent else 0) + (
        traffic.shift.seconds_between * len(traffic.shift.percents)
    )
    if seconds > MAXIMUM_SECONDS:
        file = CONFIGURATION / f"{ENVIRONMENT_PREFIX}{configuration.environment}" / TRAFFIC.file
        expected = (
            f"mirror.seconds and one wait for each of shift.percents take at most {MAXIMUM_SECONDS} s together, "
            "half of the time that the job of the deployment pipeline has"
        )
        remedy = "Shorten the waits or take fewer steps."
        raise ConfigurationError(complaint(file, "shift.seconds_between", expected, f"{seconds:.0f} s", remedy))
