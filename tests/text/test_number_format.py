"""Numbers on screens and in reports."""

from fractions import Fraction

import pytest

from thidua.core.exact.figure import Bound, Figure
from thidua.core.text.number_format import bound_word, format_figure, format_number


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        ("1234567.89", "1.234.567,89", "1,234,567.89"),
        ("1712", "1.712", "1,712"),
        ("0.5", "0,5", "0.5"),
        ("-0.5", "-0,5", "-0.5"),
        ("-1234.5", "-1.234,5", "-1,234.5"),
        ("0", "0", "0"),
    ],
)
def test_each_language_has_its_separators(value: str, vi: str, en: str) -> None:
    assert format_number(Fraction(value)) == vi
    assert format_number(Fraction(value), "en") == en


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (Fraction(191, 2), 2, "95,50"),
        (Fraction(2, 3), 2, "0,67"),
        (Fraction("2.675"), 2, "2,68"),
        (Fraction("-0.001"), 2, "0,00"),
        (Fraction("1234.5"), 0, "1.235"),
    ],
)
def test_so_many_places_are_shown_rounded_half_up(value: Fraction, places: int, text: str) -> None:
    assert format_number(value, places=places) == text


def test_a_number_without_end_needs_places() -> None:
    with pytest.raises(ValueError, match="no finite decimal"):
        format_number(Fraction(1, 3))


@pytest.mark.parametrize(
    ("bound", "vi", "en"),
    [
        (Bound.EXACT, "24.000", "24,000"),
        (Bound.OVER, "trên 24.000", "over 24,000"),
        (Bound.UNDER, "dưới 24.000", "under 24,000"),
        (Bound.NEAR, "gần 24.000", "nearly 24,000"),
    ],
)
def test_a_figure_carries_the_word_of_its_bound(bound: Bound, vi: str, en: str) -> None:
    figure = Figure(Fraction(24000), bound)
    assert format_figure(figure) == vi
    assert format_figure(figure, "en") == en
    assert vi.startswith(bound_word(bound))


def test_a_figure_carries_its_unit() -> None:
    figure = Figure(Fraction("41.1"), Bound.OVER)
    assert format_figure(figure, "vi", "tỷ đồng") == "trên 41,1 tỷ đồng"
