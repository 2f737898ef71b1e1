import re
from pathlib import Path
from typing import Any

import yaml

from operation.execution.azure_names import azure_names
from operation.execution.configuration import ConfigurationFolder

WORKSPACE = re.compile(r"/resourcegroups/([^/]+)/providers/Microsoft\.MachineLearningServices/workspaces/([^&]+)&")


def read(file: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return content


def entities(root: Path) -> dict[tuple[str, str], dict[str, Any]]:
    documents = list(yaml.safe_load_all((root / "catalog-info.yaml").read_text("utf-8")))
    found = {(entity["kind"], entity["metadata"]["name"]): entity for entity in documents}
    assert len(found) == len(documents)
    return found


def answers(root: Path) -> dict[str, Any]:
    record: dict[str, Any] = read(root / ".azure-mlops.yml")["answers"]
    return record


def test_the_component_and_its_system_have_the_name_of_the_project_and_one_owner(root: Path) -> None:
    name = read(root / "operation/configuration/project.yml")["variables"]["project_name"]
    catalog = entities(root)
    assert catalog["Component", name]["metadata"]["annotations"]["backstage.io/techdocs-ref"] == "dir:."
    assert {entity["spec"]["owner"] for entity in catalog.values()} == {answers(root)["owner"]}
    assert {entity["spec"]["system"] for kind_and_name, entity in catalog.items() if kind_and_name[0] != "System"} == {
        name
    }
    assert ("System", name) in catalog
    assert answers(root)["name"] == name


def resources(root: Path) -> dict[str, dict[str, Any]]:
    """Return the environments of the catalog, by their own name."""
    prefix = f"{answers(root)['name']}-"
    return {name.removeprefix(prefix): entity for (kind, name), entity in entities(root).items() if kind == "Resource"}


def test_each_resource_is_an_environment_of_the_configuration_that_the_component_depends_on(root: Path) -> None:
    name = answers(root)["name"]
    environments = {*ConfigurationFolder(root).environments()}
    first = {environment["name"] for environment in answers(root)["environments"]}
    assert first & environments <= {*resources(root)} <= environments
    assert entities(root)["Component", name]["spec"]["dependsOn"] == [
        f"resource:default/{name}-{environment}" for environment in resources(root)
    ]


def test_an_api_is_provided_exactly_when_there_is_an_online_endpoint_and_its_definition_is_here(root: Path) -> None:
    record = answers(root)
    catalog = entities(root)
    apis = [entity for (kind, _), entity in catalog.items() if kind == "API"]
    assert len(apis) == int(record["serving"] in {"online", "both"})
    provided = catalog["Component", record["name"]]["spec"].get("providesApis", [])
    assert provided == [api["metadata"]["name"] for api in apis]
    for api in apis:
        assert read(root / api["spec"]["definition"]["$text"])["openapi"].startswith("3.")


def test_links_into_the_studio_name_the_workspaces_that_provisioning_makes(root: Path) -> None:
    record = answers(root)
    for environment, resource in resources(root).items():
        studio = [link["url"] for link in resource["metadata"]["links"] if "ml.azure.com" in link["url"]]
        assert len(studio) == int("azure" in record)
        names = azure_names(record["name"], environment)
        for group, workspace in WORKSPACE.findall("".join(studio)):
            assert (group, workspace) == (names.resource_group, names.workspace)
