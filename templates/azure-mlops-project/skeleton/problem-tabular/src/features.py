"""Kinds of columns that a model reads."""

from dataclasses import dataclass


@dataclass(frozen=True)
class NumberFeature:
    """A column of numbers, with the smallest and the largest that are plausible."""

    name: str
    description: str
    smallest: float
    largest: float

    @property
    def allowed(self) -> str:
        """Return the range, for people."""
        return f"{self.smallest:g} to {self.largest:g}"


@dataclass(frozen=True)
class CategoryFeature:
    """A column of words out of a list; a word that is not in there is no longer the same data."""

    name: str
    description: str
    categories: tuple[str, ...]

    @property
    def allowed(self) -> str:
        """Return the categories, for people."""
        return " or ".join(self.categories)


Feature = NumberFeature | CategoryFeature
