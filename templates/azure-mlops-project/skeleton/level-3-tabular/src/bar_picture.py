"""A picture of bars, as SVG that needs no library."""

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 760
NAME_WIDTH = 300
NOTE_WIDTH = 110
ROW_HEIGHT = 24
TOP = 30
LONGEST_NAME = 44
BLUE, RED, INK = "#1f6feb", "#c62828", "#1f2933"


@dataclass(frozen=True)
class Bar:
    """A name, how long its bar is, what stands beside it, and whether it is to be noticed."""

    name: str
    length: float
    note: str
    marked: bool


def bars(title: str, rows: Sequence[Bar]) -> str:
    """Draw a bar for each row; what is below nothing has no length."""
    height = TOP + ROW_HEIGHT * len(rows) + 8
    size = {"viewBox": f"0 0 {WIDTH} {height}", "width": str(WIDTH), "height": str(height)}
    picture = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "role": "img", **size})
    ET.SubElement(picture, "title").text = title
    ET.SubElement(picture, "rect", {"width": str(WIDTH), "height": str(height), "fill": "#ffffff"})
    _text(picture, 8, 18, title, "start")
    longest = max((row.length for row in rows), default=0.0)
    scale = (WIDTH - NAME_WIDTH - NOTE_WIDTH) / longest if longest > 0 else 0.0
    for position, row in enumerate(rows):
        top = TOP + ROW_HEIGHT * position
        length = max(row.length * scale, 1.0)
        _text(picture, NAME_WIDTH - 8, top + 15, _shortened(row.name), "end")
        colour = RED if row.marked else BLUE
        bar = {"x": str(NAME_WIDTH), "y": str(top + 3), "width": f"{length:.1f}", "height": str(ROW_HEIGHT - 8)}
        ET.SubElement(picture, "rect", {**bar, "fill": colour})
        _text(picture, NAME_WIDTH + length + 6, top + 15, row.note, "start")
    return ET.tostring(picture, encoding="unicode") + "\n"


def _text(picture: ET.Element, x: float, y: float, text: str, anchor: str) -> None:
    font = {"font-family": "system-ui, sans-serif", "font-size": "12", "fill": INK}
    ET.SubElement(picture, "text", {"x": f"{x:.1f}", "y": f"{y:.1f}", "text-anchor": anchor, **font}).text = text


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_NAME else text[: LONGEST_NAME - 1] + "…"
