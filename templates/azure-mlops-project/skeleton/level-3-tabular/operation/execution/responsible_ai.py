"""Step `responsible_ai`: report which columns the trained model needs, where it fails and for whom.

On Azure Machine Learning it makes the responsible AI dashboard too.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from operation.configuration_sections.responsible_ai import SECTION as RESPONSIBLE_AI
from operation.execution.component_file import Value
from operation.execution.component_run import ComponentRun
from operation.execution.configuration import Configuration
from operation.execution.locations import Locations, outputs_directory
from operation.execution.step import StepContext, run_environment_step
from src.data_contract import FEATURES, TARGET
from src.features import CategoryFeature
from src.problem import KIND

DASHBOARD = Path("operation/execution/jobs/responsible_ai_dashboard.yml")
NAME = "responsible_ai"


def report_directory(environment: str) -> Path:
    """Return the folder of the report on this computer."""
    return outputs_directory(environment) / NAME


def report_location(locations: Locations) -> str:
    """Return where the report is written."""
    return f"{locations.predictions.rpartition('/')[0]}/{NAME}"


def report(configuration: Configuration, locations: Locations) -> ComponentRun:
    """Return the run that writes the report."""
    settings = configuration.section(RESPONSIBLE_AI)
    inputs = {
        "model": locations.model,
        "processed_data": locations.processed_data,
        "options": settings.report_arguments(),
    }
    return ComponentRun(NAME, inputs, {"report": report_location(locations)})


def dashboard_inputs(configuration: Configuration, locations: Locations) -> dict[str, Value]:
    """Return the values of the job that makes the dashboard."""
    settings = configuration.section(RESPONSIBLE_AI)
    name = configuration.project.project_name
    return {
        "model": locations.model,
        "evaluation": locations.evaluation,
        "processed_data": locations.processed_data,
        "registered_model": f"{name}-dashboard",
        "tolerance": settings.dashboard.tolerance,
        "title": f"{name} in {configuration.environment}",
        "task_type": KIND,
        "target": TARGET,
        "categories": json.dumps([feature.name for feature in FEATURES if isinstance(feature, CategoryFeature)]),
        "group_depth": settings.report.tree_depth,
        "group_rows": settings.report.minimum_group_rows,
    }


def dashboard_outputs(locations: Locations) -> dict[str, str]:
    """Return the locations of what that job writes."""
    place = f"{report_location(locations)}_dashboard"
    return {"dashboard": f"{place}/dashboard", "ux_json": f"{place}/ux_json"}


def work(context: StepContext) -> None:
    """Write the report, bring it to this computer, and make the dashboard."""
    configuration, backend, locations = context.configuration, context.backend, context.backend.locations
    backend.run([report(configuration, locations)], dry_run=context.dry_run)
    if not context.dry_run:
        place = backend.fetch(report_location(locations), report_directory(configuration.environment))
        print(f"report: {place.as_posix()}")
    if backend.name == "local":
        print("the dashboard is made by components of Azure Machine Learning: here the report is all there is")
    elif not configuration.section(RESPONSIBLE_AI).dashboard.enabled:
        print(f"no dashboard: dashboard.enabled of {RESPONSIBLE_AI.file} is false")
    else:
        inputs, outputs = dashboard_inputs(configuration, locations), dashboard_outputs(locations)
        wait = not context.options.no_wait
        backend.run_pipeline(DASHBOARD, inputs, outputs, dry_run=context.dry_run, wait=wait)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this step takes."""
    parser.add_argument("--no-wait", action="store_true", help="do not wait for the dashboard, only for the report")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    description = "Report which columns the trained model needs, where it fails and for whom."
    return run_environment_step(NAME, description, work, arguments, add_arguments)


if __name__ == "__main__":
    sys.exit(main())
