"""Requests are mirrored on managed compute only."""

from operation.configuration_sections.online import SECTION as ONLINE
from operation.configuration_sections.traffic import SECTION as TRAFFIC
from operation.execution.configuration import CONFIGURATION, ENVIRONMENT_PREFIX, Configuration
from operation.execution.exit_codes import ConfigurationError
from operation.execution.yaml_files import complaint


def require(configuration: Configuration) -> None:
    """Refuse mirroring where the compute does not offer it."""
    percent = configuration.section(TRAFFIC).mirror.percent
    if percent and configuration.section(ONLINE).deployment.compute == "kubernetes":
        file = CONFIGURATION / f"{ENVIRONMENT_PREFIX}{configuration.environment}" / TRAFFIC.file
        expected = (
            "0, because Azure Machine Learning mirrors on managed compute only, "
            f"and deployment.compute in {ONLINE.file} is kubernetes"
        )
        raise ConfigurationError(complaint(file, "mirror.percent", expected, str(percent), "Set it to 0."))
