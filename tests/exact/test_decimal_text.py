"""Decimals as text: what is read, what is written, what is refused."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.core.exact.decimal_text import (
    MAXIMUM_LENGTH,
    canonical,
    decimal_places,
    fixed,
    is_decimal,
    read_canonical,
    read_decimal,
)

decimals = st.builds(
    lambda digits, places: Fraction(digits, 10**places),
    st.integers(-(10**20), 10**20),
    st.integers(0, 12),
)


@pytest.mark.parametrize(
    ("text", "value"),
    [("12", Fraction(12)), ("-0.50", Fraction(-1, 2)), ("007", Fraction(7)), ("0", Fraction(0))],
)
def test_a_plain_decimal_is_read(text: str, value: Fraction) -> None:
    assert read_decimal(text) == value


@pytest.mark.parametrize(
    "text", ["", "1e3", ".5", "5.", "1,5", "+1", " 1", "1/2", "nan", "١", "1_000", "--1"]
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a plain decimal"):
        read_decimal(text)


def test_more_digits_than_any_budget_has_are_refused() -> None:
    assert read_decimal("9" * MAXIMUM_LENGTH) == 10**MAXIMUM_LENGTH - 1
    with pytest.raises(ValueError, match="not a plain decimal"):
        read_decimal("9" * (MAXIMUM_LENGTH + 1))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(1, 2), "0.5"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(100), "100"),
        (Fraction(0), "0"),
    ],
)
def test_the_canonical_text_has_no_ornament(value: Fraction, text: str) -> None:
    assert canonical(value) == text


@pytest.mark.parametrize("text", ["1.50", "01", "-0", "+1", "1.", "", "1e2"])
def test_only_the_canonical_text_is_read_as_canonical(text: str) -> None:
    with pytest.raises(ValueError, match="not a canonical decimal"):
        read_canonical(text)


@settings(max_examples=100, deadline=None)
@given(decimals)
def test_what_is_written_is_read_again(value: Fraction) -> None:
    assert read_canonical(canonical(value)) == value
    assert read_decimal(canonical(value)) == value


def test_a_third_has_no_decimal_text() -> None:
    assert not is_decimal(Fraction(1, 3))
    with pytest.raises(ValueError, match="no finite decimal expansion"):
        decimal_places(Fraction(1, 3))
    with pytest.raises(ValueError, match="no finite decimal expansion"):
        canonical(Fraction(1, 3))


@pytest.mark.parametrize(("value", "places"), [(Fraction(3), 0), (Fraction("0.125"), 3)])
def test_decimal_places_counts_the_decimals(value: Fraction, places: int) -> None:
    assert decimal_places(value) == places


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (Fraction("95.5"), 2, "95.50"),
        (Fraction("-0.05"), 2, "-0.05"),
        (Fraction(7), 0, "7"),
        (Fraction(0), 2, "0.00"),
    ],
)
def test_fixed_writes_so_many_decimals(value: Fraction, places: int, text: str) -> None:
    assert fixed(value, places) == text


def test_fixed_never_drops_a_digit() -> None:
    with pytest.raises(ValueError, match="does not fit 1 places"):
        fixed(Fraction("0.25"), 1)
