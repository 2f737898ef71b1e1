"""Step `log_online_scores`: add what the online endpoint was asked since the last time to the log of monitoring."""

import sys
from collections.abc import Sequence

from operation.configuration_sections.monitoring import SECTION as MONITORING
from operation.configuration_sections.online import SECTION as ONLINE
from operation.execution.clock_option import add_clock_argument, clock_input
from operation.execution.component_run import ComponentRun
from operation.execution.monitoring_places import monitoring_places
from operation.execution.online.collected_connection import collected_place
from operation.execution.online.connection import endpoints_of
from operation.execution.online.endpoints import Deployment
from operation.execution.step import StepContext, run_environment_step


def work(context: StepContext) -> None:
    """Run the component on what the deployments that are there have collected."""
    configuration = context.configuration
    if configuration.section(MONITORING).scored_data.source == "sample":
        print("monitoring.yml: scored_data.source is sample: what the endpoint was asked stays out of the log")
        return
    if not configuration.section(ONLINE).deployment.collect_data:
        print("online.yml: deployment.collect_data is false: the endpoint keeps nothing that could be logged")
        return
    if context.dry_run:
        print(f"dry run, nothing is logged: what is in {collected_place(context.backend.name, configuration)} would be")
        return
    deployments = endpoints_of(context.backend.name, configuration).deployments()
    if not deployments:
        print("nothing is deployed on the endpoint: nobody can have asked it")
        return
    context.backend.run([run_of(context, deployments)], dry_run=False)


def run_of(context: StepContext, deployments: Sequence[Deployment]) -> ComponentRun:
    """Return the run of the component for deployments."""
    places = monitoring_places(context.configuration, context.backend)
    return ComponentRun(
        "log_online_scores",
        {
            "collected": collected_place(context.backend.name, context.configuration),
            "deployments": " ".join(f"--deployment {d.name}={d.model_sha256}@{d.deployed_at}" for d in deployments),
            "model": places.model,
            "whole_log": places.whole_log,
            "keep_days": context.configuration.section(MONITORING).scored_data.keep_days,
            **clock_input(context),
        },
        {"scored_log": places.scored_log},
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    description = "Add what the online endpoint was asked to the log that monitoring reads."
    return run_environment_step("log_online_scores", description, work, arguments, add_clock_argument)


if __name__ == "__main__":
    sys.exit(main())
