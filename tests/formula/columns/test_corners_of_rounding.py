"""Rounding in columns near halves, below one and at the limit."""

from fractions import Fraction

import pytest
from tests.formula.columns.small_columns import BEYOND, column, quotients, values_of

from thidua.core.exact.rounding import RoundingMode, round_to
from thidua.core.formula.columns.arithmetic import multiply, negate
from thidua.core.formula.columns.numbers import constant
from thidua.core.formula.columns.rounding import floor, rounded

WIDE = 10**14
NEAR_HALVES = [
    (10001, 10_000),
    (12_501, 12_500),
    (10_002, 10_000),
    (30_003, 10_000),
    (8_000, 7_000),
]


@pytest.mark.parametrize("mode", [*RoundingMode])
@pytest.mark.parametrize("sign", [1, -1])
def test_near_a_half_by_hand(mode: RoundingMode, sign: int) -> None:
    """Fifty times these has a third decimal of 5, of 4, or none; no int64 holds the dividend."""
    pairs = [(sign * top * WIDE, bottom * WIDE) for top, bottom in NEAR_HALVES]
    points = multiply(quotients(*pairs), constant(Fraction(50), len(pairs)))
    exact = [50 * Fraction(*pair) for pair in pairs]
    assert values_of(rounded(points, 2, mode)) == [round_to(one, 2, mode) for one in exact]
    assert values_of(floor(points)) == [one.__floor__() for one in exact]
    assert values_of(floor(negate(points))) == [(-one).__floor__() for one in exact]


@pytest.mark.parametrize("mode", [*RoundingMode])
def test_a_share_below_1_by_hand(mode: RoundingMode) -> None:
    tops = [2**61, -(2**61), 2**61 - 1, 5, -5, 0]
    for share in (Fraction(6, 7), Fraction(-6, 7)):
        numbers = multiply(column(*tops), constant(share, len(tops)))
        exact = [share * top for top in tops]
        assert values_of(floor(numbers)) == [one.__floor__() for one in exact]
        assert values_of(rounded(numbers, 0, mode)) == [round_to(one, 0, mode) for one in exact]


def test_a_divisor_that_no_int64_holds_is_divided_by_too() -> None:
    numbers = multiply(quotients((2**61 - 1, 2**61), (-1, 3), (7, 3)), constant(Fraction(1, 3), 3))
    for found, nearest in ((floor(numbers), [-1, 0]), (rounded(numbers, 0), [0, 1])):
        assert values_of(found)[0] in (BEYOND, 0)
        assert values_of(found)[1:] == nearest


@pytest.mark.parametrize("sign", [1, -1])
def test_what_is_rounded_has_bounds_within_the_limit(sign: int) -> None:
    """What the extremes prove is far off, on one side of 0 or on both; the rows are not."""
    for rows in ([10**9, 1], [10**9, -1], [-(10**9), 1]):
        area = multiply(column(*rows), column(1, 10**9))
        third = multiply(area, constant(sign * Fraction(1, 3), 2))
        exact = [
            sign * Fraction(one * other, 3) for one, other in zip(rows, (1, 10**9), strict=True)
        ]
        assert values_of(rounded(third, 2)) == [
            round_to(one, 2, RoundingMode.HALF_UP) for one in exact
        ]
        assert values_of(floor(third)) == [one.__floor__() for one in exact]


@pytest.mark.parametrize("mode", [*RoundingMode])
@pytest.mark.parametrize("bottom", [1, 2, 3, 4, 8])
def test_all_small_quotients_in_each_mode(mode: RoundingMode, bottom: int) -> None:
    tops = [*range(-25, 26)]
    for numbers, exact in (
        (quotients(*((top, bottom) for top in tops)), [Fraction(top, bottom) for top in tops]),
        (
            multiply(column(*tops), constant(Fraction(1, 10 * bottom), len(tops))),
            [Fraction(top, 10 * bottom) for top in tops],
        ),
    ):
        for places in (0, 1):
            expected = [round_to(one, places, mode) for one in exact]
            assert values_of(rounded(numbers, places, mode)) == expected
        assert values_of(floor(numbers)) == [one.__floor__() for one in exact]
