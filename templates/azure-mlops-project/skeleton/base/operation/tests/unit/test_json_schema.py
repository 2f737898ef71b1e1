import json
from pathlib import Path
from typing import Any

import pytest

from operation.execution.exit_codes import ConfigurationError
from operation.execution.json_schema import read_by_schema

ENVIRONMENT_SCHEMA = Path("operation/configuration/schemas/azure_devops.environment.schema.json")
PROJECT_SCHEMA = Path("operation/configuration/schemas/azure_devops.project.schema.json")
ENVIRONMENT = "version: 1\nenvironment: { name: x-dev }\n"
AUTHENTICATION = """service_connection:
  name: x-dev
  subscription: {{ id: 11111111-1111-4111-8111-111111111111, name: Contoso }}
  authentication: {{ {} }}
"""
TENANT = "tenant_id: 22222222-2222-4222-8222-222222222222"

# What is added to an environment that is fine, and what is said about it: key, expected, found, remedy.
MISTAKES: dict[str, tuple[str, str, str, str, str]] = {
    "an unknown key": ("place: here", "place", "one of the keys approver_group, ", "an unknown key", "Correct its"),
    "an unknown key further down": (
        "approver_group: { name: x-dev-approvers, members: [a@b.example], chair: a@b.example }",
        "approver_group.chair",
        "one of the keys description, members, name",
        "an unknown key",
        "Correct its spelling, or remove it.",
    ),
    "a missing key": (
        "approver_group: { name: x-dev-approvers }",
        "approver_group.members",
        "a value",
        "no such key",
        "Add the key.",
    ),
    "an empty list": (
        "approver_group: { name: x-dev-approvers, members: [] }",
        "approver_group.members",
        "",
        "[]",
        "Correct the value.",
    ),
    "another kind of value": ("roles: Reader", "roles", "a list", "'Reader'", "Correct the value."),
    "a number for a text": (
        "variable_group: { name: x-dev, variables: { THRESHOLD: 0.5 } }",
        "variable_group.variables.THRESHOLD",
        "text",
        "0.5",
        "Put the value in quotes.",
    ),
    "a text for true or false": (
        "checks: { branch_control: { allowed_branches: [main], require_protection: yes } }",
        "checks.branch_control.require_protection",
        "true or false",
        "'yes'",
        "Correct the value.",
    ),
    "a choice that is none": (
        "roles: [{ identity: a@b.example, role: Owner }]",
        "roles.0.role",
        "one of 'Reader', 'User', ",
        "'Owner'",
        "Correct the value.",
    ),
    "too small a number": (
        "checks: { approval: { approvers: [a@b.example], minimum_approvers: 0 } }",
        "checks.approval.minimum_approvers",
        "at least 1",
        "0",
        "Correct the value.",
    ),
    "a text of another form": (
        "checks: { business_hours: { days: [Monday], start: '9:00', end: '17:00' } }",
        "checks.business_hours.start",
        "text of the form ",
        "'9:00'",
        "Correct the value.",
    ),
    "another version": ("version: 2", "version", "1", "2", "Correct the value."),
    "a sign-in that is none": (
        AUTHENTICATION.format("scheme: password"),
        "service_connection.authentication.scheme",
        "'workload_identity_federation' or 'service_principal' or 'managed_identity'",
        "'password'",
        "Correct the value.",
    ),
    "a sign-in without tenant": (
        AUTHENTICATION.format("scheme: managed_identity"),
        "service_connection.authentication.tenant_id",
        "a value",
        "no such key",
        "Add the key.",
    ),
    "a sign-in with the key of another": (
        AUTHENTICATION.format(f"scheme: managed_identity, {TENANT}, secret: x"),
        "service_connection.authentication.secret",
        "one of the keys scheme, tenant_id",
        "an unknown key",
        "Correct its spelling, or remove it.",
    ),
    "an id that is none": (
        AUTHENTICATION.format("scheme: managed_identity, tenant_id: contoso"),
        "service_connection.authentication.tenant_id",
        "text of the form ",
        "'contoso'",
        "Correct the value.",
    ),
    "a branch that is a reference": (
        "checks: { branch_control: { allowed_branches: [refs/heads/main] } }",
        "checks.branch_control.allowed_branches.0",
        "text of the form ",
        "'refs/heads/main'",
        "Correct the value.",
    ),
}


def read(folder: Path, text: str, schema: Path) -> dict[str, Any]:
    file = folder / "azure_devops.yml"
    file.write_text(text, "utf-8")
    return read_by_schema(file, schema)


def test_a_file_that_fits_is_read_as_it_is(root: Path, tmp_path: Path) -> None:
    addition = "roles: [{ identity: a@b.example, role: Reader, on: variable_group }]\n"
    content = read(tmp_path, ENVIRONMENT + addition, root / ENVIRONMENT_SCHEMA)
    assert content["roles"] == [{"identity": "a@b.example", "role": "Reader", "on": "variable_group"}]


@pytest.mark.parametrize("name", MISTAKES)
def test_a_complaint_names_file_key_expected_found_and_remedy_for(name: str, root: Path, tmp_path: Path) -> None:
    addition, key, expected, found, remedy = MISTAKES[name]
    base = ENVIRONMENT.replace("version: 1\n", "") if addition.startswith("version") else ENVIRONMENT
    with pytest.raises(ConfigurationError) as caught:
        read(tmp_path, base + addition, root / ENVIRONMENT_SCHEMA)
    lines = str(caught.value).splitlines()
    assert lines[0] == f"{(tmp_path / 'azure_devops.yml').as_posix()}: {key}"
    assert lines[1].startswith(f"  expected: {expected}")
    assert lines[2] == f"  found:    {found}"
    assert lines[3].startswith(f"  remedy:   {remedy}")
    assert len(lines) == 4


def test_every_mistake_of_a_file_is_reported_at_once(root: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as caught:
        read(tmp_path, "version: 1\nenvironment: { title: x }\nplace: here\n", root / ENVIRONMENT_SCHEMA)
    keys = [line.split(": ")[1] for line in str(caught.value).splitlines() if not line.startswith(" ")]
    assert sorted(keys) == ["environment.name", "environment.title", "place"]


@pytest.mark.parametrize("schema", [ENVIRONMENT_SCHEMA, PROJECT_SCHEMA])
def test_a_file_without_keys_is_refused(root: Path, tmp_path: Path, schema: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"\(the file\)\n  expected: a group of keys"):
        read(tmp_path, "- 1\n", root / schema)


def test_a_macro_of_a_pipeline_is_refused(root: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"exists in pipelines only"):
        read(tmp_path, "version: 1\nenvironment: { name: x-$(Build.BuildId) }\n", root / ENVIRONMENT_SCHEMA)


def test_a_date_is_text_as_it_is_for_the_portal(root: Path, tmp_path: Path) -> None:
    addition = "variable_group: { name: x-dev, variables: { SINCE: 2026-01-01, SWITCH: on } }\n"
    content = read(tmp_path, ENVIRONMENT + addition, root / ENVIRONMENT_SCHEMA)
    assert content["variable_group"]["variables"] == {"SINCE": "2026-01-01", "SWITCH": "on"}


@pytest.mark.parametrize("text", [None, "{"])
def test_a_missing_or_broken_schema_is_reported(tmp_path: Path, text: str | None) -> None:
    schema = tmp_path / "some.schema.json"
    if text is not None:
        schema.write_text(text, "utf-8")
    with pytest.raises(ConfigurationError, match=r"some.schema.json: \(the file\)\n  expected: a JSON schema"):
        read(tmp_path, ENVIRONMENT, schema)


@pytest.mark.parametrize(
    ("text", "fits"), [("abc", True), ("abc\n", False), ("ab\u0007c", False), ("été", True), ("a b", False)]
)
def test_patterns_are_those_of_javascript(tmp_path: Path, text: str, fits: bool) -> None:  # noqa: FBT001
    schema = tmp_path / "some.schema.json"
    pattern = r"^[\p{L}\p{N}_.()-]+$"
    schema.write_text(json.dumps({"properties": {"key": {"type": "string", "pattern": pattern}}}), "utf-8")
    document = f"key: {json.dumps(text)}\n"
    if fits:
        assert read(tmp_path, document, schema) == {"key": text}
    else:
        with pytest.raises(ConfigurationError, match="text of the form"):
            read(tmp_path, document, schema)
