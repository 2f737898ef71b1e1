"""What a model is given of the features: standardised numbers, and a column for each category."""

from collections.abc import Sequence

from sklearn.compose import ColumnTransformer
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from src.data_contract import FEATURES
from src.features import CategoryFeature, Feature, NumberFeature


def prepared_features(features: Sequence[Feature] = FEATURES) -> ColumnTransformer:
    """Build the first part of a model; the categories are those of the contract, whether they occur or not."""
    numbers = [feature.name for feature in features if isinstance(feature, NumberFeature)]
    words = [feature for feature in features if isinstance(feature, CategoryFeature)]
    categories = OneHotEncoder(categories=[list(feature.categories) for feature in words], drop="if_binary")
    return ColumnTransformer(
        [("numbers", StandardScaler(), numbers), ("categories", categories, [feature.name for feature in words])]
    )
