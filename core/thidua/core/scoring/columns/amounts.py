"""What scoring does with points by the column: sums, caps, means, rounding."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import reduce
from math import ceil, floor

import numpy as np

from thidua.core.exact.rounding import RoundingMode
from thidua.core.formula.columns import integers, masks
from thidua.core.formula.columns.factors import common_factor, product
from thidua.core.formula.columns.integers import LIMIT, IntColumn, Integers, measured
from thidua.core.formula.columns.masks import Mask, either, where_any
from thidua.core.formula.columns.numbers import of_integers
from thidua.core.formula.columns.rounding import rounded as rounded_numbers
from thidua.core.scoring.columns.enclosing import (
    Amounts,
    amounts_of,
    at_fine_unit,
    constant,
    exact,
    nothing,
    put_aside,
)


def scaled(amounts: Amounts, factor: Fraction) -> Amounts:
    """Multiplied by a constant."""
    if not factor:
        return nothing(amounts.rows)
    if factor > 0:
        return Amounts(product(amounts.unit, factor), amounts.low, amounts.high)
    low = integers.by(amounts.high, -1)
    high = low if amounts.is_exact else integers.by(amounts.low, -1)
    return Amounts(amounts.unit * -factor, low, high)


def aligned(left: Amounts, right: Amounts) -> tuple[Amounts, Amounts]:
    """Both at one unit, with room for their sum; finely enclosed where exactness has no room."""
    if left.unit == right.unit:
        return left, right
    unit, one, other = common_factor(left.unit, right.unit)
    if not (_has_room(left, one) and _has_room(right, other)):
        left, right = at_fine_unit(left), at_fine_unit(right)
        one = other = 1
        unit = left.unit
    return _times(left, one, unit), _times(right, other, unit)


def _has_room(amounts: Amounts, factor: int) -> bool:
    return 2 * factor * max(-amounts.low.low, amounts.high.high) <= LIMIT


def _times(amounts: Amounts, factor: int, unit: Fraction) -> Amounts:
    return amounts.with_ends(unit, lambda end: integers.by(end, factor))


def add(left: Amounts, right: Amounts) -> Amounts:
    """``left + right``."""
    left, right = aligned(left, right)
    low = integers.plus(left.low, right.low)
    if left.is_exact and right.is_exact:
        return exact(left.unit, low)
    return Amounts(left.unit, low, integers.plus(left.high, right.high))


def subtract(left: Amounts, right: Amounts) -> Amounts:
    """``left - right``, each moving on its own."""
    return add(left, scaled(right, Fraction(-1)))


def total(amounts: Sequence[Amounts]) -> Amounts:
    """The sum of at least one column; of exact ones at one unit, into a single new array."""
    first, *others = amounts
    alike = all(one.is_exact and one.unit == first.unit and one.over is None for one in amounts)
    low, high = sum(one.low.low for one in amounts), sum(one.high.high for one in amounts)
    if not (alike and others and max(-low, high) <= LIMIT):
        return reduce(add, amounts)
    sums = first.low.values + others[0].low.values
    for one in others[1:]:
        np.add(sums, one.low.values, out=sums)
    return exact(first.unit, Integers(sums, low, high))


def at_most(amounts: Amounts, cap: Fraction) -> Amounts:
    """Cut at a cap."""
    if amounts.high.high * amounts.unit <= cap:
        return amounts
    if amounts.low.low * amounts.unit >= cap:
        return put_aside(constant(cap, amounts.rows), amounts.over)
    finer, limit = aligned(amounts, constant(cap, amounts.rows))
    if limit.over is None:
        return _cut(finer, limit.low.low, limit.high.high)
    own = cap / amounts.unit
    return _cut(amounts, floor(own), ceil(own))


def at_least(amounts: Amounts, least: Fraction) -> Amounts:
    """Raised to a floor."""
    if amounts.low.low * amounts.unit >= least:
        return amounts
    return scaled(at_most(scaled(amounts, Fraction(-1)), -least), Fraction(-1))


def _cut(amounts: Amounts, least: int, most: int) -> Amounts:
    """Cut at a number of units that lies between two; at one number exactly where both are it."""
    low = _smaller(amounts.low, least)
    if amounts.is_exact and least == most:
        return exact(amounts.unit, low)
    return Amounts(amounts.unit, low, _smaller(amounts.high, most))


def _smaller(numbers: Integers, limit: int) -> Integers:
    cut = np.minimum(numbers.values, limit)
    return Integers(cut, min(numbers.low, limit), min(numbers.high, limit), numbers.over)


def rounded(amounts: Amounts, places: int, mode: RoundingMode) -> Amounts:
    """Rounded to places; rows that an enclosure leaves open are put aside."""
    if 10**places % amounts.unit.denominator == 0 and amounts.is_exact:
        return amounts
    low = _rounded(amounts.low, amounts.unit, places, mode)
    if amounts.is_exact:
        return low
    high = _rounded(amounts.high, amounts.unit, places, mode)
    is_open = where_any(low.low.values != high.low.values)
    return put_aside(low, either(is_open, high.over))


def _rounded(numbers: Integers, unit: Fraction, places: int, mode: RoundingMode) -> Amounts:
    found = rounded_numbers(of_integers(unit, numbers, None), places, mode)
    over = found.beyond
    return exact(found.factor, Integers(found.numerators, found.low, found.high, over))


def chosen(condition: Mask, then: Amounts, otherwise: Amounts) -> Amounts:
    """``then`` where the condition holds, else ``otherwise``."""
    then, otherwise = aligned(then, otherwise)
    low = _chosen(condition, then.low, otherwise.low)
    if then.is_exact and otherwise.is_exact:
        return exact(then.unit, low)
    return Amounts(then.unit, low, _chosen(condition, then.high, otherwise.high))


def _chosen(condition: Mask, then: Integers, otherwise: Integers) -> Integers:
    """A row put aside where it is not chosen does not matter."""
    return Integers(
        np.where(condition, then.values, otherwise.values),
        min(then.low, otherwise.low),
        max(then.high, otherwise.high),
        masks.chosen(condition, then.over, otherwise.over, absent=False),
    )


def patched(amounts: Amounts, values: Mapping[int, Fraction]) -> Amounts:
    """With other amounts in some rows."""
    if any((value / amounts.unit).denominator > 1 for value in values.values()):
        amounts = at_fine_unit(amounts)
    ends = {row: value / amounts.unit for row, value in values.items()}
    low = _patched(amounts.low, {row: floor(end) for row, end in ends.items()})
    if amounts.is_exact and all(end.denominator == 1 for end in ends.values()):
        return exact(amounts.unit, low)
    high = _patched(amounts.high, {row: ceil(end) for row, end in ends.items()})
    return Amounts(amounts.unit, low, high)


def _patched(numbers: Integers, values: Mapping[int, int]) -> Integers:
    """Numbers past the limit are put aside."""
    copy = np.array(numbers.values)
    over = np.zeros(len(copy), bool) if numbers.over is None else numbers.over.copy()
    for row, value in values.items():
        over[row] = abs(value) > LIMIT
        copy[row] = 0 if over[row] else value
    return measured(copy, where_any(over))


def taken(amounts: Amounts, rows: IntColumn) -> Amounts:
    """Some rows."""
    return amounts.with_ends(amounts.unit, lambda end: end.take(rows))


def divided(amounts: Amounts, divisors: Integers) -> Amounts:
    """Divided by whole numbers above 0."""
    lower = amounts_of(of_integers(amounts.unit, amounts.low, divisors))
    if amounts.is_exact:
        return lower
    upper = amounts_of(of_integers(amounts.unit, amounts.high, divisors))
    lower, upper = aligned(lower, upper)
    return Amounts(lower.unit, lower.low, upper.high)
