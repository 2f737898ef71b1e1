"""The page about a model for those who answer for it, in Markdown; the pictures are files beside it."""

from collections.abc import Sequence

from src import problem
from src.responsible_ai_report import Findings, columns_of, name_of

NEEDED = (
    "What {metric} loses when the values of a column are shuffled among the rows. Columns that say nearly "
    "the same stand in for each other, so such families are shuffled together as well."
)
FAILING = (
    "The {meaning} is {error:.4g} on all rows. The groups are the leaves of a shallow tree. By chance: what a group of "
    "so many rows reaches where errors are spread by lot."
)
GROUPS = ("group", "rows", problem.ERROR, "share of all errors", "by chance", "worse than chance explains")
SLICES = (
    *("slice", "rows", problem.ERROR, "elsewhere", "difference by chance", "worse than chance explains"),
    "metrics",
)


def page_of(findings: Findings) -> str:
    """Render a Markdown page, with the pictures beside it."""
    return "\n".join(
        [
            "# Responsible AI report",
            "",
            *_table(("fact", "value"), [(key.replace("_", " "), value) for key, value in findings.facts.items()]),
            *_table(("metric", "value"), [(name, f"{value:.4g}") for name, value in findings.metrics.items()]),
            "## Which columns the model needs",
            "",
            NEEDED.format(metric=findings.metric),
            "",
            f"![Loss of {findings.metric} by column](importance.svg)",
            "",
            *_table(
                ("columns", "loss", "deviation", "told apart from none"),
                [
                    (columns_of(entry), f"{entry.loss:.4g}", f"{entry.deviation:.4g}", _yes(entry.told_apart))
                    for entry in findings.importances
                ],
            ),
            *_pages_of_errors(findings),
        ]
    )


def _pages_of_errors(findings: Findings) -> list[str]:
    slices = [
        (
            entry.name,
            entry.rows,
            f"{entry.error:.4g}",
            "" if entry.error_elsewhere is None else f"{entry.error_elsewhere:.4g}",
            "" if entry.difference_by_chance is None else f"{entry.difference_by_chance:.4g}",
            _yes(entry.beyond_chance),
            ", ".join(f"{name} {value:.3g}" for name, value in entry.metrics.items()),
        )
        for entry in findings.slices
    ]
    groups = [
        (
            name_of(group),
            group.rows,
            f"{group.error:.4g}",
            f"{group.share_of_error:.0%}",
            f"{group.error_by_chance:.4g}",
            _yes(group.beyond_chance),
        )
        for group in findings.groups
    ]
    worst = findings.largest_errors
    return [
        "## Where it fails",
        "",
        FAILING.format(meaning=problem.ERROR, error=findings.error),
        "",
        "![Errors by group](error_groups.svg)",
        "",
        *_table(GROUPS, groups),
        "## For whom it fails",
        "",
        "![Errors by slice](slices.svg)",
        "",
        *_table(SLICES, slices),
        "## The largest errors",
        "",
        *(_table(tuple(worst[0]), [tuple(entry.values()) for entry in worst]) if worst else ["There is none.", ""]),
    ]


def _table(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> list[str]:
    cells = [[_text(cell) for cell in row] for row in (headings, *rows)]
    lines = [f"| {' | '.join(row)} |" for row in cells]
    return [lines[0], f"|{'---|' * len(headings)}", *lines[1:], ""]


def _text(cell: object) -> str:
    return f"{cell:.4g}" if isinstance(cell, float) else str(cell).replace("|", "\\|")


def _yes(value: object) -> str:
    return "yes" if value else "no"
