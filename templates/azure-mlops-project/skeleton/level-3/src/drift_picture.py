"""Pictures of drift, as SVG that needs no library: all columns at a glance, and the bins of one column."""

from collections.abc import Sequence
from html import escape

from src.drift import Bin, Verdict

WIDTH = 760
NAME_WIDTH = 220
ROW_HEIGHT = 22
BINS_HEIGHT = 194
BARS_HEIGHT = 120
LONGEST_NAME = 30
LONGEST_LABEL = 12
LINE_HEIGHT = 14
GREY, BLUE, RED, INK = "#9aa5b1", "#1f6feb", "#c62828", "#1f2933"
HALO = 'stroke="#ffffff" stroke-width="3" paint-order="stroke"'
FONT = f'font-family="system-ui, sans-serif" font-size="12" fill="{INK}" {HALO}'


def overview(verdicts: Sequence[Verdict]) -> str:
    """Draw a bar for each column: how much of its limit it has used up, the farthest first."""
    ranked = sorted(verdicts, key=used_up, reverse=True)
    longest = max([1.25, *(used_up(verdict) for verdict in ranked)])
    scale = (WIDTH - NAME_WIDTH - 90) / longest
    limit = NAME_WIDTH + scale
    height = ROW_HEIGHT * len(ranked) + 34
    parts = [
        _opening(height, "How much of its limit each column has used up"),
        f'<line x1="{limit:.1f}" x2="{limit:.1f}" y1="18" y2="{height - 8}" stroke="{INK}" stroke-dasharray="4 3"/>',
        _text(limit, 12, "limit", "middle"),
    ]
    for row, verdict in enumerate(ranked):
        top = ROW_HEIGHT * row + 24
        colour = RED if verdict.drifted else BLUE
        length = max(used_up(verdict) * scale, 1)
        note = " drifted" if verdict.drifted else ""
        parts += [
            _text(NAME_WIDTH - 8, top + 13, _shortened(verdict.drift.column, LONGEST_NAME), "end"),
            f'<rect x="{NAME_WIDTH}" y="{top + 3}" width="{length:.1f}" height="{ROW_HEIGHT - 8}" fill="{colour}"/>',
            _text(NAME_WIDTH + length + 6, top + 13, f"{used_up(verdict):.0%}{note}", "start"),
        ]
    parts.append("</svg>")
    return "\n".join(parts)


def bins_of(verdict: Verdict) -> str:
    """Draw the share of rows in each bin, the reference in grey beside the current data in colour."""
    bins = verdict.drift.bins
    colour = RED if verdict.drifted else BLUE
    highest = max(max(entry.reference, entry.current) for entry in bins)
    slot = (WIDTH - 20) / len(bins)
    parts = [_opening(BINS_HEIGHT, f"Shares of rows of {verdict.drift.column}: reference and current")]
    parts += [_key(20, GREY, "reference"), _key(120, colour, "current")]
    for position, entry in enumerate(bins):
        left = 10 + slot * position
        width = min(slot * 0.4, 60)
        middle = left + slot / 2
        parts += [
            _bar(middle - width, width, entry.reference / highest, GREY),
            _bar(middle, width, entry.current / highest, colour),
            *_lines(middle, BARS_HEIGHT + 38, (*_label_lines(entry.label), _change(entry))),
        ]
    return "\n".join([*parts, "</svg>"])


def used_up(verdict: Verdict) -> float:
    """Return how much of its limit a column has used up: the larger of both distances, by limit or chance."""
    drift, limits = verdict.drift, verdict.limits
    return max(
        drift.psi / max(limits.psi, drift.psi_by_chance),
        drift.jensen_shannon / max(limits.jensen_shannon, drift.jensen_shannon_by_chance),
    )


def _opening(height: int, title: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" '
        f'height="{height}"><title>{escape(title)}</title>'
    )


def _text(x: float, y: float, text: str, anchor: str, size: int = 12) -> str:
    font = FONT.replace('"12"', f'"{size}"')
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" {font}>{escape(text)}</text>'


def _lines(x: float, y: float, texts: Sequence[str]) -> list[str]:
    return [_text(x, y + LINE_HEIGHT * line, text, "middle", 10) for line, text in enumerate(texts)]


def _label_lines(label: str) -> tuple[str, str]:
    """Write a range on two lines."""
    low, separator, high = label.partition(" to ")
    return _shortened(low, LONGEST_LABEL), f"to {high}" if separator else ""


def _bar(left: float, width: float, share: float, colour: str) -> str:
    height = share * BARS_HEIGHT
    top = BARS_HEIGHT + 24 - height
    return f'<rect x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{colour}"/>'


def _key(left: int, colour: str, name: str) -> str:
    return f'<rect x="{left}" y="2" width="12" height="12" fill="{colour}"/>' + _text(left + 18, 12, name, "start")


def _change(entry: Bin) -> str:
    return f"{entry.reference:.0%} → {entry.current:.0%}"


def _shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
