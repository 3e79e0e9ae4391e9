"""A column of exact numbers: one symbolic factor, whole numerators and denominators."""

from fractions import Fraction
from functools import cached_property, lru_cache

import numpy as np
from attrs import frozen

from thidua.core.formula.columns.factors import product
from thidua.core.formula.columns.integers import (
    LIMIT,
    IntColumn,
    Integers,
    as_divisors,
    by,
    chosen,
    limited,
    measured,
    same,
)
from thidua.core.formula.columns.masks import Mask, both, but, either, unless_all
from thidua.core.formula.columns.spans import Span

MAXIMUM_FACTOR_BITS = 4096
"""A longer factor sends its rows to the scalar reading, which knows when to give up."""


@frozen(eq=False)
class Numbers:
    """``factor · numerator / denominator``, row by row.

    Each row is *beyond* (ask the scalar reading), else *unknown* (it has no value, for certain),
    else *known*. What stands in the arrays at rows beyond or unknown means nothing, but keeps
    the bounds and the span, and every denominator is above 0.
    """

    factor: Fraction
    """Never 0."""
    top: Integers
    """The numerators. Their array may be read-only and hold one number for all rows (broadcast)."""
    divisors: Integers | None
    """The denominators; None: 1 everywhere."""
    span: Span
    """No quotient of numerator and denominator is outside it."""
    known: Mask | None = None
    """False where unknown; None: every row. Of a row beyond it says nothing."""
    beyond: Mask | None = None
    """None: no row."""

    @property
    def numerators(self) -> IntColumn:
        """The numerators as an array."""
        return self.top.values

    @property
    def denominators(self) -> IntColumn | None:
        """The denominators as an array; None: 1 everywhere."""
        return None if self.divisors is None else self.divisors.values

    @property
    def low(self) -> int:
        """No numerator is below it."""
        return self.top.low

    @property
    def high(self) -> int:
        """No numerator is above it."""
        return self.top.high

    @property
    def numerator_bound(self) -> int:
        """No numerator is farther from 0."""
        return max(-self.top.low, self.top.high)

    @property
    def denominator_bound(self) -> int:
        """No denominator is above it."""
        return 1 if self.divisors is None else self.divisors.high

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.top.values)

    @property
    def bottom(self) -> Integers:
        """The denominators, ones too."""
        return same(1, self.rows) if self.divisors is None else self.divisors

    @property
    def has_value(self) -> Mask | None:
        """The rows that are known; None: every row."""
        return but(self.known, self.beyond)

    @property
    def is_constant(self) -> bool:
        """Whether the span proves all rows to hold the same number."""
        return self.span.least == self.span.most

    @property
    def constant(self) -> Fraction | None:
        """The one number of all rows, where the span proves it; None else."""
        least = self.span.least
        if least != self.span.most:
            return None
        return self.factor if least == 1 else product(self.factor, Fraction(least))

    @cached_property
    def reciprocal(self) -> "Numbers":
        """``1 / self``; unknown where self is 0. Computed once, so that all share its arrays."""
        return _reciprocal(self)

    def with_masks(self, known: Mask | None, beyond: Mask | None) -> "Numbers":
        """The same numbers, known and beyond as said."""
        return Numbers(self.factor, self.top, self.divisors, self.span, known, beyond)

    def with_factor(self, factor: Fraction) -> "Numbers":
        """The same whole numbers times another factor, which is not 0."""
        if is_long(factor):
            return all_beyond(self.rows)
        return Numbers(factor, self.top, self.divisors, self.span, self.known, self.beyond)

    def take(self, rows: IntColumn) -> "Numbers":
        """The numbers of some rows."""
        return Numbers(
            self.factor,
            self.top.take(rows),
            None if self.divisors is None else self.divisors.take(rows),
            self.span,
            None if self.known is None else self.known[rows],
            None if self.beyond is None else self.beyond[rows],
        )

    def at(self, row: int) -> Fraction:
        """What stands in a row, which means something only where the row is known."""
        bottom = 1 if self.divisors is None else int(self.divisors.values[row])
        return self.factor * Fraction(int(self.top.values[row]), bottom)

    def value(self, row: int) -> Fraction | None:
        """The number of one row; None where it is unknown or beyond."""
        has_value = self.has_value
        return self.at(row) if has_value is None or has_value[row] else None


def constant(value: Fraction, rows: int) -> Numbers:
    """The same number for every row."""
    return _constant(value.numerator, value.denominator, rows)


@lru_cache(maxsize=4096)
def _constant(numerator: int, denominator: int, rows: int) -> Numbers:
    """Held by whole numbers, which are hashed and compared faster than fractions."""
    value = Fraction(numerator, denominator)
    if is_long(value):
        return all_beyond(rows)
    return _same(value or Fraction(1), 1 if value else 0, rows)


def _same(
    factor: Fraction, top: int, rows: int, known: Mask | None = None, beyond: Mask | None = None
) -> Numbers:
    return Numbers(factor, same(top, rows), None, Span(top, top), known, beyond)


def scaled(
    numerators: IntColumn, places: int, known: Mask | None = None, beyond: Mask | None = None
) -> Numbers:
    """``numerator · 10^-places``; the bounds are measured, and rows that pass them are beyond."""
    top = measured(numerators)
    if top.low < -LIMIT or top.high > LIMIT:
        top = limited(numerators)
    return of_integers(Fraction(1, 10**places), top, None, known=known, beyond=beyond)


def of_integers(
    factor: Fraction,
    top: Integers,
    bottom: Integers | None,
    *,
    span: Span | None = None,
    known: Mask | None = None,
    beyond: Mask | None = None,
) -> Numbers:
    """``factor · top / bottom``, within the span where one is proved.

    Rows put aside in top or bottom become beyond. A denominator of such a row may be anything;
    every other is above 0.
    """
    if bottom is None or (bottom.low == bottom.high == 1 and bottom.over is None):
        return _whole(factor, top, known, beyond)
    least, most = min(top.low, 0), max(top.high, 0)
    over = either(top.over, bottom.over)
    if over is not None:
        beyond = either(beyond, over)  # what stands in such rows keeps to no span
    elif span is not None:
        least, most = max(least, span.least), min(most, span.most)
    if least == most:
        return _same(factor, least, len(top.values), known, beyond)
    bound = max(bottom.high, 1)
    divisors = bottom if bottom.over is None else Integers(as_divisors(bottom), 1, bound)
    low = max(top.low, min(least, least * bound))
    high = min(top.high, max(most, most * bound))
    return Numbers(
        factor, Integers(top.values, low, high), divisors, Span(least, most), known, beyond
    )


def _whole(factor: Fraction, top: Integers, known: Mask | None, beyond: Mask | None) -> Numbers:
    if top.over is not None:
        beyond = either(beyond, top.over)
        top = Integers(top.values, top.low, top.high)
    if top.low == top.high:
        return _same(factor, top.low, len(top.values), known, beyond)
    return Numbers(factor, top, None, Span(top.low, top.high), known, beyond)


def is_long(factor: Fraction) -> bool:
    """Whether a factor has grown longer than any sensible formula makes it."""
    most = MAXIMUM_FACTOR_BITS
    return factor.numerator.bit_length() > most or factor.denominator.bit_length() > most


def all_beyond(rows: int) -> Numbers:
    """Every row is one for the scalar reading."""
    return _same(Fraction(1), 0, rows, beyond=np.ones(rows, dtype=np.bool_))


def all_unknown(rows: int, beyond: Mask | None = None) -> Numbers:
    """No row has a value; some may be beyond."""
    return _same(Fraction(1), 0, rows, np.zeros(rows, dtype=np.bool_), beyond)


def restricted(numbers: Numbers, known: Mask | None = None, beyond: Mask | None = None) -> Numbers:
    """The same numbers, unknown also outside ``known``, beyond also in ``beyond``."""
    if known is None and beyond is None:
        return numbers
    return numbers.with_masks(both(numbers.known, known), either(numbers.beyond, beyond))


def _reciprocal(numbers: Numbers) -> Numbers:
    factor, divisors, low, high = 1 / numbers.factor, numbers.numerators, numbers.low, numbers.high
    top, known = numbers.bottom, numbers.known
    if low >= 1:
        return of_integers(factor, top, numbers.top, known=known, beyond=numbers.beyond)
    if low < 0:
        negative = divisors < 0
        top = chosen(negative, by(top, -1), top)
        divisors, high = np.abs(divisors), max(-low, high)
    known = both(known, unless_all(divisors != 0))
    below = Integers(np.maximum(divisors, 1), 1, max(high, 1))
    return of_integers(factor, top, below, known=known, beyond=numbers.beyond)
