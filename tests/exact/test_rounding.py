"""Rounding as declared by a criteria set."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.core.exact.rounding import RoundingMode, round_to


@pytest.mark.parametrize(
    ("mode", "value", "rounded"),
    [
        ("half-up", "2.675", "2.68"),
        ("half-up", "-2.675", "-2.68"),
        ("half-up", "2.674", "2.67"),
        ("half-even", "2.665", "2.66"),
        ("half-even", "2.675", "2.68"),
        ("half-even", "2.676", "2.68"),
        ("half-even", "-2.665", "-2.66"),
        ("up", "2.671", "2.68"),
        ("up", "-2.671", "-2.68"),
        ("up", "2.67", "2.67"),
        ("down", "2.679", "2.67"),
        ("down", "-2.679", "-2.67"),
    ],
)
def test_the_last_kept_digit_follows_the_mode(mode: str, value: str, rounded: str) -> None:
    assert round_to(Fraction(value), 2, RoundingMode(mode)) == Fraction(rounded)


def test_half_goes_away_from_zero_by_default() -> None:
    assert round_to(Fraction("0.5"), 0) == 1
    assert round_to(Fraction("-0.5"), 0) == -1


def test_a_value_that_fits_is_left_alone() -> None:
    for mode in RoundingMode:
        assert round_to(Fraction("1.25"), 2, mode) == Fraction("1.25")


@settings(max_examples=100, deadline=None)
@given(st.fractions(), st.integers(0, 6), st.sampled_from(RoundingMode))
def test_rounding_is_near_stable_and_symmetric(
    value: Fraction, places: int, mode: RoundingMode
) -> None:
    rounded = round_to(value, places, mode)
    assert abs(rounded - value) < Fraction(1, 10**places)
    assert round_to(rounded, places, mode) == rounded
    assert round_to(-value, places, mode) == -rounded
