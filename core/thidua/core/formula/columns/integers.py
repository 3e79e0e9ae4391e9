"""Whole numbers by the column, with proved extremes: the one place where products are formed.

The extremes are Python integers, so a product's are known before it is computed. Only where they
would leave the limit are the rows themselves looked at, and those that really leave it put aside.
"""

from functools import lru_cache

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from thidua.core.formula.columns import masks
from thidua.core.formula.columns.masks import Mask, either, where_any

IntColumn = NDArray[np.int64]

LIMIT = 2**62 - 1
"""Largest magnitude of any number held: the sum of two of them still is an int64."""


@frozen(eq=False)
class Integers:
    """One whole number a row; ``low <= value <= high``, both within the limit."""

    values: IntColumn
    low: int
    high: int
    over: Mask | None = None
    """Rows put aside because their number passes the limit; what stands there means nothing."""

    def take(self, rows: IntColumn) -> "Integers":
        """The numbers of some rows."""
        over = None if self.over is None else self.over[rows]
        return Integers(self.values.take(rows), self.low, self.high, over)


@lru_cache(maxsize=4096)
def same(value: int, rows: int) -> Integers:
    """One number for every row, held once; ``value`` within the limit."""
    return Integers(np.broadcast_to(np.int64(value), (rows,)), value, value)


def measured(values: IntColumn, over: Mask | None = None) -> Integers:
    """Numbers within the limit, with the extremes that they really have."""
    if not values.size:
        return Integers(values, 0, 0, over)
    low, high = np.minimum.reduce(values), np.maximum.reduce(values)
    return Integers(values, int(low), int(high), over)


def limited(values: IntColumn, over: Mask | None = None) -> Integers:
    """Any numbers, measured; those that pass the limit are put aside."""
    passing = where_any((values > LIMIT) | (values < -LIMIT))
    if passing is None:
        return measured(values, over)
    return measured(np.where(passing, 0, values), either(over, passing))


def _fits(low: int, high: int) -> bool:
    return -LIMIT <= low and high <= LIMIT


def by(one: Integers, factor: int) -> Integers:
    """Every number times a whole constant of any size."""
    if factor == 1:
        return one
    low, high = one.low * factor, one.high * factor
    if factor < 0:
        low, high = high, low
    if low == high and _fits(low, high):
        return _with_over(same(low, len(one.values)), one.over)
    if _fits(low, high):
        return Integers(one.values * factor, low, high, one.over)
    most = LIMIT // abs(factor)
    over = (one.values > most) | (one.values < -most)
    values = np.where(over, 0, one.values) * np.int64(factor if most else 0)
    return measured(values, either(one.over, where_any(over)))


def times(left: Integers, right: Integers) -> Integers:
    """The products, row by row."""
    if right.low == right.high:
        return _with_over(by(left, right.low), right.over)
    if left.low == left.high:
        return _with_over(by(right, left.low), left.over)
    corners = [one * other for one in (left.low, left.high) for other in (right.low, right.high)]
    low, high = min(corners), max(corners)
    over = either(left.over, right.over)
    if _fits(low, high):
        return Integers(left.values * right.values, low, high, over)
    passing = np.abs(left.values) > LIMIT // np.maximum(np.abs(right.values), 1)
    values = np.where(passing, 0, left.values) * right.values
    return measured(values, either(over, where_any(passing)))


def _with_over(one: Integers, over: Mask | None) -> Integers:
    return one if over is None else Integers(one.values, one.low, one.high, either(one.over, over))


def plus(left: Integers, right: Integers) -> Integers:
    """The sums, row by row."""
    sums = left.values + (right.low if right.low == right.high else right.values)
    over = either(left.over, right.over)
    return _within(sums, left.low + right.low, left.high + right.high, over)


def minus(left: Integers, right: Integers) -> Integers:
    """The differences, row by row."""
    differences = left.values - (right.low if right.low == right.high else right.values)
    over = either(left.over, right.over)
    return _within(differences, left.low - right.high, left.high - right.low, over)


def _within(values: IntColumn, low: int, high: int, over: Mask | None) -> Integers:
    if _fits(low, high):
        return Integers(values, low, high, over)
    return limited(values, over)


def chosen(condition: Mask, then: Integers, otherwise: Integers) -> Integers:
    """``then`` where the condition holds, else ``otherwise``."""
    return Integers(
        _chosen(condition, then, otherwise),
        min(then.low, otherwise.low),
        max(then.high, otherwise.high),
        masks.chosen(condition, then.over, otherwise.over, absent=False),
    )


def _chosen(condition: Mask, then: Integers, otherwise: Integers) -> IntColumn:
    """By arithmetic: ``numpy.where`` takes ten times as long where the condition is irregular."""
    if then.low == then.high and otherwise.low != otherwise.high:
        return _chosen(~condition, otherwise, then)
    base = otherwise.low if otherwise.low == otherwise.high else otherwise.values
    if otherwise.low == otherwise.high == 0:
        return then.values * condition
    difference = then.values - base
    difference *= condition
    difference += base
    return difference


def as_divisors(one: Integers) -> IntColumn:
    """Numbers above 0 to divide by: 1 in the rows put aside."""
    return one.values if one.over is None else np.where(one.over, 1, one.values)
