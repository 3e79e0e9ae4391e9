"""Powers and roots, exact to the last declared digit."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.core.exact.interval import Interval
from thidua.core.exact.power import (
    MAXIMUM_BITS,
    NotReal,
    TooLarge,
    integer_root,
    is_too_large,
    power,
    power_of_interval,
    rounded_root,
)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**40), st.integers(1, 12))
def test_integer_root_is_the_largest_that_fits(number: int, degree: int) -> None:
    root = integer_root(number, degree)
    assert root**degree <= number < (root + 1) ** degree


@settings(max_examples=200, deadline=None)
@given(
    st.fractions(0, 10**6, max_denominator=1000),
    st.integers(1, 12),
    st.integers(1, 12),
    st.integers(0, 8),
)
def test_power_is_within_half_a_step(value: Fraction, p: int, q: int, places: int) -> None:
    result, half = power(value, p, q, places), Fraction(1, 2 * 10**places)
    assert (result * 10**places).denominator == 1
    assert max(result - half, Fraction(0)) ** q <= value**p < (result + half) ** q


@pytest.mark.parametrize(
    ("value", "p", "q", "places", "result"),
    [
        ("2", 1, 2, 3, "1.414"),
        ("8", 2, 3, 0, "4"),
        ("2.25", 1, 2, 0, "2"),
        ("0.25", 1, 2, 0, "1"),
        ("4", -1, 2, 1, "0.5"),
        ("0", 0, 1, 0, "1"),
        ("0", 3, 2, 2, "0"),
        ("5", 1, 1, 0, "5"),
    ],
)
def test_known_powers(value: str, p: int, q: int, places: int, result: str) -> None:
    assert power(Fraction(value), p, q, places) == Fraction(result)


@pytest.mark.parametrize(("value", "p"), [("-1", 1), ("-1", 2), ("0", -1)])
def test_no_real_power(value: str, p: int) -> None:
    with pytest.raises(NotReal):
        power(Fraction(value), p, 1, 0)


def test_a_power_too_large_to_be_worth_computing() -> None:
    with pytest.raises(TooLarge):
        power(Fraction(10**60) ** 200, 12, 1, 0)
    with pytest.raises(TooLarge):
        rounded_root(Fraction(2), 10**9, 2)
    assert is_too_large(Fraction(2) ** MAXIMUM_BITS)
    assert is_too_large(1 / Fraction(2) ** MAXIMUM_BITS)
    assert not is_too_large(Fraction(10**1000, 3))


def interval(low: str | None, high: str | None, low_open: bool, high_open: bool) -> Interval:
    return Interval(
        None if low is None else Fraction(low),
        None if high is None else Fraction(high),
        low_open,
        high_open,
    )


@pytest.mark.parametrize(
    ("ends", "p", "image"),
    [
        (("4", "9", False, False), 1, ("2", "3", False, False)),
        (("4", None, True, False), 1, ("2", None, False, False)),
        (("2.25", "6.25", True, True), 1, ("2", "2", False, False)),
        (("4", "16", False, False), -1, ("0", "1", False, False)),
        (("0", "4", True, False), -1, ("1", None, False, False)),
        (("4", None, False, False), -1, ("0", "1", False, False)),
        (("4", None, False, False), 0, ("1", "1", False, False)),
        (("0", None, True, False), -1, ("0", None, False, False)),
    ],
)
def test_square_roots_of_intervals_rounded_to_whole_numbers(
    ends: tuple[str, str, bool, bool], p: int, image: tuple[str, str, bool, bool]
) -> None:
    assert power_of_interval(interval(*ends), p, 2, 0) == interval(*image)


def test_an_interval_of_which_only_a_part_has_a_power() -> None:
    assert power_of_interval(interval("-1", "4", False, False), 1, 2, 0) is None
    assert power_of_interval(interval(None, "4", False, False), 1, 2, 0) is None
    assert power_of_interval(interval("0", "4", False, False), -1, 2, 0) is None


def test_an_interval_of_which_no_part_has_a_power() -> None:
    with pytest.raises(NotReal):
        power_of_interval(interval(None, "0", False, True), 1, 2, 0)
    with pytest.raises(NotReal):
        power_of_interval(interval("-3", "-1", False, False), 1, 2, 0)


@settings(max_examples=200, deadline=None)
@given(
    st.fractions(0, 100, max_denominator=8),
    st.fractions(0, 100, max_denominator=8),
    st.booleans(),
    st.booleans(),
    st.integers(-3, 3),
    st.integers(1, 3),
    st.integers(0, 2),
)
def test_the_power_of_a_point_lies_within(
    one: Fraction, other: Fraction, low_open: bool, high_open: bool, p: int, q: int, places: int
) -> None:
    low, high = min(one, other), max(one, other)
    if low == high:
        low_open = high_open = False
    image = power_of_interval(Interval(low, high, low_open, high_open), p, q, places)
    inside = (low + high) / 2
    if image is None:
        assert low == 0 and p < 0
    elif inside > 0:
        assert image.holds(power(inside, p, q, places))
