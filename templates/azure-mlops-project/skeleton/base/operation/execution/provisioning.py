"""The files that the portal reads to create pipelines, policies, environments, checks and connections.

Their shape is in the JSON schemas that the portal ships; the names in them are compared here. So a laptop and CI find
a mistake before the portal does.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from operation.configuration_sections.pipeline_variables import SECTION as PIPELINE_VARIABLES
from operation.configuration_sections.pipeline_variables import PipelineVariables
from operation.execution.configuration import ConfigurationFolder
from operation.execution.json_schema import Mapping, read_by_schema
from operation.execution.yaml_files import complaint

FILE = "azure_devops.yml"
VARIABLES_FILE = PIPELINE_VARIABLES.file
PROJECT_SCHEMA = Path("schemas/azure_devops.project.schema.json")
ENVIRONMENT_SCHEMA = Path("schemas/azure_devops.environment.schema.json")
CONNECTIONS = ("service_connection", "container_registry")


def read_project(folder: ConfigurationFolder) -> Mapping:
    """Read what the project has in Azure DevOps, besides its environments."""
    return read_by_schema(folder.path / FILE, folder.path / PROJECT_SCHEMA)


def read_environment(folder: ConfigurationFolder, environment: str) -> Mapping:
    """Read what an environment has in Azure DevOps."""
    return read_by_schema(folder.environment_file(environment, FILE), folder.path / ENVIRONMENT_SCHEMA)


def read_pipeline_variables(folder: ConfigurationFolder, environment: str) -> PipelineVariables:
    """Read what pipelines know of an environment when they are compiled."""
    return folder.read(PIPELINE_VARIABLES, environment).variables


def project_complaints(folder: ConfigurationFolder) -> list[str]:
    """Compare the resources of the project with its name, its environments and the files in `azure_pipelines`."""
    file = folder.path / FILE
    project = read_project(folder)
    return [
        *_pipeline_complaints(folder, file, project),
        *_branch_policy_complaints(folder, file, project),
    ]


def _pipeline_complaints(folder: ConfigurationFolder, file: Path, project: Mapping) -> Iterator[str]:
    name = folder.project().project_name
    if project["project"] != name:
        yield complaint(file, "project", repr(name), repr(project["project"]), "Use the name in project.yml.")
    definitions = project["pipelines"]["definitions"]
    declared = [definition["yaml"] for definition in definitions]
    present = sorted(path.relative_to(folder.root).as_posix() for path in folder.root.glob("azure_pipelines/*.yml"))
    for missing in sorted(set(present) - set(declared)) if set(declared) <= set(present) else ():
        yield complaint(file, "pipelines.definitions", f"one of {missing}", "none", "Add it, or remove the file.")
    for position, definition in enumerate(definitions):
        key, path = f"pipelines.definitions.{position}.yaml", definition["yaml"]
        if path not in present:
            found = f"{path} does not exist; there are {', '.join(present)}"
            yield complaint(file, key, "a pipeline that exists", found, "Correct the path, or remove the entry.")
            continue
        if path in declared[:position]:
            yield complaint(file, key, "each pipeline once", f"{path} is there twice", "Remove one of the entries.")
        expected = f"{name}-{Path(definition['yaml']).stem}"
        if definition["name"] != expected:
            key = f"pipelines.definitions.{position}.name"
            yield complaint(file, key, repr(expected), repr(definition["name"]), "Use <project>-<file name>.")


def _branch_policy_complaints(folder: ConfigurationFolder, file: Path, project: Mapping) -> Iterator[str]:
    pipelines = pipeline_names(project)
    groups = {
        read_environment(folder, environment).get("approver_group", {}).get("name")
        for environment in folder.environments()
    }
    for position, branch in enumerate(project.get("branch_policies", ())):
        key = f"branch_policies.{position}"
        builds = [build["pipeline"] for build in branch.get("build_validation", ())]
        yield from _unknown_names(file, f"{key}.build_validation", builds, pipelines)
        reviewers = [name for policy in branch.get("automatic_reviewers", ()) for name in policy["reviewers"]]
        own = [name for name in reviewers if _is_approver_group(folder, name)]
        yield from _unknown_names(file, f"{key}.automatic_reviewers", own, groups)


def environment_complaints(folder: ConfigurationFolder, environment: str) -> list[str]:
    """Compare the resources of an environment with the names that pipelines and steps rely on."""
    file = folder.environment_file(environment, FILE)
    resources = read_environment(folder, environment)
    return [
        *_name_complaints(folder, environment, resources),
        *_approver_complaints(folder, file, resources),
        *_connection_complaints(folder, environment, resources),
        *_unknown_names(
            file,
            "permitted_pipelines",
            resources.get("permitted_pipelines", ()),
            pipeline_names(read_project(folder)),
        ),
    ]


def _name_complaints(folder: ConfigurationFolder, environment: str, resources: Mapping) -> Iterator[str]:
    file = folder.environment_file(environment, FILE)
    name = f"{folder.project().project_name}-{environment}"
    if "variable_group" not in resources:
        yield complaint(file, "variable_group", "a value", "no such key", "Add it: the pipelines include the group.")
    expectations = {
        "environment": name,
        "approver_group": f"{name}-approvers",
        "service_connection": name,
        "variable_group": name,
    }
    pairs = {
        f"{key}.name": (expected, resources[key]["name"]) for key, expected in expectations.items() if key in resources
    }
    group = resources.get("variable_group", {})
    if "variable_group" in resources and "key_vault" not in group:
        found = group.get("variables", {}).get("MLOPS_ENVIRONMENT")
        pairs["variable_group.variables.MLOPS_ENVIRONMENT"] = (environment, found)
    remedy = "Use <project>-<environment>, with -approvers for the group, and the environment's own name."
    for key, (expected, found) in pairs.items():
        if found != expected:
            yield complaint(file, key, repr(expected), repr(found), remedy)


def _approver_complaints(folder: ConfigurationFolder, file: Path, resources: Mapping) -> Iterator[str]:
    groups = {resources["approver_group"]["name"]} if "approver_group" in resources else set()
    used = {
        "checks.approval.approvers": resources.get("checks", {}).get("approval", {}).get("approvers", ()),
        "roles": [role["identity"] for role in resources.get("roles", ())],
    }
    for key, identities in used.items():
        own = [name for name in identities if _is_approver_group(folder, name)]
        yield from _unknown_names(file, key, own, groups)


def _connection_complaints(folder: ConfigurationFolder, environment: str, resources: Mapping) -> Iterator[str]:
    file = folder.environment_file(environment, FILE)
    variables = folder.environment_file(environment, VARIABLES_FILE)
    expected = resources.get("service_connection", {}).get("name", "")
    pipeline_variables = read_pipeline_variables(folder, environment)
    found = pipeline_variables.azure_service_connection
    if found != expected:
        key = "variables.azure_service_connection"
        remedy = f'Use the name of the service connection in {FILE}, or "" without one.'
        yield complaint(variables, key, repr(expected), repr(found), remedy)
    if pipeline_variables.backend == "azureml" and not found:
        expected = "the name of a service connection, as the pipelines run components on Azure Machine Learning"
        remedy = f"Add the service connection to {FILE} and its name here, or use the backend local."
        yield complaint(variables, "variables.azure_service_connection", expected, repr(found), remedy)
    vault = resources.get("variable_group", {}).get("key_vault", {})
    if "service_connection" in vault:
        everywhere = [read_environment(folder, name) for name in folder.environments()]
        known = {entry[key]["name"] for entry in everywhere for key in CONNECTIONS if key in entry}
        key = "variable_group.key_vault.service_connection"
        yield from _unknown_names(file, key, [vault["service_connection"]], known)


def pipeline_names(project: Mapping) -> set[str]:
    """Return the names of the pipelines of the project."""
    return {definition["name"] for definition in project["pipelines"]["definitions"]}


def _is_approver_group(folder: ConfigurationFolder, name: str) -> bool:
    """Tell whether a name is one that an approver group of this project would have."""
    return name.startswith(f"{folder.project().project_name}-") and name.endswith("-approvers")


def _unknown_names(file: Path, key: str, names: Iterable[str], known: Iterable[str | None]) -> Iterator[str]:
    expected = sorted(name for name in known if name is not None)
    unknown = sorted(set(names) - set(expected))
    if unknown:
        yield complaint(file, key, f"names out of {expected}", str(unknown), "Correct the names.")
