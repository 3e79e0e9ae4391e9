"""A number under its format says what the user sees: the percent, the words, the leading zeros."""

from fractions import Fraction

import pytest

from thidua.office.number_shown import number_format


@pytest.mark.parametrize(
    ("code", "number", "shown"),
    [
        ("0.00%", "0.0512", "5,12 %"),
        ("0%", "0.3", "30 %"),
        ("0.0 %", "0.125", "12,5 %"),
        ("0%;-0%", "-0.05", "-5 %"),
        (r"0.00\%", "5.12", "5,12 %"),
        ('0.0"%"', "3", "3 %"),
        ('0.0" tỷ đồng"', "6.4", "6,4 tỷ đồng"),
        ('General" người"', "5", "5 người"),
        ('"trên "#,##0', "24000", "trên 24000"),
        (r"#,##0\ [$₫-42A]", "1000", "1000 ₫"),
        (r'_-* #,##0.00\ "₫"_-;-* #,##0', "5", "5 ₫"),
    ],
)
def test_the_signs_and_words_of_a_format_stand_beside_the_number(
    code: str, number: str, shown: str
) -> None:
    assert number_format(code).shown(Fraction(number)) == shown


@pytest.mark.parametrize(
    "code",
    ["General", "0", "#,##0.00", "@", "0.00E+00", "# ?/?", "[Red]0.0", "[$-409]0", "_(* #,##0_)"],
)
def test_a_format_without_words_leaves_the_number_alone(code: str) -> None:
    assert number_format(code).shown(Fraction("1712.5")) == Fraction("1712.5")


def test_leading_zeros_of_a_code_are_kept() -> None:
    assert number_format("000").shown(Fraction(7)) == "007"
    assert number_format("000").shown(Fraction("7.5")) == Fraction("7.5")


def test_three_decimals_beside_a_word_are_not_taken_for_thousands() -> None:
    """ "1,712 người" could be read as 1712; the number itself is not in doubt."""
    assert number_format('0.000" người"').shown(Fraction("1.712")) == "1,7120 người"


@pytest.mark.parametrize(
    ("code", "number", "shown"),
    [
        ('[=0]"-";0.0%', "0.985", "98,5 %"),
        ("[<1]0%;0", "0.5", "50 %"),
        ("[<1]0%;0", "98.5", Fraction("98.5")),
        ('0.0;0.0" triệu"', "-2", "-2 triệu"),
        ('0%;-0%;"không"', "0", Fraction(0)),
        ('[>=1000]0" tỷ";[<>7]0%;0', "7", Fraction(7)),
        ('[>5]0;[<5]0" %"', "5", Fraction(5)),
        ("0;;", "-3", Fraction(-3)),
    ],
)
def test_a_number_is_shown_by_the_section_that_it_falls_under(
    code: str, number: str, shown: object
) -> None:
    assert number_format(code).shown(Fraction(number)) == shown


def test_what_a_section_leaves_away_is_told() -> None:
    code = '[>=1000000]0.0,,"tr";0'
    assert number_format(code).otherwise(Fraction(6_400_000)) == "6,4 tr"
    assert number_format(code).otherwise(Fraction(12)) == ""


@pytest.mark.parametrize(
    ("code", "shown"),
    [('0"000"', "5 000"), ('0".000"', "5 .000"), ('"1"0', "1 5"), ('0" ‰"', "5 ‰")],
)
def test_digits_among_the_words_and_parts_of_a_thousand_are_shown(code: str, shown: str) -> None:
    assert number_format(code).shown(Fraction(5)) == shown
