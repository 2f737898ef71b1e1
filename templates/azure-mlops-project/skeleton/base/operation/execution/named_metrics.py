"""What a section of the configuration says of the metrics and slices that its file names.

A section whose model has `named_metrics()`, or `named_slices()`, is compared with what is measured: `measured_names`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable


@dataclass(frozen=True)
class NamedMetric:
    """A metric that a file names: under which key, and in which direction it must be better there, if in one."""

    key: str
    metric: str
    better: Literal["higher", "lower"] | None = None


@dataclass(frozen=True)
class NamedSlice:
    """A slice that a file names."""

    key: str
    name: str


@runtime_checkable
class NamesMetrics(Protocol):
    """The content of a section that names metrics."""

    def named_metrics(self) -> list[NamedMetric]:
        """Return the metrics."""


@runtime_checkable
class NamesSlices(Protocol):
    """The content of a section that names slices."""

    def named_slices(self) -> list[NamedSlice]:
        """Return the slices."""


def limited_metrics(minimums: Iterable[str], maximums: Iterable[str], prefix: str = "") -> list[NamedMetric]:
    """Return the metrics of limits: a minimum is for what is better when it is higher, a maximum for the opposite."""
    return [
        *(NamedMetric(f"{prefix}minimums.{metric}", metric, "higher") for metric in minimums),
        *(NamedMetric(f"{prefix}maximums.{metric}", metric, "lower") for metric in maximums),
    ]
