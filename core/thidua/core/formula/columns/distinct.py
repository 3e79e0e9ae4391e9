"""Few different numbers for many rows: tables by index, and what only big integers compute."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import reduce
from math import gcd, lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from thidua.core.exact.power import NotReal, TooLarge
from thidua.core.formula.columns.integers import LIMIT, IntColumn, measured
from thidua.core.formula.columns.masks import both, either, filled, unless_all, where_any
from thidua.core.formula.columns.numbers import Numbers, of_integers, restricted

Exactly = Callable[[tuple[Fraction, ...]], Fraction]


def looked_up(values: Sequence[Fraction | None], index: NDArray[Any]) -> Numbers:
    """``values[index]``, row by row; None is unknown."""
    known = [one for one in values if one is not None]
    below = lcm(*(one.denominator for one in known))
    tops = [0 if one is None else one.numerator * (below // one.denominator) for one in values]
    common = gcd(*tops) or 1
    tops = [top // common for top in tops]
    fits = [abs(top) <= LIMIT for top in tops]
    column = np.array([top if fit else 0 for top, fit in zip(tops, fits, strict=True)], np.int64)
    has_none = len(known) < len(values)
    return of_integers(
        Fraction(common, below),
        measured(column[index]),
        None,
        known=unless_all(np.array([one is not None for one in values])[index])
        if has_none
        else None,
        beyond=None if all(fits) else where_any(~np.array(fits)[index]),
    )


def by_distinct(function: Exactly, operands: Sequence[Numbers]) -> Numbers:
    """The function of the operands, once for each distinct set of them.

    Unknown where it raises NotReal or TooLarge.
    """
    rows = operands[0].rows
    known = reduce(both, (one.known for one in operands), None)
    beyond = reduce(either, (one.beyond for one in operands), None)
    has_value = filled(known, rows, absent=True) & ~filled(beyond, rows, absent=False)
    read = np.flatnonzero(has_value)
    firsts, places = _distinct([one.take(read) for one in operands])
    found = [_computed(function, operands, int(read[first])) for first in firsts]
    index = np.full(rows, len(found))
    index[read] = places
    return restricted(looked_up([*found, Fraction(0)], index), known, beyond)


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
