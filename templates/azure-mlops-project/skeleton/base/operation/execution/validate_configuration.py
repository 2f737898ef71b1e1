"""Step `validate_configuration`: read every configuration file and compare the names in them."""

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from functools import partial

from operation.execution.azure_consistency import azure_complaints
from operation.execution.configuration import ConfigurationFolder
from operation.execution.configuration_rules import ConfigurationRule, configuration_rules
from operation.execution.deployment import read_deployment
from operation.execution.exit_codes import ConfigurationError
from operation.execution.measured_names import unmeasured_names
from operation.execution.provisioning import environment_complaints, project_complaints
from operation.execution.report import print_identity
from operation.execution.section import Section, sections
from operation.execution.section_schemas import FOLDER as SCHEMAS
from operation.execution.section_schemas import schema_complaints
from operation.execution.step import configuration_folder, guarded
from operation.execution.step_options import read_options
from operation.execution.yaml_files import StrictModel, complaint

# the lines of a complaint are indented, but the first one
NEXT_COMPLAINT = re.compile(r"\n(?=\S)")

Check = Callable[[], list[str]]


def complaints_of(folder: ConfigurationFolder) -> list[str]:
    """Return everything that is wrong in a configuration folder."""
    checks: list[Check] = [partial(_order_complaints, folder), partial(project_complaints, folder)]
    checks.append(partial(schema_complaints, folder.path / SCHEMAS))
    for environment in folder.environments():
        checks.append(partial(_settings_complaints, folder, environment))
        checks.extend(partial(_name_complaints, folder, environment, section) for section in sections())
        checks.append(partial(environment_complaints, folder, environment))
        checks.append(partial(azure_complaints, folder, environment))
        checks.extend(partial(_rule_complaints, rule, folder, environment) for rule in configuration_rules())
    return list(dict.fromkeys(found for check in checks for found in _outcome(check)))


def _outcome(check: Check) -> list[str]:
    try:
        return check()
    except ConfigurationError as error:
        # one at a time, so that what several checks stumble over is said once
        return NEXT_COMPLAINT.split(str(error))


def _settings_complaints(folder: ConfigurationFolder, environment: str) -> list[str]:
    configuration = folder.load(environment)
    print(f"{environment}: SHA-256 {configuration.sha256()}")
    return []


def _rule_complaints(rule: ConfigurationRule, folder: ConfigurationFolder, environment: str) -> list[str]:
    rule.require(folder.load(environment))
    return []


def _name_complaints(folder: ConfigurationFolder, environment: str, section: Section[StrictModel]) -> list[str]:
    return unmeasured_names(folder.section_file(section, environment), folder.read(section, environment))


def _order_complaints(folder: ConfigurationFolder) -> list[str]:
    deployment = read_deployment(folder)
    folders, project = folder.environments(), folder.project()
    complaints = []
    if sorted(deployment.environments) != folders:
        complaints.append(
            complaint(
                deployment.file,
                "environments",
                f"each of {', '.join(folders)} once",
                ", ".join(deployment.environments),
                "List every environment that has a folder, in the order of deployment.",
            )
        )
    source = f"{project.project_name}-training"
    if deployment.source != source:
        key = "resources.pipelines.0.source"
        complaints.append(complaint(deployment.pipeline, key, repr(source), repr(deployment.source), "Correct it."))
    if project.training_environment not in folders:
        complaints.append(
            complaint(
                folder.path / "project.yml",
                "variables.training_environment",
                f"one of {', '.join(folders)}",
                repr(project.training_environment),
                "Correct it, or add the folder.",
            )
        )
    return complaints


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    parser = argparse.ArgumentParser(
        prog="python -m operation.execution.validate_configuration", description="Read every configuration file."
    )
    read_options(parser, given)

    def identity() -> None:
        print_identity("validate_configuration", given, None)

    def work() -> None:
        identity()
        complaints = complaints_of(configuration_folder())
        if complaints:
            raise ConfigurationError("\n".join(complaints))

    return guarded(work, identity)


if __name__ == "__main__":
    sys.exit(main())
