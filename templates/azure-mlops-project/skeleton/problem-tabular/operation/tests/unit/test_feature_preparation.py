"""A model learns from numbers and from words, whichever of them a contract has."""

import pandas as pd
import pytest

from src.feature_preparation import prepared_features
from src.features import CategoryFeature, Feature, NumberFeature

AGE = NumberFeature("age", "years since birth", 0, 120)
CITY = CategoryFeature("city", "where somebody lives", ("Basel", "Bern", "Chur"))
ROWS = pd.DataFrame({"city": ["Bern", "Basel", "Bern"], "age": [20.0, 30.0, 40.0]})


@pytest.mark.parametrize(
    ("features", "expected"),
    [
        ((CITY, AGE), [[-1.2247, 0, 1, 0], [0, 1, 0, 0], [1.2247, 0, 1, 0]]),
        ((AGE,), [[-1.2247], [0], [1.2247]]),
        ((CITY,), [[0, 1, 0], [1, 0, 0], [0, 1, 0]]),
    ],
)
def test_numbers_are_standardised_and_each_category_has_a_column(
    features: tuple[Feature, ...], expected: list[list[float]]
) -> None:
    prepared = pd.DataFrame(prepared_features(features).fit_transform(ROWS))
    assert prepared.to_numpy().tolist() == [pytest.approx(row, abs=0.001) for row in expected]


def test_two_categories_share_a_column() -> None:
    sex = CategoryFeature("sex", "as the source codes it", ("a", "b"))
    rows = pd.DataFrame({"sex": ["b", "a", "b"]})
    assert prepared_features((sex,)).fit_transform(rows).tolist() == [[1.0], [0.0], [1.0]]
