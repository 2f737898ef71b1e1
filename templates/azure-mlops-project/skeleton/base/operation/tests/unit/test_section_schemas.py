"""The JSON schemas of the configuration are those of the typed models."""

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from operation.execution.configuration import ConfigurationFolder
from operation.execution.exit_codes import ExitCode
from operation.execution.section import Section, sections
from operation.execution.section_schemas import schema_complaints
from operation.execution.yaml_files import StrictModel, read_yaml
from operation.tests.conftest import replace, run_step
from operation.tests.project_copies import own

SCHEMAS = Path("operation/configuration/schemas")
OF_THE_PORTAL = {"azure_devops.environment.schema.json", "azure_devops.project.schema.json"}


def test_the_schemas_are_what_the_models_say_and_there_is_none_too_many(root: Path) -> None:
    assert schema_complaints(root / SCHEMAS) == []
    known = {section.schema_name for section in sections()} | OF_THE_PORTAL
    assert {path.name for path in (root / SCHEMAS).iterdir()} == known


def test_a_schema_that_is_behind_its_model_is_reported_and_written_anew(project: Path) -> None:
    for file in (project / SCHEMAS).iterdir():
        own(file)
    replace(project / SCHEMAS / "settings.environment.schema.json", "smoke_test_maximum_seconds", "seconds")
    assert run_step("validate_configuration") == ExitCode.CONFIGURATION
    assert run_step("write_schemas") == ExitCode.OK
    assert run_step("validate_configuration") == ExitCode.OK


@pytest.mark.parametrize("section", sections(), ids=lambda section: f"{section.scope}-{section.file}")
def test_a_file_names_its_schema_keeps_it_and_is_refused_with_a_misspelt_key(
    section: Section[StrictModel], root: Path, environment: str
) -> None:
    file = ConfigurationFolder(root).section_file(section, environment)
    line = re.match(r"# yaml-language-server: \$schema=(\S+)\n", file.read_text("utf-8"))
    assert line, f"{file} names no schema in its first line"
    schema_file = (file.parent / line.group(1)).resolve()
    assert schema_file == (root / SCHEMAS / section.schema_name).resolve()
    validator = Draft202012Validator(json.loads(schema_file.read_text("utf-8")))
    content = read_yaml(file)
    assert list(validator.iter_errors(content)) == []
    assert list(validator.iter_errors({**content, "misspelt": 1})) != []
