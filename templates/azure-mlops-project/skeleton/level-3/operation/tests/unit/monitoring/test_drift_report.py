import json
import xml.etree.ElementTree as ET

import numpy as np
import pandas as pd
import pytest

from src.drift import Limits, Verdict, judge_drift, measure_drift
from src.drift_picture import bins_of, overview
from src.drift_report import page_of, record_of, table_of

NAMES = ("steady", "shifted <b>", "word")


@pytest.fixture(scope="module")
def verdicts() -> list[Verdict]:
    random = np.random.default_rng(4)
    words = random.choice(["one", "two"], 300)
    reference = pd.DataFrame({"steady": random.normal(size=300), "shifted <b>": random.normal(size=300), "word": words})
    current = reference.assign(**{"shifted <b>": reference["shifted <b>"] + 2})
    return judge_drift(measure_drift(reference, current, NAMES, bins=5, significance=0.01), Limits(0.2, 0.2), {})


def test_the_record_names_what_drifted_and_is_json(verdicts: list[Verdict]) -> None:
    record = json.loads(json.dumps(record_of(verdicts, 0)))
    assert record["drifted"] is True
    assert record["drifted_columns"] == ["shifted <b>"]
    assert [column["drift"]["column"] for column in record["columns"]] == list(NAMES)
    assert record_of(verdicts, 1)["drifted"] is False


def test_the_table_begins_with_the_farthest_column(verdicts: list[Verdict]) -> None:
    lines = table_of(verdicts).splitlines()
    assert lines[1].startswith("shifted <b>")
    assert [line.split()[-1] for line in lines[1:]] == ["DRIFTED", "same", "same"]


def test_pictures_are_well_formed_and_mark_what_drifted(verdicts: list[Verdict]) -> None:
    picture = ET.fromstring(overview(verdicts))  # noqa: S314 - our own text
    texts = [element.text or "" for element in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert sum("drifted" in text for text in texts) == 1
    assert len(picture.findall("{http://www.w3.org/2000/svg}rect")) == len(NAMES)
    for verdict in verdicts:
        bars = ET.fromstring(bins_of(verdict)).findall("{http://www.w3.org/2000/svg}rect")  # noqa: S314 - our own text
        assert len(bars) == 2 * len(verdict.drift.bins) + 2, "two bars for each bin, and two of the key"


def test_the_page_holds_every_column_and_needs_nothing_beside_it(verdicts: list[Verdict]) -> None:
    page = page_of(verdicts, record_of(verdicts, 0), {"reference": "train.csv & more"})
    assert "<b>" not in page
    assert "shifted &lt;b&gt;" in page
    assert "train.csv &amp; more" in page
    assert page.count("<svg") == 1 + len(NAMES)
    assert "src=" not in page
    assert "href=" not in page
