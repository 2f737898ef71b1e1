"""Where the model comes from that a new one has to beat: at this level nowhere, the baseline is what it has to beat."""

from operation.execution.configuration import Configuration
from operation.execution.locations import Locations


def champion_inputs(_configuration: Configuration, _locations: Locations) -> dict[str, str]:
    """Return no champion for the evaluation."""
    return {}


def champion_arguments(_configuration: Configuration, _locations: Locations) -> list[str]:
    """Return nothing that the gate would have to know of a champion."""
    return []
