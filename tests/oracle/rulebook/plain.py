"""A cluster as plain data, and what scoring gives for it: no record of the program's own.

Criteria sets, schemes and formulas are the dictionaries that their TOML files give.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from attrs import field, frozen

Table = Mapping[str, Any]
PythonFormula = Callable[[Mapping[str, Fraction]], Fraction | int]


@frozen
class PlainFigure:
    """A number: ``exact``, ``over``, ``under`` or ``near``; a presumed one was not reported."""

    value: Fraction
    bound: str = "exact"
    presumed: bool = False


@frozen
class PlainUnit:
    """A member of a cluster."""

    code: str
    kind: str = "division"
    sector: str | None = None
    standing: str = "normal"
    figures: Mapping[str, PlainFigure] = field(factory=dict)
    """By what a formula calls them: ``jobs``, ``jobs.target``."""
    judged: Mapping[str, Fraction] = field(factory=dict)
    not_applicable: frozenset[str] = frozenset()


@frozen
class PlainCluster:
    """All that the ranking of one cluster depends on."""

    sets: Mapping[str, Table]
    units: tuple[PlainUnit, ...]
    scheme: Table | None = None
    """None: the one set, and its own rules."""
    lower_is_better: frozenset[str] = frozenset()
    formulas: Mapping[str, Table] = field(factory=dict)
    python: Mapping[str, PythonFormula] = field(factory=dict)


@frozen
class PlainCell:
    """The points of one criterion of one unit."""

    base: Fraction
    deducted: Fraction
    bonus: Fraction


@frozen
class PlainRow:
    """One unit's place in the ranking; None for what it has not."""

    status: str
    rank: int | None = None
    shares_rank: bool = False
    points: Fraction | None = None
    exact_points: Fraction | None = None
    bonus: Fraction | None = None
    deductions: Fraction | None = None
    band: str | None = None
    decided_by: str | None = None
    cells: Mapping[tuple[str, str], PlainCell | None] = field(factory=dict)
    """By part and criterion, where it applies; None for unknown."""
    places: Mapping[tuple[str, str, str], Fraction | None] = field(factory=dict)
    """By part, level (``criterion``, ``section``, ``part``) and code: the points as rounded at
    their level, where anything there applies; None for unknown."""


@frozen
class PlainRanking:
    """The ranking of a cluster."""

    rows: Mapping[str, PlainRow]
    left_out: bool = False
    """Whether an aggregate left out a member whose value is unknown."""


def amount(written: object) -> Fraction:
    """A number of a table: an integer or decimal text."""
    return Fraction(str(written))


def cap_of(table: Table, key: str) -> Fraction | None:
    """A cap; None where there is none, or it is said to be unlimited."""
    written = table.get(key)
    return None if written in (None, "none") else amount(written)
