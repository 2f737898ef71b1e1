"""What the gate demands, from every section of the configuration that has a say in it."""

from pathlib import Path
from typing import Protocol, runtime_checkable

from operation.execution.champion_source import champion_arguments
from operation.execution.configuration import Configuration, ConfigurationFolder
from operation.execution.exit_codes import ConfigurationError
from operation.execution.locations import Locations
from operation.execution.measured_names import unmeasured_names


@runtime_checkable
class HasGateArguments(Protocol):
    """The content of a section that tells the gate something."""

    def gate_arguments(self) -> list[str]:
        """Return arguments of `src.gate`."""


def gate_criteria(configuration: Configuration, locations: Locations) -> str:
    """Return the arguments of the gate, in the order of the sections, and which champion has to be measured."""
    folder = ConfigurationFolder(Path())
    demanded: list[str] = []
    complaints: list[str] = []
    for section, content in configuration.documents.items():
        if isinstance(content, HasGateArguments):
            demanded += content.gate_arguments()
            complaints += unmeasured_names(folder.section_file(section, configuration.environment), content)
    if complaints:
        raise ConfigurationError("\n".join(complaints))
    return " ".join([*demanded, *champion_arguments(configuration, locations)])
