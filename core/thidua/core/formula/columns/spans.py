"""From where to where numbers reach, in whole multiples of a column's factor."""

from typing import NamedTuple


class Span(NamedTuple):
    """``least <= number <= most``; whole numbers of any size."""

    least: int
    most: int

    def by(self, factor: int) -> "Span":
        """The span of the products."""
        ends = self.least * factor, self.most * factor
        return Span(min(ends), max(ends))

    def plus(self, other: "Span") -> "Span":
        """The span of the sums."""
        return Span(self.least + other.least, self.most + other.most)

    def times(self, other: "Span") -> "Span":
        """The span of the products of any two."""
        ends = [one * two for one in (self.least, self.most) for two in (other.least, other.most)]
        return Span(min(ends), max(ends))

    def or_(self, other: "Span") -> "Span":
        """The span of both together."""
        return Span(min(self.least, other.least), max(self.most, other.most))

    def lesser(self, other: "Span") -> "Span":
        """The span of the lesser of any two."""
        return Span(min(self.least, other.least), min(self.most, other.most))

    def greater(self, other: "Span") -> "Span":
        """The span of the greater of any two."""
        return Span(max(self.least, other.least), max(self.most, other.most))

    def meets(self, other: "Span") -> bool:
        """Whether the two have more than one pair of numbers in common."""
        return self.least <= other.most and other.least <= self.most
