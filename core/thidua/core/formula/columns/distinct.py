"""Few different numbers for many rows: tables by index, and what only big integers compute."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import reduce
from math import gcd, lcm
from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from thidua.core.exact.power import NotReal, TooLarge
from thidua.core.formula.columns.integers import LIMIT, IntColumn, measured
from thidua.core.formula.columns.masks import Mask, both, either, filled, unless_all, where_any
from thidua.core.formula.columns.numbers import Numbers, of_integers, restricted

Exactly = Callable[[tuple[Fraction, ...]], Fraction]


@frozen(eq=False)
class Lookup:
    """A few numbers, to be looked up by their places."""

    factor: Fraction
    tops: IntColumn
    """Times the factor."""
    known: Mask | None
    """None: every place has a number."""
    beyond: Mask | None
    """The places whose numbers are too long; None: none."""

    def at(self, index: NDArray[Any]) -> Numbers:
        """The numbers at so many places."""
        known = None if self.known is None else unless_all(self.known[index])
        beyond = None if self.beyond is None else where_any(self.beyond[index])
        return of_integers(
            self.factor, measured(self.tops.take(index)), None, known=known, beyond=beyond
        )


def lookup(values: Sequence[Fraction | None]) -> Lookup:
    """Of some numbers; None is unknown."""
    known = [one for one in values if one is not None]
    below = lcm(*(one.denominator for one in known))
    tops = [0 if one is None else one.numerator * (below // one.denominator) for one in values]
    common = gcd(*tops) or 1
    tops = [top // common for top in tops]
    column = np.array([top if abs(top) <= LIMIT else 0 for top in tops], np.int64)
    return Lookup(
        Fraction(common, below),
        column,
        unless_all(np.array([one is not None for one in values])),
        where_any(np.array([abs(top) > LIMIT for top in tops])),
    )


def by_distinct(function: Exactly, operands: Sequence[Numbers]) -> Numbers:
    """The function of the operands, once for each distinct set of them.

    Unknown where it raises NotReal or TooLarge.
    """
    rows = operands[0].rows
    known = reduce(both, [one.known for one in operands])
    beyond = reduce(either, [one.beyond for one in operands])
    has_value = filled(known, rows, absent=True) & ~filled(beyond, rows, absent=False)
    read = np.flatnonzero(has_value)
    firsts, places = _distinct([one.take(read) for one in operands])
    found = [_computed(function, operands, int(read[first])) for first in firsts]
    index = np.full(rows, len(found))
    index[read] = places
    return restricted(lookup([*found, Fraction(0)]).at(index), known, beyond)


def _distinct(operands: Sequence[Numbers]) -> tuple[IntColumn, IntColumn]:
    """A row of each distinct set of operands, and for every row which of them is its own."""
    columns = [one.numerators for one in operands]
    columns += [one.denominators for one in operands if one.denominators is not None]
    _, firsts, places = np.unique(
        np.stack(columns, axis=1), axis=0, return_index=True, return_inverse=True
    )
    return firsts, places.reshape(-1)


def _computed(function: Exactly, operands: Sequence[Numbers], row: int) -> Fraction | None:
    values = tuple(one.at(row) for one in operands)
    try:
        return function(values)
    except (NotReal, TooLarge):
        return None
