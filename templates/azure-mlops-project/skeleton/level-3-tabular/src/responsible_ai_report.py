"""What was found out about a model: a record for programs, a few lines for the log, and pictures."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd

from src import problem
from src.bar_picture import Bar, bars
from src.data_contract import TARGET
from src.data_validation import FIRST_LINE
from src.error_groups import ErrorGroup
from src.importance import Importance
from src.slice_errors import SliceError

SHOWN_COLUMNS = 15
SHOWN_GROUPS = 8
SHOWN_ROWS = 10
EVERY_ROW = "every row"


@dataclass(frozen=True)
class Findings:
    """What was found out about a model."""

    facts: Mapping[str, Any]
    metric: str
    metrics: Mapping[str, float]
    error: float
    importances: Sequence[Importance]
    groups: Sequence[ErrorGroup]
    slices: Sequence[SliceError]
    largest_errors: Sequence[Mapping[str, Any]]


def largest_errors(rows: pd.DataFrame, answers: pd.DataFrame, errors: "pd.Series[float]") -> list[dict[str, Any]]:
    """Return the rows that the model gets most wrong, by their line in the file, without their features."""
    worst = errors[errors > 0].sort_values(ascending=False, kind="stable").head(SHOWN_ROWS).index
    return [
        {
            "line": int(position) + FIRST_LINE,
            "error": float(errors[position]),
            "truth": rows.loc[position, TARGET],
            **{str(name): answers.loc[position, name] for name in answers.columns},
        }
        for position in worst
    ]


def record_of(findings: Findings) -> dict[str, Any]:
    """Return the findings as a record."""
    return {
        **findings.facts,
        "metric": findings.metric,
        "metrics": dict(findings.metrics),
        "error": {"meaning": problem.ERROR, "mean": findings.error},
        "importances": [{**asdict(entry), "told_apart": entry.told_apart} for entry in findings.importances],
        "error_groups": [{**asdict(group), "beyond_chance": group.beyond_chance} for group in findings.groups],
        "slices": [{**asdict(entry), "beyond_chance": entry.beyond_chance} for entry in findings.slices],
        "largest_errors": [dict(entry) for entry in findings.largest_errors],
    }


def pictures_of(findings: Findings) -> dict[str, str]:
    """Return the pictures by the names of their files."""
    return {
        "importance.svg": bars(
            f"Loss of {findings.metric} when a column is shuffled",
            [
                Bar(columns_of(entry), entry.loss, f"{entry.loss:.4g}", marked=False)
                for entry in findings.importances[:SHOWN_COLUMNS]
            ],
        ),
        "error_groups.svg": bars(
            f"{problem.ERROR.capitalize()} by group; red: worse than chance explains",
            [
                Bar(name_of(group), group.error, f"{group.error:.3g}, {group.rows} rows", marked=group.beyond_chance)
                for group in findings.groups[:SHOWN_GROUPS]
            ],
        ),
        "slices.svg": bars(
            f"{problem.ERROR.capitalize()} by slice; red: worse than chance explains",
            [
                Bar(entry.name, entry.error, f"{entry.error:.3g}, {entry.rows} rows", marked=entry.beyond_chance)
                for entry in findings.slices
            ],
        ),
    }


def columns_of(importance: Importance) -> str:
    """Return the columns that were shuffled together in words."""
    first, *others = importance.columns
    return f"{first} with {', '.join(others)}" if others else first


def name_of(group: ErrorGroup) -> str:
    """Return the conditions of a group in words."""
    return " and ".join(group.conditions) or EVERY_ROW


def summary_of(findings: Findings) -> str:
    """Return the findings in a few lines, for the log."""
    needed = [columns_of(entry) for entry in findings.importances if entry.told_apart]
    groups = [name_of(group) for group in findings.groups if group.beyond_chance]
    slices = [entry.name for entry in findings.slices if entry.beyond_chance]
    return "\n".join(
        [
            f"{problem.ERROR}: {findings.error:.4g} on {findings.facts['rows']} rows",
            f"columns whose loss is told apart from none: {'; '.join(needed) or 'none'}",
            f"groups that are worse than chance explains: {'; '.join(groups) or 'none'}",
            f"slices that are worse than chance explains: {', '.join(slices) or 'none'}",
        ]
    )
