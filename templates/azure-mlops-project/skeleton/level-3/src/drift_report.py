"""The report of a drift measurement: a record for programs, a table for the log, a page for people."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from html import escape
from typing import Any

from src.drift import Verdict
from src.drift_picture import bins_of, overview, used_up

PICTURES = 8
STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; color: #1f2933; max-width: 800px; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
td, th { border-bottom: 1px solid #cbd2d9; padding: 0.25rem 0.5rem; text-align: right; }
td:first-child, th:first-child { text-align: left; }
svg { max-width: 100%; height: auto; }
.drifted { color: #c62828; font-weight: 600; }
""".strip()
HEADINGS = ("column", "PSI", "limit", "by chance", "Jensen-Shannon", "limit", "by chance", "verdict")


def record_of(verdicts: Sequence[Verdict], allowed: int) -> dict[str, Any]:
    """Return the measurement as a record."""
    drifted = [verdict.drift.column for verdict in verdicts if verdict.drifted]
    return {
        "drifted": len(drifted) > allowed,
        "drifted_columns": drifted,
        "maximum_drifted_columns": allowed,
        "columns": [asdict(verdict) for verdict in verdicts],
    }


def table_of(verdicts: Sequence[Verdict]) -> str:
    """Render a line for each column, the farthest first."""
    ranked = sorted(verdicts, key=used_up, reverse=True)
    width = max([len("column"), *(len(verdict.drift.column) for verdict in ranked)])
    lines = [f"{'column':<{width}}{'PSI':>9}{'limit':>8}{'chance':>8}{'JS':>8}{'limit':>8}{'chance':>8}  verdict"]
    for verdict in ranked:
        numbers = "".join(f"{number:>8.3f}" for number in _numbers(verdict))
        lines.append(f"{verdict.drift.column:<{width}} {numbers}  {'DRIFTED' if verdict.drifted else 'same'}")
    return "\n".join(lines)


def page_of(verdicts: Sequence[Verdict], record: Mapping[str, Any], facts: Mapping[str, Any]) -> str:
    """Render an HTML page that needs nothing beside it."""
    ranked = sorted(verdicts, key=used_up, reverse=True)
    count = len(record["drifted_columns"])
    summary = f"{count} of {len(ranked)} columns drifted; {record['maximum_drifted_columns']} may."
    sections = [f"<h3>{escape(verdict.drift.column)}</h3>\n{bins_of(verdict)}" for verdict in ranked[:PICTURES]]
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en"><head><meta charset="utf-8"><title>Drift report</title>',
            f"<style>{STYLE}</style></head><body>",
            f"<h1>Drift report: {'drift' if record['drifted'] else 'no drift'}</h1>",
            f"<p>{escape(summary)}</p>",
            *(f"<p>{escape(name)}: {escape(str(value))}</p>" for name, value in facts.items()),
            "<h2>All columns</h2>",
            overview(ranked),
            f"<h2>The farthest {len(sections)}</h2>" if len(sections) > 1 else "<h2>The column</h2>",
            *sections,
            "<h2>Figures</h2>",
            _html_table(ranked),
            "</body></html>",
            "",
        ]
    )


def _html_table(verdicts: Sequence[Verdict]) -> str:
    rows = []
    for verdict in verdicts:
        cells = "".join(f"<td>{number:.3f}</td>" for number in _numbers(verdict))
        word = '<td class="drifted">drifted</td>' if verdict.drifted else "<td>same</td>"
        rows.append(f"<tr><td>{escape(verdict.drift.column)}</td>{cells}{word}</tr>")
    heading = "".join(f"<th>{name}</th>" for name in HEADINGS)
    return "\n".join([f"<table><thead><tr>{heading}</tr></thead><tbody>", *rows, "</tbody></table>"])


def _numbers(verdict: Verdict) -> tuple[float, ...]:
    drift, limits = verdict.drift, verdict.limits
    return (
        *(drift.psi, limits.psi, drift.psi_by_chance),
        *(drift.jensen_shannon, limits.jensen_shannon, drift.jensen_shannon_by_chance),
    )
