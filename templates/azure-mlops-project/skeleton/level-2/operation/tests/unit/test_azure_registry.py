from pathlib import Path
from typing import Any

import pytest

from operation.execution.azure_infrastructure.creation import AzureMlResources, loaded
from operation.execution.azure_infrastructure.resource import Resource
from operation.execution.azure_infrastructure.resources import resources_of
from operation.execution.azure_names import RULES
from operation.execution.configuration import ConfigurationFolder
from operation.execution.exit_codes import ServiceError
from operation.tests.azure_answers import no_network
from operation.tests.unit.test_azure_configuration import SUBSCRIPTION, configured
from operation.tests.unit.test_azureml_client import client


def resources(project: Path, environment: str) -> dict[str, Resource]:
    configuration = configured(project, environment, subscription_id=SUBSCRIPTION)
    return {resource.kind: resource for resource in resources_of(configuration)}


def test_the_registry_is_created_with_the_training_environment_and_with_no_other(
    project: Path, environment: str
) -> None:
    for name in ConfigurationFolder(project).environments():
        kinds = [*resources(project, name)]
        shared = ["registry_resource_group", "registry"]
        assert ([kind for kind in kinds if kind in shared] == shared) is (name == environment)


def test_the_registry_loads_and_is_in_a_group_of_its_own(project: Path, environment: str) -> None:
    found = resources(project, environment)
    registry: Any = loaded(found["registry"])
    assert RULES["registry"].allows(registry.name)
    assert [entry.location for entry in registry.replication_locations] == [registry.location]
    assert found["registry_resource_group"].name != found["resource_group"].name
    assert "environment" not in found["registry"].document["tags"]


def test_no_network_is_a_service_error_for_the_registry_too(project: Path, environment: str) -> None:
    registry = resources(project, environment)["registry"]
    with pytest.raises(ServiceError, match="create registry mlr-"):
        AzureMlResources(client(no_network), client(no_network)).create(registry)
