"""What the gate demands, from every section of the configuration that has a say in it."""

from typing import Protocol, runtime_checkable

from operation.execution.champion_source import champion_arguments
from operation.execution.configuration import Configuration
from operation.execution.locations import Locations


@runtime_checkable
class HasGateArguments(Protocol):
    """The content of a section that tells the gate something."""

    def gate_arguments(self) -> list[str]:
        """Return arguments of `src.gate`."""


def gate_criteria(configuration: Configuration, locations: Locations) -> str:
    """Return the arguments of the gate, in the order of the sections, and which champion has to be measured."""
    documents = configuration.documents.values()
    demanded = [part for entry in documents if isinstance(entry, HasGateArguments) for part in entry.gate_arguments()]
    return " ".join([*demanded, *champion_arguments(configuration, locations)])
