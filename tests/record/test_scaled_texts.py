"""Decimal texts as scaled integers: exact, and what does not fit is told apart."""

from fractions import Fraction

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.core.exact.decimal_text import canonical
from thidua.core.record.columns.decimals import ScaledTexts, decimal_texts, scaled_texts

DECIMALS = st.builds(
    lambda whole, places: Fraction(whole, 10**places),
    st.integers(-(10**45), 10**45) | st.integers(-(10**6), 10**6),
    st.integers(0, 20) | st.integers(0, 3),
)


def read(one: ScaledTexts) -> list[Fraction | None]:
    return [
        None if wide else Fraction(int(number), 10**one.places)
        for number, wide in zip(one.scaled, one.wide, strict=True)
    ]


@given(st.lists(DECIMALS, max_size=8), st.none() | st.integers(0, 18))
@settings(max_examples=120, deadline=None)
def test_a_scaled_text_is_its_value_or_wide(values: list[Fraction], places: int | None) -> None:
    found = scaled_texts(pa.array([canonical(value) for value in values], pa.string()), places)
    assert places in (None, found.places)
    for value, number in zip(values, read(found), strict=True):
        scaled = value * 10**found.places
        fits = scaled.denominator == 1 and abs(scaled) < 2**62
        assert number == (value if fits else None)


def test_a_column_has_the_places_that_it_needs() -> None:
    assert scaled_texts(pa.array(["1", "2.25", "-3.5"])).places == 2
    assert scaled_texts(pa.array(["1", "20"])).places == 0
    assert scaled_texts(pa.array([], pa.string())).places == 0


def test_a_column_may_be_read_at_places_that_are_given() -> None:
    found = scaled_texts(pa.array(["1.5", "2"]), 3)
    assert (found.scaled.tolist(), found.places) == ([1500, 2000], 3)


def test_one_text_of_many_decimals_does_not_push_the_others_out() -> None:
    found = scaled_texts(pa.array(["900000000000", "0.123456789012", "15.5"]))
    assert (found.places, found.wide.tolist()) == (1, [False, True, False])


def test_a_slice_of_a_column_is_read_from_its_own_start() -> None:
    whole = pa.array(["7", "1.5", "2", "9.25"])
    assert read(scaled_texts(whole[1:3])) == [Fraction("1.5"), Fraction(2)]


def test_a_text_that_is_no_decimal_is_an_error() -> None:
    with pytest.raises(ValueError, match="abc"):
        scaled_texts(pa.array(["1", "abc"]))


@given(st.lists(st.integers(-(2**63), 2**63 - 1) | st.integers(-50, 50), max_size=8))
@settings(max_examples=60, deadline=None)
def test_integers_are_written_with_their_decimals(scaled: list[int]) -> None:
    for places in (0, 1, 9, 18):
        texts = decimal_texts(np.array(scaled, np.int64), places).to_pylist()
        assert [Fraction(text) for text in texts] == [Fraction(one, 10**places) for one in scaled]
        assert all(len(text.partition(".")[2]) == places for text in texts)
