"""What the gate demands, from every section of the configuration that has a say in it."""

from typing import Protocol, runtime_checkable

from operation.execution.configuration import Configuration


@runtime_checkable
class HasGateArguments(Protocol):
    """The content of a section that tells the gate something."""

    def gate_arguments(self) -> list[str]:
        """Return arguments of `src.gate`."""


def gate_criteria(configuration: Configuration) -> str:
    """Return the arguments of the gate, in the order of the sections."""
    documents = configuration.documents.values()
    return " ".join(part for entry in documents if isinstance(entry, HasGateArguments) for part in entry.gate_arguments())
