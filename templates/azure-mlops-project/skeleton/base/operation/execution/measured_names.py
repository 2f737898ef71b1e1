"""Compare the metrics and slices that configuration files name with those that `src/problem.py` measures."""

from collections.abc import Iterator
from pathlib import Path

from operation.execution.named_metrics import NamedMetric, NamedSlice, NamesMetrics, NamesSlices
from operation.execution.yaml_files import StrictModel, complaint
from src.problem import METRICS, SLICES


def unmeasured_names(file: Path, content: StrictModel) -> list[str]:
    """Return a complaint for each metric and slice of a file that nobody measures."""
    complaints: list[str] = []
    if isinstance(content, NamesSlices):
        complaints += [found for named in content.named_slices() for found in _slice_complaints(file, named)]
    if isinstance(content, NamesMetrics):
        complaints += [found for named in content.named_metrics() for found in _metric_complaints(file, named)]
    return complaints


def _slice_complaints(file: Path, named: NamedSlice) -> Iterator[str]:
    if named.name not in SLICES:
        expected = f"one of the slices {', '.join(SLICES) or '(none)'}"
        remedy = "Correct the name, or make the slice in src/problem.py: in SLICES and in slices()."
        yield complaint(file, named.key, expected, repr(named.name), remedy)


def _metric_complaints(file: Path, named: NamedMetric) -> Iterator[str]:
    known = [name for name, better in METRICS.items() if named.better in {None, better}]
    if named.metric not in known:
        measured = METRICS.get(named.metric)
        found = repr(named.metric) if measured is None else f"{named.metric!r}, which is better when it is {measured}"
        expected = f"one of the metrics {', '.join(known) or '(none)'}"
        remedy = "Correct the name, or move it to where its direction belongs."
        yield complaint(file, named.key, expected, found, remedy)
