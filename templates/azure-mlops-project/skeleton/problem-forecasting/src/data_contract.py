"""The data contract: a series with one value for each period, in order of time and without a gap.

This file is the first to change when the use case changes; `src/data_schema.py` turns it into checks.
`docs/data/` describes the same columns for people, and a test holds the two together.
"""

TIME = "month"
TARGET = "sea_surface_temperature"
FEATURE_NAMES = (TIME, TARGET)

# How long a period is, as pandas names it ("M" month, "D" day, "Q" quarter), and how many of them make a season.
FREQUENCY = "M"
SEASON = 12
EXAMPLE = "1950-01"

SMALLEST_TARGET = 10.0
LARGEST_TARGET = 40.0

# How far back the model may look, in periods: a client sends at least that many.
WINDOW = 24
# How far ahead the rows held out are forecast, in periods; a client that does not say how far gets as many.
HORIZON = 6
LONGEST_HORIZON = 36
MINIMUM_ROWS = WINDOW + 2 * SEASON

DESCRIPTIONS = {
    TIME: "the month that the value is the mean of",
    TARGET: "temperature of the surface of the sea, in degrees Celsius",
}
ALLOWED = {
    TIME: f"such as {EXAMPLE}",
    TARGET: f"{SMALLEST_TARGET:g} to {LARGEST_TARGET:g}",
}
