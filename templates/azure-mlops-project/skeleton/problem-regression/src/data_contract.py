"""The data contract: which columns there are, of which type, in which range.

This file is the first to change when the use case changes; `src/data_validation.py` enforces
it. `docs/data/` describes the same columns for people, and a test holds the two together.
"""

from src.features import CategoryFeature, Feature, NumberFeature

TARGET = "disease_progression"
SMALLEST_TARGET = 0.0
LARGEST_TARGET = 500.0
MINIMUM_ROWS = 50

NUMBERS = (
    NumberFeature("age", "age of the patient, in years", 18, 110),
    NumberFeature("body_mass_index", "weight over height squared, in kilograms per square metre", 10, 80),
    NumberFeature("blood_pressure", "mean arterial blood pressure, in millimetres of mercury", 40, 200),
    NumberFeature("total_cholesterol", "all cholesterol in the blood serum, in milligrams per decilitre", 50, 600),
    NumberFeature(
        "ldl_cholesterol", "low-density lipoproteins in the blood serum, in milligrams per decilitre", 10, 500
    ),
    NumberFeature(
        "hdl_cholesterol", "high-density lipoproteins in the blood serum, in milligrams per decilitre", 5, 150
    ),
    NumberFeature("cholesterol_ratio", "all cholesterol over high-density lipoproteins, without a unit", 1, 20),
    NumberFeature("log_triglycerides", "logarithm of the triglycerides in the blood serum, without a unit", 2, 9),
    NumberFeature("blood_sugar", "glucose in the blood serum, in milligrams per decilitre", 30, 500),
)
CATEGORIES = (CategoryFeature("sex", "sex of the patient, as the source codes it", ("code_1", "code_2")),)
FEATURES: tuple[Feature, ...] = (*NUMBERS, *CATEGORIES)
FEATURE_NAMES = tuple(feature.name for feature in FEATURES)
