"""The contract of tabular data: numbers in a range, words out of a list, described for people too."""

import re
from pathlib import Path

import pandas as pd
import pandera.pandas as pa
import pytest

from src.data_contract import FEATURES, TARGET
from src.data_schema import column_of, features_schema, labelled_schema
from src.data_validation import check_rows
from src.errors import DataError
from src.feature_table import describe_features
from src.features import CategoryFeature, NumberFeature

CITY = CategoryFeature("city", "where somebody lives", ("Basel", "Bern"))
AGE = NumberFeature("age", "years since birth", 0, 120)
SCHEMA = pa.DataFrameSchema({feature.name: column_of(feature) for feature in (AGE, CITY)}, strict=True)


def test_rows_within_the_contract_are_accepted() -> None:
    rows = pd.DataFrame({"age": [0, 120], "city": ["Basel", "Bern"]})
    assert len(check_rows(rows, SCHEMA, "rows")) == 2


@pytest.mark.parametrize(
    ("age", "city", "complaint"),
    [(121.0, "Bern", "age.*found 121"), (-1.0, "Bern", "age.*found -1"), (30.0, "Paris", "city.*found Paris")],
)
def test_a_number_out_of_range_and_a_new_category_are_refused(age: float, city: str, complaint: str) -> None:
    with pytest.raises(DataError, match=complaint):
        check_rows(pd.DataFrame({"age": [age], "city": [city]}), SCHEMA, "rows")


def test_the_features_are_described_for_people_and_for_the_metadata_of_a_model() -> None:
    assert (AGE.allowed, CITY.allowed) == ("0 to 120", "Basel or Bern")
    assert [entry["name"] for entry in describe_features()] == [feature.name for feature in FEATURES]


def test_rows_to_learn_from_have_the_target_beside_the_features() -> None:
    assert [*labelled_schema().columns] == [*features_schema().columns, TARGET]


def test_the_data_documentation_lists_every_column_of_the_contract(root: Path) -> None:
    pages = [path.read_text("utf-8") for path in sorted((root / "docs/data").glob("*.md"))]
    rows = [row for page in pages for row in re.findall(r"^\| `(\w+)` \| (.+?) \| (.+?) \|$", page, flags=re.MULTILINE)]
    assert rows[:-1] == [(feature.name, feature.description, feature.allowed) for feature in FEATURES]
    assert rows[-1][0] == TARGET
