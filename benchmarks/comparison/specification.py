"""The work as data: 40 criteria of nine kinds in four weighted sections, for clusters of twelve.

Every engine reads its rules from here, ``thidua`` too (``criteria_table.py`` writes the table in
its formula language). A cell is one criterion of one unit; it has two figures, x and t.
"""

from enum import StrEnum
from typing import Final

from attrs import frozen

PLACES: Final = 4
"""Figures are whole numbers scaled by 10^4."""
SCALE: Final = 10**PLACES
CLUSTER: Final = 12
"""Units in a cluster; the last one may have fewer."""


class Kind(StrEnum):
    """How x and t give points. A figure x that is not reported gives 0 in every kind."""

    RATIO = "ratio"
    """points · x/t, at most the points."""
    IMPROVEMENT = "improvement"
    """points · 5 (x - t)/t over the baseline t, from 0 to the points."""
    BANDS = "bands"
    """By x/t: from 1 all, from 0.9 four fifths, from 0.8 three, from 0.6 three tenths, else 0."""
    INTERPOLATION = "interpolation"
    """By x/t, straight lines through (0.5, 0), (0.9, 60 %), (1.2, 100 %)."""
    DEDUCTION = "deduction"
    """A quarter of a point off for each full unit of x over t, at most 60 %."""
    RANK = "rank"
    """By the rank of x - t in the cluster: the first of m takes all, the last 1/m."""
    BEST = "best"
    """points · x / the highest x of the cluster; 0 where x is under half of t."""
    CONDITION = "condition"
    """All from t on, points · (2 x/t - 1) from 0.6 t on, 0 below."""
    LOWER = "lower"
    """All up to t, points · 0.9 t/x above it."""


@frozen
class Criterion:
    """One of the forty."""

    number: int
    """From 0: the column of its figures."""
    kind: Kind
    points: int

    @property
    def code(self) -> str:
        """Its code in the table."""
        return f"C-{self.number + 1:02}"

    @property
    def indicator(self) -> str:
        """The indicator that it reads."""
        return f"x{self.number + 1:02}"


@frozen
class Section:
    """Ten criteria, whose points of 100 count by a weight."""

    code: str
    weight: int
    """In percent, and so also its points."""
    criteria: tuple[Criterion, ...]


_KINDS: Final = tuple(Kind)
_POINTS: Final = (6, 8, 9, 10, 12, 15, 12, 10, 10, 8)
"""Of ten criteria, 100 together."""

CRITERIA: Final = tuple(
    Criterion(number, _KINDS[number % len(_KINDS)], _POINTS[number % len(_POINTS)])
    for number in range(40)
)
SECTIONS: Final = tuple(
    Section(code, weight, CRITERIA[start : start + 10])
    for code, weight, start in (("A", 35, 0), ("B", 30, 10), ("C", 20, 20), ("D", 15, 30))
)
"""Each rounded; the total is their sum. Ties are broken by A, then by B."""

GAIN: Final = 5
"""Of an improvement: a fifth more than the baseline is all."""
BANDS: Final = ((100, 10), (90, 8), (80, 6), (60, 3))
"""From so many percent of t on, so many tenths of the points."""
KNOTS: Final = ((50, 0), (90, 60), (120, 100))
"""At so many percent of t, so many percent of the points."""
OFF: Final = 25
"""Hundredths of a point that each full unit over t costs."""
MOST_OFF: Final = 60
"""At most so many percent of the points."""
KEPT: Final = 90
"""Percent of the points that a bare miss keeps where lower is better."""
CLASSES: Final = (("excellent", 90), ("good", 80), ("fair", 65), ("pass", 50), ("low", 0))
"""Class and the total from which it begins; numbered from 0 in this order."""
