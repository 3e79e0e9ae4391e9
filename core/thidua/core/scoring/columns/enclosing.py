"""Points by the column, above the criteria: exact, or enclosed between two near numbers.

A quotient that nobody rounds has no common denominator with the next one, so it is enclosed at a
fine unit. What an enclosure leaves open is put aside (``over``) for the scalar reading, never
guessed.
"""

from collections.abc import Callable
from fractions import Fraction

import numpy as np
from attrs import frozen

from thidua.core.formula.columns import integers
from thidua.core.formula.columns.integers import (
    LIMIT,
    Integers,
    as_divisors,
    measured,
)
from thidua.core.formula.columns.masks import Mask, either, where_any
from thidua.core.formula.columns.numbers import Numbers, of_integers

FINE_PLACES = 9
"""Decimals to which what has no common denominator is enclosed, where the bits allow it."""


@frozen(eq=False)
class Amounts:
    """``unit`` times a whole number from ``low`` to ``high``, row by row."""

    unit: Fraction
    """Above 0."""
    low: Integers
    high: Integers
    """``low`` itself where every row is exact."""

    @property
    def is_exact(self) -> bool:
        """Whether no row leaves anything open."""
        return self.high is self.low

    @property
    def over(self) -> Mask | None:
        """The rows put aside: what stands there means nothing."""
        return self.low.over if self.is_exact else either(self.low.over, self.high.over)

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.low.values)

    def with_ends(self, unit: Fraction, end: Callable[[Integers], Integers]) -> "Amounts":
        """Another unit, and both ends changed alike; what is exact stays so."""
        low = end(self.low)
        return Amounts(unit, low, low if self.is_exact else end(self.high))


def exact(unit: Fraction, numbers: Integers) -> Amounts:
    """Whole numbers of a unit."""
    return Amounts(unit, numbers, numbers)


def nothing(rows: int) -> Amounts:
    """0 for every row."""
    return exact(Fraction(1), integers.same(0, rows))


def constant(value: Fraction, rows: int) -> Amounts:
    """The same amount for every row."""
    if not value:
        return nothing(rows)
    return exact(abs(value), integers.same(1 if value > 0 else -1, rows))


def amounts_of(numbers: Numbers) -> Amounts:
    """The same numbers; rows beyond are put aside, unknown ones hold anything."""
    if numbers.denominators is not None:
        return put_aside(enclosed(numbers), numbers.beyond)
    if numbers.factor.numerator > 0:
        whole = exact(numbers.factor, numbers.top)
    else:
        whole = exact(-numbers.factor, integers.by(numbers.top, -1))
    return put_aside(whole, numbers.beyond)


def numbers_of(amounts: Amounts) -> Numbers:
    """The numbers of exact rows; any other is beyond."""
    top = amounts.low
    beyond = amounts.over
    if not amounts.is_exact:
        beyond = either(beyond, where_any(amounts.low.values != amounts.high.values))
    return of_integers(amounts.unit, top, None, beyond=beyond)


def enclosed(numbers: Numbers) -> Amounts:
    """Quotients between two neighbours at the finest unit that the bits allow."""
    top = integers.by(numbers.top, numbers.factor.numerator)
    bottom = integers.by(numbers.bottom, numbers.factor.denominator)
    divisors = as_divisors(bottom)
    places = _room(_farthest(top), FINE_PLACES)
    found, rest = np.divmod(top.values * 10**places, divisors)
    while more := _room(max(bottom.high, _farthest(measured(found))), FINE_PLACES - places):
        digits, rest = np.divmod(rest * 10**more, divisors)
        found = found * 10**more + digits
        places += more
    low, is_between = measured(found), rest != 0
    high = measured(found + is_between) if is_between.any() else low
    return put_aside(Amounts(Fraction(1, 10**places), low, high), either(top.over, bottom.over))


def _farthest(numbers: Integers) -> int:
    return max(-numbers.low, numbers.high)


def _room(bound: int, most: int) -> int:
    """By how many powers of ten, at most ``most``, numbers up to a bound may be multiplied."""
    room = most
    while room and (bound + 1) * 10**room > LIMIT:
        room -= 1
    return room


def at_fine_unit(amounts: Amounts) -> Amounts:
    """Enclosed at 10^-9, whatever the unit was."""
    factor = amounts.unit * 10**FINE_PLACES
    low = _divided(integers.by(amounts.low, factor.numerator), factor.denominator)
    if amounts.is_exact and factor.denominator == 1:
        return exact(Fraction(1, 10**FINE_PLACES), low)
    high = integers.by(amounts.high, -factor.numerator)
    upper = integers.by(_divided(high, factor.denominator), -1)
    return Amounts(Fraction(1, 10**FINE_PLACES), low, upper)


def _divided(numbers: Integers, divisor: int) -> Integers:
    """Rounded down."""
    if divisor == 1:
        return numbers
    by = min(divisor, LIMIT + 1)  # of any number held a larger divisor leaves the same, 0 or -1
    return Integers(numbers.values // by, numbers.low // by, numbers.high // by, numbers.over)


def put_aside(amounts: Amounts, rows: Mask | None) -> Amounts:
    """With more rows put aside."""
    if rows is None:
        return amounts
    return amounts.with_ends(amounts.unit, lambda end: _over(end, rows))


def _over(numbers: Integers, rows: Mask) -> Integers:
    return Integers(numbers.values, numbers.low, numbers.high, either(numbers.over, rows))
