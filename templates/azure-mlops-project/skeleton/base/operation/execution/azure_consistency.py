"""What the files of an environment say about Azure, compared: they are read by different readers, and must agree."""

from collections.abc import Iterator

from operation.configuration_sections.azure import SECTION as AZURE
from operation.configuration_sections.pipeline_variables import SECTION as PIPELINE_VARIABLES
from operation.execution.azure_infrastructure.additions import AdditionKind, addition_kinds
from operation.execution.azureml.workspace import names_of
from operation.execution.configuration import Configuration, ConfigurationFolder
from operation.execution.exit_codes import ConfigurationError
from operation.execution.provisioning import FILE as DEVOPS_FILE
from operation.execution.provisioning import read_environment
from operation.execution.yaml_files import complaint


def azure_complaints(folder: ConfigurationFolder, environment: str) -> list[str]:
    """Return what does not fit in the files of an environment."""
    return [
        *_backend_complaints(folder, environment),
        *_place_complaints(folder, environment),
        *_addition_complaints(folder, environment),
    ]


def _backend_complaints(folder: ConfigurationFolder, environment: str) -> Iterator[str]:
    """Demand a place in Azure where pipelines run steps on Azure Machine Learning."""
    backend = folder.read(PIPELINE_VARIABLES, environment).variables.backend
    if backend == "azureml" and not folder.read(AZURE, environment).subscription_id:
        file = folder.environment_file(environment, AZURE.file)
        expected = f"the id of a subscription, for the backend of {PIPELINE_VARIABLES.file} is azureml"
        yield complaint(file, "subscription_id", expected, "''", "Write it, or let the backend be local.")


def _place_complaints(folder: ConfigurationFolder, environment: str) -> Iterator[str]:
    """Demand that a pipeline signs in where the environment is, and that there is one registry for all environments."""
    settings = folder.read(AZURE, environment)
    file = folder.environment_file(environment, AZURE.file)
    connection = read_environment(folder, environment).get("service_connection", {})
    pairs = {
        "subscription_id": (connection.get("subscription", {}).get("id"), settings.subscription_id),
        "tenant_id": (connection.get("authentication", {}).get("tenant_id"), settings.tenant_id),
    }
    for key, (expected, found) in pairs.items():
        if expected and found and expected.lower() != found.lower():
            yield complaint(file, key, f"{expected}, as in {DEVOPS_FILE}", found, "Let both files agree.")
    configuration = folder.load(environment)
    if configuration.project.training_environment not in folder.environments():
        # said of project.yml by validate_configuration: nobody could make sense of a second complaint
        return
    training = folder.load(configuration.project.training_environment)
    expected_registry, found_registry = names_of(training).registry, names_of(configuration).registry
    if found_registry != expected_registry:
        expected = f"{expected_registry}, as in {training.environment}"
        yield complaint(file, "names.registry", expected, found_registry, "All environments share one registry.")


def _addition_complaints(folder: ConfigurationFolder, environment: str) -> Iterator[str]:
    """Ask whatever is in Azure besides whether its configuration fits the rest."""
    configuration = folder.load(environment)
    for kind in addition_kinds().values():
        yield from _complaints_of(kind, configuration)


def _complaints_of(kind: AdditionKind, configuration: Configuration) -> list[str]:
    try:
        kind.addition(configuration)
    except ConfigurationError as error:
        return [str(error)]
    return []
