"""The data contract: which columns there are, of which type, in which range.

This file is the first to change when the use case changes; `src/data_validation.py` enforces
it. `docs/data/` describes the same columns for people, and a test holds the two together.
"""

from dataclasses import dataclass

from src.features import Feature, NumberFeature

TARGET = "diagnosis"
POSITIVE_CLASS = "malignant"
NEGATIVE_CLASS = "benign"
CLASSES = (NEGATIVE_CLASS, POSITIVE_CLASS)
MINIMUM_ROWS = 50


@dataclass(frozen=True)
class Measurement:
    """A property of the cell nuclei in an image, and the largest value that is plausible."""

    name: str
    description: str
    largest: float


MEASUREMENTS = (
    Measurement("radius", "distance from the centre of the nucleus to its outline", 60),
    Measurement("texture", "spread of the grey values inside the nucleus", 80),
    Measurement("perimeter", "length of the outline", 400),
    Measurement("area", "area inside the outline", 8000),
    Measurement("smoothness", "local variation of the radius", 1),
    Measurement("compactness", "perimeter squared over area, less one", 3),
    Measurement("concavity", "depth of the dents in the outline", 3),
    Measurement("concave_points", "share of the outline that is dented", 1),
    Measurement("symmetry", "difference between the two halves of the nucleus", 1),
    Measurement("fractal_dimension", "roughness of the outline", 1),
)
STATISTICS = {
    "mean": "mean over the nuclei of an image",
    "error": "standard error over the nuclei of an image",
    "worst": "mean of the three largest nuclei of an image",
}
FEATURES: tuple[Feature, ...] = tuple(
    NumberFeature(
        name=f"{statistic}_{measurement.name}",
        description=f"{measurement.description}: {meaning}",
        smallest=0,
        largest=measurement.largest,
    )
    for statistic, meaning in STATISTICS.items()
    for measurement in MEASUREMENTS
)
FEATURE_NAMES = tuple(feature.name for feature in FEATURES)
