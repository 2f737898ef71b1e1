"""Where the model comes from that a new one has to beat: the champion of the environment that champion.yml names."""

from operation.configuration_sections.champion import SECTION as CHAMPION
from operation.execution.configuration import Configuration
from operation.execution.locations import Locations
from operation.execution.registry.model_registry import ModelVersion
from operation.execution.registry.release_registry import release_registry

NO_CHAMPION = "none"


def champion_of(configuration: Configuration, backend: str) -> ModelVersion | None:
    """Return the champion that new models are compared with."""
    environment = configuration.section(CHAMPION).environment
    return release_registry(backend, configuration).champion(configuration.project.project_name, environment)


def champion_inputs(configuration: Configuration, locations: Locations) -> dict[str, str]:
    """Return the champion as an input of the evaluation; nothing where there is none yet."""
    champion = champion_of(configuration, locations.backend)
    return {} if champion is None else {"champion": champion.location}


def champion_arguments(configuration: Configuration, locations: Locations) -> list[str]:
    """Return which champion the gate must find in the evaluation."""
    champion = champion_of(configuration, locations.backend)
    return [f"--champion-sha256 {NO_CHAMPION if champion is None else champion.sha256}"]
