"""Rounding whole columns: the one place where columns are divided, once for each column.

Where a dividend would pass the limit, its rows are divided digit by digit instead.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction

import numpy as np

from thidua.core.exact.rounding import RoundingMode, round_to
from thidua.core.formula.columns.factors import decimal_unit, quotient
from thidua.core.formula.columns.integers import (
    LIMIT,
    IntColumn,
    Integers,
    as_divisors,
    by,
    limited,
    measured,
    plus,
    same,
)
from thidua.core.formula.columns.masks import Mask, either, filled
from thidua.core.formula.columns.numbers import Numbers, all_beyond, of_integers
from thidua.core.formula.columns.scales import lowest_terms

MAXIMUM_PLACES = 1_000
"""More are left to the scalar reading."""

_Raised = Callable[[IntColumn, IntColumn, IntColumn, Mask], Mask]
"""Which magnitudes go up by one: by the whole part, the rest, the divisor, whether negative."""


def rounded(numbers: Numbers, places: int, mode: RoundingMode = RoundingMode.HALF_UP) -> Numbers:
    """Round to ``places`` decimals: whole numerators, and 10^-places for the factor."""
    if places > MAXIMUM_PLACES:
        return all_beyond(numbers.rows)
    value, grid = numbers.constant, decimal_unit(places)
    if value is not None:
        return _same_for_all(round_to(value, places, mode) / grid, grid, numbers)
    share = quotient(numbers.factor, grid)
    quick = _half_up if mode is RoundingMode.HALF_UP else _by_magnitude(_RAISES[mode])
    whole = _divided(numbers, share, quick, _RAISES[mode])
    return _of_whole(grid, whole, numbers)


def floor(numbers: Numbers) -> Numbers:
    """The largest whole numbers that are not above."""
    value, grid = numbers.constant, Fraction(1)
    if value is not None:
        return _same_for_all(Fraction(value.__floor__()), grid, numbers)
    whole = _divided(numbers, numbers.factor, _floor, _floor_raises)
    return _of_whole(grid, whole, numbers)


def _same_for_all(whole: Fraction, grid: Fraction, numbers: Numbers) -> Numbers:
    top = by(same(1, numbers.rows), whole.numerator)
    return _of_whole(grid, top, numbers)


def _of_whole(grid: Fraction, whole: Integers, numbers: Numbers) -> Numbers:
    return of_integers(grid, whole, None, known=numbers.known, beyond=numbers.beyond)


_Quick = Callable[[Integers, Integers, Fraction], Integers]


def _divided(numbers: Numbers, share: Fraction, quick: _Quick, raised: _Raised) -> Integers:
    """``share · top / bottom`` made whole."""
    if numbers.divisors is None and share.denominator == 1:
        return by(numbers.top, share.numerator)
    whole = quick(numbers.top, numbers.bottom, share)
    if whole.over is not None:
        return _by_hand(numbers, share, whole, raised)
    ends = numbers.span.by(share.numerator)
    low, high = ends.least // share.denominator, -(-ends.most // share.denominator)
    if -LIMIT <= low and high <= LIMIT:
        return Integers(whole.values, low, high)
    return measured(whole.values)


def _half_up(top: Integers, bottom: Integers, share: Fraction) -> Integers:
    """``floor((2n + d) / 2d)``; below 0 one less is divided, so that an exact half goes down.

    The half of what is divided is made whole first, so that nothing is doubled but the dividend.
    """
    scale, divisor = share.numerator, share.denominator
    if divisor % 2:
        scale, divisor = 2 * scale, 2 * divisor
    dividend, half = by(top, scale), by(bottom, divisor // 2)
    moved = plus(dividend, half)
    if dividend.low < 0:
        np.add(moved.values, dividend.values >> 63, out=moved.values)
    np.right_shift(moved.values, 1, out=moved.values)
    return _whole(moved, half, out=moved.values)


def _floor(top: Integers, bottom: Integers, share: Fraction) -> Integers:
    return _whole(by(top, share.numerator), by(bottom, share.denominator))


def _whole(dividend: Integers, divisor: Integers, out: IntColumn | None = None) -> Integers:
    """The quotients, rounded down."""
    if divisor.low == divisor.high and divisor.over is None:
        values = np.floor_divide(dividend.values, divisor.low, out=out)
    else:
        values = np.floor_divide(dividend.values, as_divisors(divisor), out=out)
    return Integers(values, -LIMIT, LIMIT, either(dividend.over, divisor.over))


def _by_magnitude(raised: _Raised) -> _Quick:
    def quick(top: Integers, bottom: Integers, share: Fraction) -> Integers:
        dividend, divisor = by(top, share.numerator), by(bottom, share.denominator)
        below = as_divisors(divisor)
        whole, rest = np.divmod(np.abs(dividend.values), below)
        values = _signed(whole, rest, below, dividend.values < 0, raised)
        return Integers(values, -LIMIT, LIMIT, either(dividend.over, divisor.over))

    return quick


def _signed(
    whole: IntColumn, rest: IntColumn, below: IntColumn, negative: Mask, raised: _Raised
) -> IntColumn:
    magnitude = whole + raised(whole, rest, below, negative)
    return magnitude * (1 - 2 * negative.astype(np.int64))


def _by_hand(numbers: Numbers, share: Fraction, quick: Integers, raised: _Raised) -> Integers:
    """The rows put aside, in lowest terms and divided digit by digit of the scale."""
    scale = abs(share.numerator)
    if scale > LIMIT or quick.over is None:
        return quick
    rows = np.flatnonzero(quick.over)
    exact = lowest_terms(numbers.take(rows))
    below = by(exact.bottom, share.denominator)
    wide = (below.values > LIMIT // 4) | filled(below.over, rows.size, absent=False)
    divisor = np.where(wide, 1, below.values)
    wholes, rest = np.divmod(np.abs(exact.numerators), divisor)
    digits, rest = _long_division(rest, divisor, scale)
    whole = plus(by(measured(wholes), scale), measured(digits))
    negative = (exact.numerators < 0) ^ (share < 0)
    values, over = quick.values.copy(), np.zeros(numbers.rows, np.bool_)
    values[rows] = _signed(whole.values, rest, divisor, negative, raised)
    over[rows] = wide | filled(whole.over, rows.size, absent=False)
    return limited(values, over)


def _long_division(rest: IntColumn, divisor: IntColumn, scale: int) -> tuple[IntColumn, IntColumn]:
    """Whole part and rest of ``scale · rest / divisor``, where rest < divisor <= limit / 4."""
    base = LIMIT // (2 * int(divisor.max(initial=1)))
    whole, left = np.zeros_like(rest), np.zeros_like(rest)
    for digit in _digits(scale, base):
        more, left = np.divmod(left * base + rest * digit, divisor)
        whole = whole * base + more
    return whole, left


def _digits(number: int, base: int) -> list[int]:
    """The digits of a number above 0, the highest first."""
    digits = []
    while number:
        number, digit = divmod(number, base)
        digits.append(digit)
    return digits[::-1]


def _half_up_raises(whole: IntColumn, rest: IntColumn, below: IntColumn, negative: Mask) -> Mask:
    return 2 * rest >= below


def _half_even_raises(whole: IntColumn, rest: IntColumn, below: IntColumn, negative: Mask) -> Mask:
    is_half: Mask = (2 * rest == below) & (whole % 2 == 1)
    return is_half | (2 * rest > below)


def _up_raises(whole: IntColumn, rest: IntColumn, below: IntColumn, negative: Mask) -> Mask:
    raises: Mask = rest > 0
    return raises


def _down_raises(whole: IntColumn, rest: IntColumn, below: IntColumn, negative: Mask) -> Mask:
    return np.zeros_like(negative)


def _floor_raises(whole: IntColumn, rest: IntColumn, below: IntColumn, negative: Mask) -> Mask:
    return negative & (rest > 0)


_RAISES: Mapping[RoundingMode, _Raised] = {
    RoundingMode.HALF_UP: _half_up_raises,
    RoundingMode.HALF_EVEN: _half_even_raises,
    RoundingMode.UP: _up_raises,
    RoundingMode.DOWN: _down_raises,
}
