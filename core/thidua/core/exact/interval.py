"""Intervals with open ends: what "trên 24.000" leaves open, carried through the arithmetic.

Every operation gives the smallest interval that holds all results, each operand moving on its
own. An absent end is infinite.
"""

from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import reduce
from typing import Literal

from attrs import frozen

Sign = Literal["<", "<=", ">", ">=", "==", "!="]

ZERO = Fraction(0)


@frozen
class Interval:
    """The numbers from ``low`` to ``high``; never empty. A point has two equal, closed ends."""

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False

    @property
    def point(self) -> Fraction | None:
        """The one number that is left, or None where several are."""
        return self.low if self.low is not None and self.low == self.high else None

    def holds(self, value: Fraction) -> bool:
        """Whether a number lies inside."""
        above = self.low is None or self.low < value or (self.low == value and not self.low_open)
        below = self.high is None or value < self.high
        return above and (below or (self.high == value and not self.high_open))


def point(value: Fraction) -> Interval:
    """The interval that holds one number."""
    return Interval(value, value)


def over(value: Fraction) -> Interval:
    """trên: every number above ``value``."""
    return Interval(value, None, low_open=True)


def under(value: Fraction) -> Interval:
    """dưới: every number below ``value``."""
    return Interval(None, value, high_open=True)


def negate(one: Interval) -> Interval:
    """``-one``."""
    low = None if one.high is None else -one.high
    high = None if one.low is None else -one.low
    return Interval(low, high, one.high_open, one.low_open)


def add(left: Interval, right: Interval) -> Interval:
    """``left + right``."""
    low = None if left.low is None or right.low is None else left.low + right.low
    high = None if left.high is None or right.high is None else left.high + right.high
    return Interval(
        low, high, left.low_open or right.low_open, left.high_open or right.high_open
    )


def subtract(left: Interval, right: Interval) -> Interval:
    """``left - right``."""
    return add(left, negate(right))


@frozen
class _End:
    """A candidate for an end: a number (or ±∞ as ``infinite``), reached unless ``open``."""

    value: Fraction
    open: bool
    infinite: int = 0

    def key(self) -> tuple[int, Fraction]:
        return (self.infinite, self.value)


def _low(one: Interval) -> _End:
    return _End(ZERO, True, -1) if one.low is None else _End(one.low, one.low_open)


def _high(one: Interval) -> _End:
    return _End(ZERO, True, 1) if one.high is None else _End(one.high, one.high_open)


def _spanning(ends: Iterable[_End]) -> Interval:
    """The interval between the least and the greatest candidate; of equal ones a reached one."""
    candidates = tuple(ends)
    low = min(candidates, key=lambda end: (end.key(), end.open))
    high = max(candidates, key=lambda end: (end.key(), not end.open))
    return Interval(
        None if low.infinite else low.value,
        None if high.infinite else high.value,
        low.open and not low.infinite,
        high.open and not high.infinite,
    )


def _product(left: _End, right: _End) -> _End:
    zeros = [end for end in (left, right) if not end.infinite and end.value == 0]
    if zeros:
        return _End(ZERO, all(end.open for end in zeros))
    if left.infinite or right.infinite:
        return _End(ZERO, True, _sign(left) * _sign(right))
    return _End(left.value * right.value, left.open or right.open)


def _sign(end: _End) -> int:
    return end.infinite or (1 if end.value > 0 else -1)


def multiply(left: Interval, right: Interval) -> Interval:
    """``left * right``."""
    return _spanning(
        _product(one, other)
        for one in (_low(left), _high(left))
        for other in (_low(right), _high(right))
    )


def divide(left: Interval, right: Interval) -> Interval:
    """``left / right``; ZeroDivisionError where ``right`` holds zero."""
    if right.holds(ZERO):
        raise ZeroDivisionError("the divisor may be zero")
    return multiply(left, _reciprocal(right))


def _reciprocal(one: Interval) -> Interval:
    if one.low is None or one.low < 0:
        return negate(_reciprocal_above_zero(negate(one)))
    return _reciprocal_above_zero(one)


def _reciprocal_above_zero(one: Interval) -> Interval:
    low = ZERO if one.high is None else 1 / one.high
    high = 1 / one.low if one.low else None
    return Interval(low, high, one.high is None or one.high_open, one.low_open and bool(one.low))


def minimum(intervals: Iterable[Interval]) -> Interval:
    """The least of several numbers."""
    return reduce(lambda left, right: negate(_greater(negate(left), negate(right))), intervals)


def maximum(intervals: Iterable[Interval]) -> Interval:
    """The greatest of several numbers."""
    return reduce(_greater, intervals)


def _greater(left: Interval, right: Interval) -> Interval:
    lows = (_low(left), _low(right))
    low = max(lows, key=lambda end: (end.key(), end.open))
    high = _spanning((_high(left), _high(right)))
    return Interval(
        None if low.infinite else low.value,
        high.high,
        low.open and not low.infinite,
        high.high_open,
    )


def stepped(one: Interval, rounded: Callable[[Fraction], Fraction], step: Fraction) -> Interval:
    """The image under a non-decreasing function whose values are multiples of ``step``.

    An open end may stand exactly where the function jumps: just inside it, the value is that of
    the other side of the jump.
    """
    low = high = None
    if one.low is not None:
        low = _just_above(one.low, rounded, step) if one.low_open else rounded(one.low)
    if one.high is not None:
        high = _just_below(one.high, rounded, step) if one.high_open else rounded(one.high)
    return Interval(low, high)
