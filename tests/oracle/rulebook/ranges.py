"""What "trên 24.000" leaves open: a range of numbers; an end may be infinite, or not reached.

From design.md section 6: intervals with open ends, computed operation by operation, each occurrence
of a name on its own. A range of one number is that number.
"""

from collections.abc import Callable, Iterable
from fractions import Fraction

from attrs import frozen

Far = tuple[int, Fraction]
"""A number on the line with both infinities: (0, 5) is 5, (-1, 0) and (1, 0) are infinite."""

ZERO = Fraction(0)
MINUS_INFINITY: Far = (-1, ZERO)
INFINITY: Far = (1, ZERO)


@frozen
class End:
    """An end of a range, and whether the range reaches it."""

    at: Far
    reached: bool


@frozen
class Range:
    """All numbers between two ends; there is always one at least."""

    low: End
    high: End


def exactly(value: Fraction) -> Range:
    return Range(End((0, value), True), End((0, value), True))


def above(value: Fraction) -> Range:
    return Range(End((0, value), False), End(INFINITY, False))


def below(value: Fraction) -> Range:
    return Range(End(MINUS_INFINITY, False), End((0, value), False))


def only_number(one: Range) -> Fraction | None:
    """The number that a range of one number is."""
    return one.low.at[1] if one.low.at == one.high.at else None


def from_ends(ends: Iterable[End]) -> Range:
    """From the least to the greatest of some ends; one of equal ends that is reached suffices."""
    some = list(ends)
    low, high = min(end.at for end in some), max(end.at for end in some)
    return Range(
        End(low, any(end.reached for end in some if end.at == low)),
        End(high, any(end.reached for end in some if end.at == high)),
    )


def negative(one: Range) -> Range:
    return Range(_mirrored(one.high), _mirrored(one.low))


def _mirrored(end: End) -> End:
    return End((-end.at[0], -end.at[1]), end.reached)


def plus(left: Range, right: Range) -> Range:
    return Range(_sum(left.low, right.low), _sum(left.high, right.high))


def _sum(left: End, right: End) -> End:
    """Of two lower ends, or of two upper ones: they are never infinite on different sides."""
    side = left.at[0] or right.at[0]
    value = ZERO if side else left.at[1] + right.at[1]
    return End((side, value), left.reached and right.reached)


def times(left: Range, right: Range) -> Range:
    return from_ends(
        _product(one, other) for one in (left.low, left.high) for other in (right.low, right.high)
    )


def _product(left: End, right: End) -> End:
    if left.at == (0, ZERO) and right.at == (0, ZERO):
        return End((0, ZERO), left.reached or right.reached)
    if left.at == (0, ZERO):
        return End((0, ZERO), left.reached)
    if right.at == (0, ZERO):
        return End((0, ZERO), right.reached)
    if left.at[0] or right.at[0]:
        return End((_sign(left.at) * _sign(right.at), ZERO), False)
    return End((0, left.at[1] * right.at[1]), left.reached and right.reached)


def _sign(at: Far) -> int:
    return at[0] or (1 if at[1] > 0 else -1)


def holds(one: Range, value: Fraction) -> bool:
    at = (0, value)
    above_low = one.low.at < at or (one.low.at == at and one.low.reached)
    return above_low and (at < one.high.at or (at == one.high.at and one.high.reached))


def reciprocal(one: Range) -> Range:
    """1 / x over a range that does not hold 0."""
    is_above = one.low.at >= (0, ZERO)
    return Range(_inverse(one.high, is_above), _inverse(one.low, is_above))


def _inverse(end: End, is_above: bool) -> End:
    if end.at[0]:
        return End((0, ZERO), False)
    if end.at[1] == 0:
        return End(INFINITY if is_above else MINUS_INFINITY, False)
    return End((0, 1 / end.at[1]), end.reached)


def greatest(ranges: Iterable[Range]) -> Range:
    """max: its lower end is the highest lower end, its upper end the highest upper one."""
    some = list(ranges)
    low = max(one.low.at for one in some)
    high = max(one.high.at for one in some)
    return Range(
        End(low, all(one.low.reached for one in some if one.low.at == low)),
        End(high, any(one.high.reached for one in some if one.high.at == high)),
    )


def least(ranges: Iterable[Range]) -> Range:
    return negative(greatest([negative(one) for one in ranges]))


def stepped(
    one: Range,
    at: Callable[[Fraction], Fraction],
    just_above: Callable[[Fraction], Fraction],
    just_below: Callable[[Fraction], Fraction],
) -> Range:
    """The values of a step function that never falls: at a number, and immediately beside it."""
    low, high = one.low, one.high
    if not low.at[0]:
        low = End((0, at(low.at[1]) if low.reached else just_above(low.at[1])), True)
    if not high.at[0]:
        high = End((0, at(high.at[1]) if high.reached else just_below(high.at[1])), True)
    return Range(low, high)


def is_less(left: Range, right: Range) -> bool | None:
    """Whether every number of the one is below every one of the other; None where it depends."""
    if left.high.at < right.low.at or (
        left.high.at == right.low.at and not (left.high.reached and right.low.reached)
    ):
        return True
    return False if left.low.at >= right.high.at else None


def is_equal(left: Range, right: Range) -> bool | None:
    if is_less(left, right) or is_less(right, left):
        return False
    one, other = only_number(left), only_number(right)
    return True if one is not None and one == other else None
