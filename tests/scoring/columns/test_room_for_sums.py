"""Sums, caps and corrections of points: exact as long as whole numbers have room."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from thidua.core.exact.rounding import RoundingMode, round_to
from thidua.core.formula.columns.integers import LIMIT, measured
from thidua.core.scoring.columns import amounts
from thidua.core.scoring.columns.enclosing import Amounts, exact

ONE = Fraction(1)
HALF = Fraction(1, 2)


def whole(values: Sequence[int], unit: Fraction = ONE) -> Amounts:
    return exact(unit, measured(np.array(values, np.int64)))


def values_of(found: Amounts) -> list[Fraction]:
    assert found.is_exact and found.over is None
    return [found.unit * value for value in found.low.values.tolist()]


def test_both_are_brought_to_one_unit_and_stay_exact() -> None:
    left, right = amounts.aligned(whole([1, 2], Fraction(1, 2)), whole([1, 5], Fraction(1, 3)))
    assert left.unit == right.unit == Fraction(1, 6)
    assert (values_of(left), values_of(right)) == ([HALF, 1], [Fraction(1, 3), Fraction(5, 3)])


@pytest.mark.parametrize("sign", [1, -1])
def test_sums_at_the_limit_are_exact(sign: int) -> None:
    most = sign * (LIMIT // 4)
    found = amounts.add(whole([most, 0]), whole([sign, sign], HALF))
    assert values_of(found) == [most + sign * HALF, sign * HALF]


@pytest.mark.parametrize("sign", [1, -1])
def test_sums_without_room_are_enclosed_instead_of_put_aside(sign: int) -> None:
    tiny = Fraction(1, 7**21)
    found = amounts.add(whole([sign * 10**9, sign], tiny), whole([0, sign * 10**9]))
    assert not found.is_exact and found.over is None
    for value, low, high in zip(
        (sign * 10**9 * tiny, sign * (10**9 + tiny)),
        found.low.values.tolist(),
        found.high.values.tolist(),
        strict=True,
    ):
        assert found.unit * low <= value <= found.unit * high


@pytest.mark.parametrize(
    ("unit", "value", "expected"),
    [
        (Fraction(1, 7), Fraction(3, 7), Fraction(1, 7)),
        (HALF, Fraction(3, 2), HALF),
        (ONE, HALF, Fraction(1, 10**9)),
        (ONE, Fraction(7), ONE),
    ],
)
def test_a_correction_that_some_unit_holds_is_exact(
    unit: Fraction, value: Fraction, expected: Fraction
) -> None:
    found = amounts.patched(whole([1, 2, 3], unit), {1: value})
    assert found.unit == expected
    assert values_of(found) == [unit, value, 3 * unit]


def test_a_correction_that_no_unit_holds_is_enclosed() -> None:
    found = amounts.patched(whole([1, 2, 3]), {1: Fraction(1, 3)})
    assert not found.is_exact and found.over is None
    assert (found.low.values[1], found.high.values[1]) == (333333333, 333333334)


@pytest.mark.parametrize("sign", [1, -1])
def test_a_correction_past_the_limit_is_put_aside_alone(sign: int) -> None:
    found = amounts.patched(whole([1, 2, 3]), {1: Fraction(sign * (LIMIT + 1)), 2: Fraction(LIMIT)})
    assert found.over is not None
    assert (found.over.dtype, found.over.tolist()) == (np.dtype(bool), [False, True, False])
    assert found.low.values.tolist()[::2] == [1, LIMIT]


@pytest.mark.parametrize("sign", [1, -1])
def test_a_total_past_the_limit_is_put_aside(sign: int) -> None:
    most = sign * (LIMIT // 2)
    assert values_of(amounts.total([whole([most, 5]), whole([most, 6])])) == [2 * most, 11]
    found = amounts.total([whole([most, 5]), whole([most, 6]), whole([2 * sign, 7])])
    assert found.over is not None and found.over.tolist() == [True, False]
    assert found.low.values.tolist()[1] == 18


@pytest.mark.parametrize("factor", [Fraction(3, 2), Fraction(-3, 2), Fraction(0)])
def test_multiples_of_exact_points_are_exact(factor: Fraction) -> None:
    assert values_of(amounts.scaled(whole([2, -3]), factor)) == [2 * factor, -3 * factor]


def enclosed(*ends: tuple[int, int], unit: Fraction) -> Amounts:
    low, high = (measured(np.array(values)) for values in zip(*ends, strict=True))
    return Amounts(unit, low, high)


def test_the_ends_of_an_enclosure_change_places_with_its_sign() -> None:
    found = amounts.scaled(enclosed((1, 2), (-5, -5), unit=HALF), Fraction(-3))
    assert (found.unit, found.is_exact) == (Fraction(3, 2), False)
    assert (found.low.values.tolist(), found.high.values.tolist()) == ([-2, 5], [-1, 5])
    assert (found.low.low, found.low.high, found.high.low, found.high.high) == (-2, 5, -1, 5)


def ends_of(found: Amounts) -> list[Any]:
    ends = zip(found.low.values.tolist(), found.high.values.tolist(), strict=True)
    return [(found.unit * low, found.unit * high) for low, high in ends]


def test_both_ends_of_an_enclosure_are_cut_and_divided() -> None:
    ends = enclosed((2, 4), (8, 10), unit=HALF)
    assert ends_of(amounts.at_most(ends, ONE * 3)) == [(1, 2), (3, 3)]
    assert ends_of(amounts.at_least(ends, ONE * 3)) == [(3, 3), (4, 5)]
    assert ends_of(amounts.subtract(ends, whole([1, 2]))) == [(0, 1), (2, 3)]
    halves = amounts.divided(ends, measured(np.array([2, 1])))
    assert ends_of(halves) == [(HALF, 1), (4, 5)]


def test_points_of_a_unit_above_one_are_cut_and_raised() -> None:
    points = whole([1, 3, 5], ONE * 3)
    assert values_of(amounts.at_most(points, ONE * 10)) == [3, 9, 10]
    assert values_of(amounts.at_least(points, ONE * 4)) == [4, 9, 15]
    assert values_of(amounts.at_most(points, ONE)) == [1, 1, 1]
    assert values_of(amounts.at_least(points, ONE * 16)) == [16, 16, 16]


def test_an_enclosure_is_rounded_where_both_its_ends_round_alike() -> None:
    """0.6 to 0.9 is 1; 1.4 to 1.5 is 1 or 2; -1.2 is -1."""
    found = amounts.rounded(
        enclosed((6, 9), (14, 15), (-12, -12), unit=Fraction(1, 10)), 0, RoundingMode.HALF_UP
    )
    assert found.over is not None and found.over.tolist() == [False, True, False]
    assert found.unit == 1 and found.is_exact
    assert found.low.values.tolist()[::2] == [1, -1]


def test_a_row_put_aside_at_either_end_is_so_after_rounding() -> None:
    aside = np.array([False, True])
    for low, high in ((aside, None), (None, aside)):
        ends = (measured(np.array([31, 52]), over) for over in (low, high))
        found = amounts.rounded(Amounts(Fraction(1, 10), *ends), 0, RoundingMode.HALF_UP)
        assert found.over is not None and found.over.tolist() == [False, True]
        assert found.low.values[0] == 3


@pytest.mark.parametrize("places", [2, 3])
@pytest.mark.parametrize("unit", [Fraction(1, 11), Fraction(1, 3), Fraction(3, 7)])
def test_points_of_a_unit_that_no_decimals_hold_are_rounded(unit: Fraction, places: int) -> None:
    found = amounts.rounded(whole([5, -2, 77], unit), places, RoundingMode.HALF_UP)
    assert values_of(found) == [
        round_to(unit * number, places, RoundingMode.HALF_UP) for number in (5, -2, 77)
    ]


def test_some_rows_of_exact_points_are_exact() -> None:
    assert values_of(amounts.taken(whole([1, 2, 3], HALF), np.array([2, 0]))) == [3 * HALF, HALF]
