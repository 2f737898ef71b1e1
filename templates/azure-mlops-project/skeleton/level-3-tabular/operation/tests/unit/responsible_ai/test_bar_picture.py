import xml.etree.ElementTree as ET

from src.bar_picture import RED, Bar, bars

SVG = "{http://www.w3.org/2000/svg}"


def drawn(*rows: Bar) -> ET.Element:
    return ET.fromstring(bars("A title & more", rows))  # noqa: S314 - our own text


def texts(picture: ET.Element) -> list[str]:
    return [element.text or "" for element in picture.iter(f"{SVG}text")]


def test_each_row_has_its_name_its_note_and_a_bar_as_long_as_its_value() -> None:
    picture = drawn(Bar("one <b>", 2.0, "two", marked=False), Bar("other", 1.0, "half", marked=True))
    assert texts(picture) == ["A title & more", "one <b>", "two", "other", "half"]
    _, first, second = picture.findall(f"{SVG}rect")
    assert float(first.attrib["width"]) == 2 * float(second.attrib["width"])
    assert (first.attrib["fill"] == RED, second.attrib["fill"] == RED) == (False, True)


def test_less_than_nothing_has_no_length_and_a_long_name_is_shortened() -> None:
    picture = drawn(Bar("x" * 100, -3.0, "", marked=False))
    assert float(picture.findall(f"{SVG}rect")[1].attrib["width"]) == 1
    assert texts(picture)[1] == "x" * 43 + "…"


def test_without_a_row_there_is_still_a_picture() -> None:
    assert texts(drawn()) == ["A title & more"]
