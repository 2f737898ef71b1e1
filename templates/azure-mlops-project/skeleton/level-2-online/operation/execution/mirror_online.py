"""Step `mirror_online`: let the new deployment answer a share of the real requests, unseen."""

import sys
from collections.abc import Sequence

from operation.configuration_sections.online import SECTION as ONLINE
from operation.configuration_sections.traffic import SECTION as TRAFFIC
from operation.execution.configuration import CONFIGURATION, ENVIRONMENT_PREFIX, Configuration
from operation.execution.exit_codes import ConfigurationError
from operation.execution.online.mirroring import Mirroring, mirror
from operation.execution.online.observing import clock_of
from operation.execution.online.online_step import OnlineContext, run_online_step
from operation.execution.online.rollout import deployed
from operation.execution.yaml_files import complaint


def work(context: OnlineContext) -> None:
    """Mirror as traffic.yml says."""
    settings = context.configuration.section(TRAFFIC).mirror
    require_mirroring(context.configuration, settings.percent)
    wanted = Mirroring(settings.percent, settings.requests, settings.seconds, settings.maximum_error_rate)
    deployment = deployed(context.endpoints, context.released())
    mirror(context.endpoints, deployment, context.smoke_test().request, wanted, clock_of(context.backend))


def require_mirroring(configuration: Configuration, percent: int) -> None:
    """Refuse mirroring where the compute does not offer it."""
    if percent and configuration.section(ONLINE).deployment.compute == "kubernetes":
        file = CONFIGURATION / f"{ENVIRONMENT_PREFIX}{configuration.environment}" / TRAFFIC.file
        expected = "0, because Azure Machine Learning mirrors on managed compute only"
        raise ConfigurationError(complaint(file, "mirror.percent", expected, str(percent), "Set it to 0."))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    description = "Mirror a share of the requests to the new deployment, whose answers nobody gets."
    return run_online_step("mirror_online", description, work, arguments)


if __name__ == "__main__":
    sys.exit(main())
