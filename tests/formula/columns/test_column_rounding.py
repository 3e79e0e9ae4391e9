"""Rounding in columns: every mode, both signs, halves, and dividends that no int64 holds."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.core.exact.rounding import RoundingMode, round_to
from thidua.core.formula.columns.arithmetic import divide, multiply
from thidua.core.formula.columns.integers import LIMIT
from thidua.core.formula.columns.numbers import Numbers, constant, scaled
from thidua.core.formula.columns.rounding import MAXIMUM_PLACES, floor, rounded


def column(*values: int, places: int = 0) -> Numbers:
    return scaled(np.array(values, np.int64), places)


def quotients(*pairs: tuple[int, int]) -> Numbers:
    return divide(column(*(top for top, _ in pairs)), column(*(bottom for _, bottom in pairs)))


def values(numbers: Numbers) -> list[Fraction | None]:
    return [numbers.value(row) for row in range(numbers.rows)]


def test_a_half_goes_away_from_zero() -> None:
    halves = quotients((5, 2), (-5, 2), (1, 2), (-1, 2), (3, 2), (-3, 2), (0, 2))
    assert values(rounded(halves, 0)) == [3, -3, 1, -1, 2, -2, 0]


def test_2_675_is_2_68_as_it_never_is_in_floating_point() -> None:
    assert values(rounded(column(2675, -2675, places=3), 2)) == [
        Fraction("2.68"),
        Fraction("-2.68"),
    ]


def test_one_unit_beside_a_half_does_not_go_up() -> None:
    t = 10**9
    points = multiply(quotients((t // 2, t), (t // 2 - 1, t)), constant(Fraction(1), 2))
    assert values(rounded(points, 0)) == [1, 0]


@pytest.mark.parametrize(
    ("mode", "whole"),
    [
        (RoundingMode.HALF_UP, [3, -3, 4, -4, 2, -2]),
        (RoundingMode.HALF_EVEN, [2, -2, 4, -4, 2, -2]),
        (RoundingMode.UP, [3, -3, 4, -4, 3, -3]),
        (RoundingMode.DOWN, [2, -2, 3, -3, 2, -2]),
    ],
)
def test_each_mode(mode: RoundingMode, whole: list[int]) -> None:
    numbers = quotients((5, 2), (-5, 2), (7, 2), (-7, 2), (9, 4), (-9, 4))
    assert values(rounded(numbers, 0, mode)) == whole


def test_the_floor_goes_down_on_both_sides_of_zero() -> None:
    assert values(floor(quotients((7, 2), (-7, 2), (4, 2), (-4, 2)))) == [3, -4, 2, -2]
    assert values(floor(column(250, -250, places=2))) == [2, -3]


def test_rounded_numbers_are_whole_at_their_places() -> None:
    cents = rounded(quotients((1, 3), (2, 3)), 2)
    assert (cents.factor, cents.denominators, [*cents.numerators]) == (
        Fraction(1, 100),
        None,
        [33, 67],
    )


def test_a_constant_is_rounded_once() -> None:
    thirds = rounded(constant(Fraction(-2, 3), 3), 2)
    assert (thirds.factor, [*thirds.numerators]) == (Fraction(1, 100), [-67] * 3)
    assert values(floor(constant(Fraction(-2, 3), 2))) == [-1, -1]
    assert values(rounded(constant(Fraction(10**40), 2), 2)) == [None, None]


def test_amounts_in_dong_are_divided_by_hand_where_the_dividend_passes_int64() -> None:
    """45 points and two decimals times a province's budget need 74 bits."""
    budget = 10**18 - 1
    points = multiply(quotients((budget, budget - 1), (1, 2), (3, 2)), constant(Fraction(45), 3))
    assert values(rounded(points, 2)) == [45, Fraction("22.5"), Fraction("67.5")]


@pytest.mark.parametrize("mode", [*RoundingMode])
@pytest.mark.parametrize("sign", [1, -1])
def test_by_hand_each_mode_rounds_as_the_scalar_reading(mode: RoundingMode, sign: int) -> None:
    unit = 10**17
    pairs = [(sign * (5 * unit + 1), 10 * unit), (sign * 6 * unit, 4 * unit), (sign * 3, 8)]
    points = multiply(quotients(*pairs), constant(Fraction(50), 3))
    exact = [50 * Fraction(*pair) for pair in pairs]
    assert values(rounded(points, 2, mode)) == [round_to(one, 2, mode) for one in exact]
    assert values(floor(points)) == [one.__floor__() for one in exact]


def test_a_bound_that_is_far_off_does_not_matter() -> None:
    """Each row's product is 10^9, the bound that the extremes prove is 10^18."""
    area = multiply(column(10**9, 1), column(1, 10**9))
    assert area.numerator_bound == 10**18
    assert (
        values(rounded(multiply(area, constant(Fraction(1, 3), 2)), 2))
        == [Fraction("333333333.33")] * 2
    )


def test_a_divisor_without_room_for_a_digit_is_beyond_and_alone() -> None:
    wide = quotients((LIMIT - 1, LIMIT), (1, 3))
    found = rounded(multiply(wide, constant(Fraction(99), 2)), 2)
    assert found.beyond is not None
    assert [*found.beyond] == [True, False]
    assert found.value(1) == 33


def test_extravagant_places_are_left_to_the_scalar_reading() -> None:
    beyond = rounded(column(1, 2), MAXIMUM_PLACES + 1).beyond
    assert beyond is not None and beyond.all()
    some = rounded(quotients((1, 3), (0, 3)), 40)
    assert some.beyond is not None
    assert [*some.beyond] == [True, False]


whole = st.one_of(
    st.integers(-12, 12),
    st.integers(-(10**9), 10**9),
    st.integers(-LIMIT, LIMIT),
    st.sampled_from([LIMIT, LIMIT - 1, 2**61, 2**60, 2**60 - 1, 2**60 + 1, 10**15, 10**18]),
)
shares = st.fractions(-1000, 1000, max_denominator=12) | st.sampled_from(
    [Fraction(10**12), Fraction(1, 10**12), Fraction(10**20, 3)]
)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(whole, whole.map(abs)), min_size=1, max_size=6),
    shares,
    st.integers(0, 3),
    st.sampled_from([*RoundingMode, None]),
)
def test_any_quotient_rounds_as_its_fraction_does(
    pairs: list[tuple[int, int]], share: Fraction, places: int, mode: RoundingMode | None
) -> None:
    numbers = multiply(quotients(*pairs), constant(share, len(pairs)))
    found = floor(numbers) if mode is None else rounded(numbers, places, mode)
    for row, (top, bottom) in enumerate(pairs):
        if bottom and not (found.beyond is not None and found.beyond[row]):
            exact = share * Fraction(top, bottom)
            expected = exact.__floor__() if mode is None else round_to(exact, places, mode)
            assert found.value(row) == expected
