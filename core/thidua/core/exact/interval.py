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
    low_open = low is not None and (left.low_open or right.low_open)
    return Interval(low, high, low_open, high is not None and (left.high_open or right.high_open))


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


def hull(intervals: Iterable[Interval]) -> Interval:
    """The smallest interval that holds several."""
    return _spanning(end for one in intervals for end in (_low(one), _high(one)))


def stepped(one: Interval, rounded: Callable[[Fraction], Fraction], grid: Fraction) -> Interval:
    """The image under a non-decreasing step function that jumps at multiples of ``grid`` only.

    Next to an open end the function is constant, so half the way to the next jump stands for it.
    """
    low = high = None
    if one.low is not None:
        inside = one.low + ((one.low // grid + 1) * grid - one.low) / 2
        low = rounded(inside if one.low_open else one.low)
    if one.high is not None:
        inside = one.high - (one.high - (-(-one.high // grid) - 1) * grid) / 2
        high = rounded(inside if one.high_open else one.high)
    return Interval(low, high)


def compare(left: Interval, sign: Sign, right: Interval) -> bool | None:
    """Whether the comparison holds; None where it depends on numbers left open."""
    if sign == "!=":
        equal = compare(left, "==", right)
        return None if equal is None else not equal
    if sign == "==":
        if _below(left, right) or _below(right, left):
            return False
        return True if left.point is not None and left.point == right.point else None
    if sign in (">", ">="):
        return compare(right, "<" if sign == ">" else "<=", left)
    surely, surely_not = (_below, _not_above) if sign == "<" else (_not_above, _below)
    if surely(left, right):
        return True
    return False if surely_not(right, left) else None


def _not_above(left: Interval, right: Interval) -> bool:
    return left.high is not None and right.low is not None and left.high <= right.low


def _below(left: Interval, right: Interval) -> bool:
    touching = left.high == right.low and not (left.high_open or right.low_open)
    return _not_above(left, right) and not touching


def meet(left: Interval, right: Interval) -> bool:
    """Whether the two have a number in common."""
    return _lower_edge(left) < _upper_edge(right) and _lower_edge(right) < _upper_edge(left)


def covered(one: Interval, parts: Iterable[Interval]) -> bool:
    """Whether the parts together hold every number of ``one``."""
    reached = _lower_edge(one)
    for part in sorted(parts, key=_lower_edge):
        if _lower_edge(part) <= reached:
            reached = max(reached, _upper_edge(part))
    return reached >= _upper_edge(one)


def _lower_edge(one: Interval) -> tuple[int, Fraction, int]:
    """The gap just before the first number: edges lie between numbers, and so are ordered."""
    return (-1, ZERO, 0) if one.low is None else (0, one.low, 1 if one.low_open else -1)


def _upper_edge(one: Interval) -> tuple[int, Fraction, int]:
    return (1, ZERO, 0) if one.high is None else (0, one.high, -1 if one.high_open else 1)
