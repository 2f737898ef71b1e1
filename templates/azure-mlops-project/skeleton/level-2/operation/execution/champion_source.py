"""Where the model comes from that a new one has to beat: the champion of the environment that champion.yml names."""

from pathlib import Path

from operation.configuration_sections.champion import SECTION as CHAMPION
from operation.execution.configuration import Configuration, ConfigurationFolder
from operation.execution.exit_codes import ConfigurationError
from operation.execution.locations import Locations
from operation.execution.registry.model_registry import ModelVersion
from operation.execution.registry.release_registry import release_registry
from operation.execution.yaml_files import complaint

NO_CHAMPION = "none"
LOCAL = "local"


def champion_of(configuration: Configuration, locations: Locations) -> ModelVersion | None:
    """Return the champion that new models are compared with; a dry run does not ask a platform for it."""
    environment = require_known(configuration.section(CHAMPION).environment, configuration.environment)
    if locations.dry_run and locations.backend != LOCAL:
        print(f"# in a dry run the champion of {environment} is not looked up, so none is shown")
        return None
    return release_registry(locations.backend, configuration).champion(configuration.project.project_name, environment)


def require_known(champion_environment: str, environment: str) -> str:
    """Refuse to compare with the champion of an environment that does not exist: there would never be one."""
    folder = ConfigurationFolder(Path())
    if champion_environment not in folder.environments():
        expected = f"one of {', '.join(folder.environments())}"
        raise ConfigurationError(
            complaint(
                folder.section_file(CHAMPION, environment),
                "environment",
                expected,
                repr(champion_environment),
                "Name the environment whose champion a new model has to beat.",
            )
        )
    return champion_environment


def champion_inputs(configuration: Configuration, locations: Locations) -> dict[str, str]:
    """Return the champion as an input of the evaluation; nothing where there is none yet."""
    champion = champion_of(configuration, locations)
    return {} if champion is None else {"champion": champion.location}


def champion_arguments(configuration: Configuration, locations: Locations) -> list[str]:
    """Return which champion the gate must find in the evaluation."""
    champion = champion_of(configuration, locations)
    return [f"--champion-sha256 {NO_CHAMPION if champion is None else champion.sha256}"]
