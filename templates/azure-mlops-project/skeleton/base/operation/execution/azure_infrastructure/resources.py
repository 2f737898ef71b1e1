"""The resources of an environment, rendered from their YAML files and in the order in which they need each other."""

import re
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from operation.configuration_sections.azure import SECTION as AZURE
from operation.execution.azure_infrastructure.additions import addition_kinds
from operation.execution.azure_infrastructure.resource import Resource
from operation.execution.azureml.workspace import names_of, subscription_of
from operation.execution.configuration import Configuration
from operation.execution.exit_codes import ConfigurationError
from operation.execution.yaml_files import complaint, read_yaml

FOLDER = Path(__file__).parent
ORDER = (
    "resource_group",
    "storage_account",
    "key_vault",
    "log_analytics",
    "application_insights",
    "container_registry",
    "workspace",
    "compute",
)
# Shared by all environments, and created with the one that models are trained in; from level 2 on.
SHARED = ("registry_resource_group", "registry")
PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
ISOLATION_MODES = {
    "any": "disabled",
    "internet": "allow_internet_outbound",
    "approved": "allow_only_approved_outbound",
}
Values = Mapping[str, object]


def resources_of(configuration: Configuration, folder: Path = FOLDER) -> list[Resource]:
    """Return the resources of an environment."""
    run_on = configuration.section(AZURE).jobs.run_on
    kinds = [kind for kind in ORDER if kind != "compute" or run_on == "cluster"]
    if configuration.environment == configuration.project.training_environment:
        kinds += [kind for kind in SHARED if (folder / f"{kind}.yml").is_file()]
    values = values_of(configuration)
    resources = [Resource(kind, filled(folder / f"{kind}.yml", values)) for kind in kinds]
    return resources + [
        Resource(kind, filled(folder / f"{kind}.yml", {**values, **found.values}), found.remark, found.source)
        for kind, of_kind in addition_kinds().items()
        if (found := of_kind.addition(configuration)) is not None
    ]


def values_of(configuration: Configuration) -> Values:
    """Return what stands for the placeholders of the files."""
    settings = configuration.section(AZURE)
    private = not settings.network.public_access
    return {
        **asdict(names_of(configuration)),
        "project": configuration.project.project_name,
        "environment": configuration.environment,
        "subscription_id": subscription_of(configuration),
        "tenant_id": settings.tenant_id,
        "location": settings.location,
        "tags": {"project": configuration.project.project_name, "environment": configuration.environment},
        "tags_of_the_project": {"project": configuration.project.project_name},
        "compute_size": settings.compute.size,
        "compute_tier": settings.compute.tier,
        "minimum_instances": settings.compute.minimum_instances,
        "maximum_instances": settings.compute.maximum_instances,
        "idle_seconds_before_scale_down": settings.compute.idle_seconds_before_scale_down,
        "node_public_ip": not private,
        "public_network_access": "Disabled" if private else "Enabled",
        "isolation_mode": ISOLATION_MODES[settings.network.outbound],
        "container_registry_tier": "Premium" if private else "Basic",
        "image_build_compute": names_of(configuration).compute if private else None,
    }


def filled(file: Path, values: Values) -> dict[str, Any]:
    """Read a file and put values for its placeholders; a key whose value is None is left out."""
    document = read_yaml(file)
    if not isinstance(document, dict):
        raise ConfigurationError(complaint(file, "(the file)", "a group of keys", repr(document), "Correct the file."))
    return {str(key): found for key, value in document.items() if (found := _filled(file, value, values)) is not None}


def _filled(file: Path, value: object, values: Values) -> object:
    if isinstance(value, dict):
        entries = {str(key): _filled(file, inner, values) for key, inner in value.items()}
        return {key: inner for key, inner in entries.items() if inner is not None}
    if isinstance(value, list):
        return [_filled(file, inner, values) for inner in value]
    if not isinstance(value, str):
        return value
    unknown = sorted({*PLACEHOLDER.findall(value)} - {*values})
    if unknown:
        expected = f"placeholders out of {', '.join(sorted(values))}"
        raise ConfigurationError(complaint(file, value, expected, ", ".join(unknown), "Correct the placeholder."))
    alone = PLACEHOLDER.fullmatch(value)
    # Alone, a placeholder keeps the type of its value.
    return values[alone[1]] if alone else PLACEHOLDER.sub(lambda found: str(values[found[1]]), value)
