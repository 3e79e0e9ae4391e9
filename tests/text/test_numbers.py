"""The number reader: what Vietnamese offices write, what is asked back, what is refused."""

import time
import unicodedata
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.core.exact.figure import Bound, Figure
from thidua.core.text.number_format import format_figure, format_number
from thidua.core.text.numbers import (
    LONGEST_TEXT,
    NumberRefused,
    NumberUnit,
    ParsedNumber,
    read_number,
    read_plain,
)

storable = st.builds(
    lambda digits, places: Fraction(digits, 10**places),
    st.integers(-(10**18) + 1, 10**18 - 1),
    st.integers(0, 12),
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.712", "1712"),
        ("315.470", "315470"),
        ("2000", "2000"),
        ("02", "2"),
        ("0", "0"),
        ("5,12", "5.12"),
        ("0,712", "0.712"),
        ("1712,5", "1712.5"),
        ("1.712,500", "1712.5"),
        ("1.712.000,5", "1712000.5"),
        ("1 712", "1712"),
        ("1\u00a0712,5", "1712.5"),
        ("1\u202f712\u202f000", "1712000"),
        ("  42\n", "42"),
        ("-5", "-5"),
        ("−5,5", "-5.5"),
        ("– 5", "-5"),
        ("+5", "5"),
    ],
)
def test_a_bare_number_is_read_the_vietnamese_way(text: str, value: str) -> None:
    assert read_number(text) == ParsedNumber(Fraction(value))
    assert read_plain(text) == Fraction(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [("1,712,000", "1712000"), ("1,712.5", "1712.5"), ("1,712,000.25", "1712000.25")],
)
def test_an_english_number_is_read_where_it_can_be_nothing_else(text: str, value: str) -> None:
    assert read_number(text) == ParsedNumber(Fraction(value))


@pytest.mark.parametrize(
    ("text", "value", "unit", "magnitude"),
    [
        ("5,12%", "5.12", NumberUnit.PERCENT, 1),
        ("5,12 %", "5.12", NumberUnit.PERCENT, 1),
        ("99,875 %", "99.875", NumberUnit.PERCENT, 1),
        ("0,41 điểm phần trăm", "0.41", NumberUnit.PERCENT, 1),
        ("6,4 tỷ đồng", "6400000000", NumberUnit.VND, 10**9),
        ("6,4 Tỉ Đồng", "6400000000", NumberUnit.VND, 10**9),
        ("133,998 tỷ", "133998000000", None, 10**9),
        ("2.039 triệu đồng", "2039000000", NumberUnit.VND, 10**6),
        ("5 tr.đ", "5000000", NumberUnit.VND, 10**6),
        ("500 nghìn", "500000", None, 1000),
        ("500 ngàn", "500000", None, 1000),
        ("14 nghìn tỷ đồng", "14000000000000", NumberUnit.VND, 10**12),
        ("500.000đ", "500000", NumberUnit.VND, 1),
        ("420 triệu USD", "420000000", NumberUnit.USD, 10**6),
    ],
)
def test_percents_and_amounts_are_scaled_exactly(
    text: str, value: str, unit: NumberUnit | None, magnitude: int
) -> None:
    assert read_number(text) == ParsedNumber(Fraction(value), unit=unit, magnitude=magnitude)


@pytest.mark.parametrize(
    ("text", "value", "bound"),
    [
        ("trên 24.000", 24000, Bound.OVER),
        ("Hơn 24.000", 24000, Bound.OVER),
        ("> 24.000", 24000, Bound.OVER),
        ("dưới 6 %", 6, Bound.UNDER),
        ("chưa  đến 6", 6, Bound.UNDER),
        ("gần 9.000", 9000, Bound.NEAR),
        ("khoảng 9.000", 9000, Bound.NEAR),
        ("trên -5", -5, Bound.OVER),
    ],
)
def test_the_word_before_the_number_bounds_it(text: str, value: int, bound: Bound) -> None:
    parsed = read_number(text)
    assert (parsed.value, parsed.bound) == (Fraction(value), bound)


def test_both_unicode_forms_are_the_same_text() -> None:
    text = "trên 6,4 tỷ đồng"
    assert read_number(unicodedata.normalize("NFD", text)) == read_number(text)


@pytest.mark.parametrize(
    ("text", "first", "second", "spelt"),
    [
        ("1.71", "1.71", "171", "1,71 hoặc 171"),
        ("1.7", "1.7", "17", "1,7 hoặc 17"),
        ("0.5", "0.5", "5", "0,5 hoặc 5"),
        ("0.712", "0.712", "712", "0,7120 hoặc 712"),
        ("-1.71", "-1.71", "-171", "-1,71 hoặc -171"),
        ("1712.5", "1712.5", "17125", "1712,5 hoặc 17125"),
        ("1 712.5", "1712.5", "17125", "1712,5 hoặc 17125"),
        ("1,712", "1.712", "1712", "1,7120 hoặc 1712"),
        ("99.875%", "99875", "99.875", "99875 % hoặc 99,8750 %"),
        ("1.7 tỷ", "1700000000", "17000000000", "1,7 tỷ hoặc 17 tỷ"),
    ],
)
def test_a_text_with_two_readings_asks_and_names_both(
    text: str, first: str, second: str, spelt: str
) -> None:
    parsed = read_number(text)
    assert (parsed.value, parsed.other) == (Fraction(first), Fraction(second))
    assert parsed.ambiguous is not None
    assert spelt in parsed.ambiguous.vi
    assert spelt.replace("hoặc", "or") in parsed.ambiguous.en


@pytest.mark.parametrize("text", ["1.71", "1,712", "1712.5", "0.712", "99.875%"])
def test_each_spelling_that_a_question_offers_is_unambiguous(text: str) -> None:
    parsed = read_number(text)
    assert parsed.ambiguous is not None
    _, _, offered = parsed.ambiguous.vi.rstrip(".").partition("Hãy viết ")
    answers = [read_number(answer) for answer in offered.split(" hoặc ")]
    assert [answer.ambiguous for answer in answers] == [None, None]
    assert [answer.value for answer in answers] == [parsed.value, parsed.other]


@pytest.mark.parametrize(
    ("text", "vi", "en"),
    [
        ("", "Chưa có số nào", "There is no number"),
        (" \u00a0 ", "Chưa có số nào", "There is no number"),
        ("NaN", '"NaN" không phải là một số', '"NaN" is not a number'),
        ("∞", "không phải là một số", "is not a number"),
        ("١٢", "không phải là một số", "is not a number"),
        ("1\n712", "không phải là một số", "is not a number"),
        ("--3", "Trước con số chỉ được viết", "Before the digits write only"),
        ("≥ 5", "Trước con số chỉ được viết", "Before the digits write only"),
        ("12a", 'Không hiểu "a"', '"a" in "12a" is not understood'),
        ("1e5", "không dùng lối viết lũy thừa", "powers of ten are not read"),
        ("1２", "Sau con số chỉ được viết", "After the digits write only"),
        ("5 triệu %", "Sau con số chỉ được viết", "After the digits write only"),
        ("1.7.12", "đặt không đúng chỗ", "are misplaced"),
        ("1,71,5", "đặt không đúng chỗ", "are misplaced"),
        ("17 12", "đặt không đúng chỗ", "are misplaced"),
        ("0.712.000", "đặt không đúng chỗ", "are misplaced"),
        ("1.712 000", "đặt không đúng chỗ", "are misplaced"),
        ("1" + "0" * 18, "quá nhiều chữ số", "too many digits"),
        ("0,0000000000001", "quá nhiều chữ số", "too many digits"),
        ("999.999.999.999 tỷ", "quá nhiều chữ số", "too many digits"),
        ("9" * (LONGEST_TEXT + 1), "101 ký tự", "101 characters"),
    ],
)
def test_what_is_no_number_is_refused_in_both_languages(text: str, vi: str, en: str) -> None:
    with pytest.raises(NumberRefused) as refused:
        read_number(text)
    assert vi in refused.value.message.vi
    assert en in refused.value.message.en
    assert str(refused.value) == refused.value.message.en


def test_a_refusal_repeats_no_control_character() -> None:
    with pytest.raises(NumberRefused) as refused:
        read_number("\x1b[31m red " + "x" * 90)
    assert "\x1b" not in refused.value.message.vi
    assert len(refused.value.message.vi) < 200


def test_a_megabyte_is_refused_at_once() -> None:
    before = time.process_time()
    with pytest.raises(NumberRefused):
        read_number("1." * 500_000)
    assert time.process_time() - before < 1


@pytest.mark.parametrize("text", ["trên 5", "5 %", "5 nghìn", "5 đồng"])
def test_a_plain_number_carries_no_word(text: str) -> None:
    with pytest.raises(NumberRefused, match="Only an exact number"):
        read_plain(text)


@pytest.mark.parametrize("text", ["1.5", "1,712"])
def test_a_plain_number_is_never_a_guess(text: str) -> None:
    with pytest.raises(NumberRefused, match="two ways"):
        read_plain(text)


@settings(max_examples=300, deadline=None)
@given(storable)
def test_a_vietnamese_number_that_is_written_is_read_again(value: Fraction) -> None:
    parsed = read_number(format_number(value))
    assert parsed.value == value
    if parsed.ambiguous:
        assert value.denominator != 1 and abs(value) < 1000


@settings(max_examples=300, deadline=None)
@given(storable)
def test_an_english_number_is_read_as_meant_or_asked_about_or_is_a_vietnamese_group(
    value: Fraction,
) -> None:
    text = format_number(value, "en")
    parsed = read_number(text)
    looks_grouped = "," not in text and len(text.partition(".")[2]) == 3
    assert value in (parsed.value, parsed.other) or looks_grouped


@settings(max_examples=100, deadline=None)
@given(storable, st.sampled_from(Bound))
def test_a_bounded_figure_that_is_written_is_read_again(value: Fraction, bound: Bound) -> None:
    parsed = read_number(format_figure(Figure(value, bound)))
    assert (parsed.value, parsed.bound) == (value, bound)


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("0123456789.,-− %đtỷtriệunghìntrên\u00a0e+"), max_size=20))
def test_any_text_is_read_or_refused_with_a_message(text: str) -> None:
    try:
        parsed = read_number(text)
    except NumberRefused as refused:
        assert refused.message.vi and refused.message.en
    else:
        assert (parsed.other is None) == (parsed.ambiguous is None)
