"""How finely quotients are enclosed, to the last whole number that the bits allow."""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor

import numpy as np
import pytest

from thidua.core.formula.columns.integers import LIMIT, Integers, measured
from thidua.core.formula.columns.masks import Mask
from thidua.core.formula.columns.numbers import Numbers, of_integers
from thidua.core.scoring.columns.enclosing import (
    Amounts,
    amounts_of,
    at_fine_unit,
    exact,
    numbers_of,
    put_aside,
)

BILLIONTH = Fraction(1, 10**9)


def numbers(tops: Sequence[int], bottoms: Sequence[int], factor: Fraction) -> Numbers:
    top, bottom = (measured(np.array(one, np.int64)) for one in (tops, bottoms))
    return of_integers(factor, top, bottom)


def quotients(
    tops: Sequence[int], bottoms: Sequence[int], factor: Fraction = Fraction(1)
) -> Amounts:
    return amounts_of(numbers(tops, bottoms, factor))


def ends(found: Amounts) -> list[tuple[Fraction, Fraction]]:
    return [
        (found.unit * low, found.unit * high)
        for low, high in zip(found.low.values.tolist(), found.high.values.tolist(), strict=True)
    ]


def put_aside_of(found: Amounts) -> list[bool] | None:
    return None if found.over is None else found.over.tolist()


def test_long_division_goes_on_digit_by_digit_to_a_billionth() -> None:
    """Of a numerator of 18 digits only one more fits at once."""
    tops, bottoms = [10**17, -(10**17), 5, 0], [7 * 10**10, 3 * 10**10, 9, 7]
    found = quotients(tops, bottoms)
    values = [10**9 * Fraction(*pair) for pair in zip(tops, bottoms, strict=True)]
    assert found.unit == BILLIONTH
    assert ends(found) == [(BILLIONTH * floor(one), BILLIONTH * ceil(one)) for one in values]


def test_negative_numerators_are_as_wide_as_those_above_nothing() -> None:
    found = quotients([-(10**17), -5, -1], [7 * 10**10, 9, 3])
    assert found.unit == BILLIONTH and found.over is None
    assert ends(found)[1:] == [
        (-555555556 * BILLIONTH, -555555555 * BILLIONTH),
        (-333333334 * BILLIONTH, -333333333 * BILLIONTH),
    ]


@pytest.mark.parametrize(
    ("top", "places"), [(461168601842738788, 9), (461168601842738789, 9), (461168601842738790, 8)]
)
def test_the_last_quotient_that_has_room_for_nine_decimals(top: int, places: int) -> None:
    found = quotients([top], [10**8])
    assert (found.unit, found.is_exact) == (Fraction(1, 10**places), True)
    assert ends(found) == [(Fraction(top, 10**8),) * 2]
    assert found.high.high <= LIMIT


def test_quotients_of_ten_digits_before_the_point_still_have_nine_behind_it() -> None:
    found = quotients([4_400_000_000, 1], [1, 3])
    assert found.unit == BILLIONTH
    assert ends(found)[0] == (Fraction(4_400_000_000),) * 2


def test_quotients_that_come_out_even_are_exact() -> None:
    found = quotients([6, -9, 5], [3, 2, 8])
    assert found.is_exact
    assert [low for low, _ in ends(found)] == [2, Fraction(-9, 2), Fraction(5, 8)]


def test_whole_numbers_of_a_negative_factor_are_those_of_one_above_nothing() -> None:
    found = amounts_of(of_integers(Fraction(-3, 2), measured(np.array([2, 0, -5])), None))
    assert (found.unit, found.is_exact) == (Fraction(3, 2), True)
    assert [low for low, _ in ends(found)] == [-3, 0, Fraction(15, 2)]


def test_no_quotient_of_no_rows() -> None:
    none = np.zeros(0, np.int64)
    found = amounts_of(of_integers(Fraction(1), Integers(none, -5, 5), Integers(none, 1, 7)))
    assert (found.rows, found.over) == (0, None)


@pytest.mark.parametrize(
    ("tops", "bottoms", "factor", "aside"),
    [
        ([LIMIT // 2, 6, 9], [3, 2, 3], Fraction(3), [True, False, False]),
        ([6, 9, 4], [LIMIT // 2, 2, 1], Fraction(1, 3), [True, False, False]),
        ([LIMIT // 2, 6, 9], [3, 2, LIMIT // 2], Fraction(4, 3), [True, False, True]),
    ],
)
def test_what_the_factor_makes_too_wide_is_put_aside(
    tops: list[int], bottoms: list[int], factor: Fraction, aside: list[bool]
) -> None:
    found = quotients(tops, bottoms, factor)
    assert put_aside_of(found) == aside
    for top, bottom, is_aside, (low, high) in zip(tops, bottoms, aside, ends(found), strict=True):
        assert is_aside or low <= factor * Fraction(top, bottom) <= high


def whole(*values: int, unit: Fraction = Fraction(1), over: Mask | None = None) -> Amounts:
    return exact(unit, measured(np.array(values, np.int64), over))


FIRST, LAST = np.array([True, False, False]), np.array([False, False, True])


@pytest.mark.parametrize(
    "unit", [Fraction(1), Fraction(1, 2**10), Fraction(1, 7), Fraction(1, 7**30)]
)
def test_the_fine_unit_leaves_what_was_put_aside(unit: Fraction) -> None:
    values = [7, -10, 10**8]
    plain = at_fine_unit(whole(*values, unit=unit))
    for value, (low, high) in zip(values, ends(plain), strict=True):
        assert (low, high) == tuple(
            BILLIONTH * rounded(10**9 * unit * value) for rounded in (floor, ceil)
        )
    found = at_fine_unit(whole(*values, unit=unit, over=FIRST))
    assert put_aside_of(found) == [True, False, False]
    assert ends(found)[1:] == ends(plain)[1:]


@pytest.mark.parametrize("below", [LIMIT - 1, LIMIT, LIMIT + 1, LIMIT + 2])
def test_the_fine_unit_of_numbers_by_divisors_about_the_limit(below: int) -> None:
    found = at_fine_unit(whole(LIMIT, 0, -LIMIT, unit=BILLIONTH / below))
    over = Fraction(LIMIT, below)
    assert ends(found) == [
        (BILLIONTH * floor(over), BILLIONTH * ceil(over)),
        (0, 0),
        (-BILLIONTH * ceil(over), -BILLIONTH * floor(over)),
    ]
    assert found.low.low == -ceil(over) and found.high.high == ceil(over)


def test_rows_are_put_aside_one_after_the_other() -> None:
    assert put_aside_of(put_aside(whole(1, 2, 3, over=FIRST), LAST)) == [True, False, True]
    assert put_aside_of(put_aside(whole(1, 2, 3, over=FIRST), None)) == [True, False, False]
    kept = put_aside(whole(1, 2, 3), LAST)
    assert kept.is_exact and put_aside_of(kept) == [False, False, True]


def test_a_row_that_is_put_aside_at_one_end_alone_has_no_number() -> None:
    low, high = (measured(np.array([1, 2, 3]), over) for over in (None, LAST))
    found = numbers_of(Amounts(Fraction(1), low, high))
    assert [found.value(row) for row in range(3)] == [1, 2, None]
    found = numbers_of(Amounts(Fraction(1), measured(np.array([1, 1, 3])), high))
    assert [found.value(row) for row in range(3)] == [1, None, None]
