"""Figures brought to the unit in which their indicator is measured."""

from fractions import Fraction

import pytest

from thidua.core.exact.figure import Bound
from thidua.core.text.measures import Measure, conversion, in_unit, measure_of, read_figure
from thidua.core.text.numbers import NumberRefused, NumberUnit, read_number


@pytest.mark.parametrize(
    ("unit", "measure"),
    [
        ("tỷ đồng", Measure(10**9, NumberUnit.VND, "", "")),
        ("Triệu đồng/hộ", Measure(10**6, NumberUnit.VND, "", "/hộ")),
        ("nghìn đồng/hộ/tháng", Measure(1000, NumberUnit.VND, "", "/hộ/tháng")),
        ("đồng", Measure(1, NumberUnit.VND, "", "")),
        ("triệu USD", Measure(10**6, NumberUnit.USD, "", "")),
        ("%", Measure(1, NumberUnit.PERCENT, "", "")),
        ("% hộ dân", Measure(1, NumberUnit.PERCENT, "", "")),
        ("điểm phần trăm/năm", Measure(1, NumberUnit.PERCENT, "", "/năm")),
        ("người", Measure(1, None, "người", "")),
        ("lượt lao động", Measure(1, None, "lượt lao động", "")),
        ("nghìn tấn", Measure(1000, None, "tấn", "")),
        ("nghìn", Measure(1000, None, "", "")),
    ],
)
def test_a_unit_of_measure_is_taken_apart(unit: str, measure: Measure) -> None:
    assert measure_of(unit) == measure


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("6,4 tỷ đồng", "tỷ đồng", "6.4"),
        ("6,4 tỷ", "tỷ đồng", "6.4"),
        ("6,4", "tỷ đồng", "6.4"),
        ("214 triệu đồng", "tỷ đồng", "0.214"),
        ("133,998 tỷ đồng", "tỷ đồng", "133.998"),
        ("2.039 triệu đồng", "triệu đồng", "2039"),
        ("50 triệu/căn", "triệu đồng/căn", "50"),
        ("55,4 nghìn đồng/hộ/tháng", "nghìn đồng/hộ/tháng", "55.4"),
        ("500.000 đồng", "nghìn đồng", "500"),
        ("24.000 người", "người", "24000"),
        ("500 nghìn", "người", "500000"),
        ("500 nghìn người", "người", "500000"),
        ("1,2 triệu tấn", "nghìn tấn", "1200"),
        ("420 triệu USD", "triệu USD", "420"),
        ("5,12 %", "%", "5.12"),
        ("5,12", "%", "5.12"),
    ],
)
def test_a_figure_is_counted_in_the_unit_of_its_indicator(text: str, unit: str, value: str) -> None:
    parsed = read_figure(text, unit)
    assert parsed.value == Fraction(value)
    assert parsed.ambiguous is None


def test_the_bound_stays() -> None:
    parsed = read_figure("trên 41,1 tỷ đồng", "tỷ đồng")
    assert (parsed.value, parsed.bound) == (Fraction("41.1"), Bound.OVER)


@pytest.mark.parametrize("text", ["98.765", "trên 98.765", "-98.765", "98.765 %"])
def test_the_dot_of_a_percentage_is_doubtful_with_its_sign_or_without(text: str) -> None:
    parsed = read_figure(text, "%")
    assert parsed.ambiguous is not None
    assert parsed.other is not None and abs(parsed.other) == Fraction("98.765")
    assert read_figure("98.765", "người").ambiguous is None


def test_a_bare_number_is_in_the_unit_already() -> None:
    once = in_unit(read_number("214 triệu đồng"), "tỷ đồng")
    assert in_unit(once, "tỷ đồng") == once


def test_an_ambiguous_amount_stays_ambiguous_in_both_readings() -> None:
    parsed = read_figure("1.7 tỷ", "triệu đồng")
    assert (parsed.value, parsed.other) == (Fraction(1700), Fraction(17000))
    assert parsed.ambiguous is not None


@pytest.mark.parametrize(
    ("text", "unit", "given"),
    [
        ("5 %", "người", "%"),
        ("5 %", "tỷ đồng", "%"),
        ("6 tỷ đồng", "người", "đồng"),
        ("6 triệu USD", "tỷ đồng", "USD"),
        ("6 tỷ đồng", "triệu USD", "đồng"),
        ("5 nghìn", "%", "nghìn, triệu, tỷ"),
    ],
)
def test_a_figure_in_another_unit_is_refused(text: str, unit: str, given: str) -> None:
    with pytest.raises(NumberRefused) as refused:
        read_figure(text, unit)
    assert f'tính bằng "{unit}", nhưng số liệu ghi theo {given}.' in refused.value.message.vi
    assert f"given in {given}." in refused.value.message.en


@pytest.mark.parametrize("text", ["1,2345 đồng", "1.2345 đồng"])
def test_digits_that_a_record_cannot_hold_are_refused(text: str) -> None:
    with pytest.raises(NumberRefused, match="too many digits"):
        read_figure(text, "tỷ đồng")


def test_another_noun_than_the_indicators_is_refused() -> None:
    with pytest.raises(NumberRefused, match="con"):
        read_figure("12 con", "người")


def test_a_megabyte_is_refused_before_it_is_looked_at() -> None:
    with pytest.raises(NumberRefused, match="1000000 characters"):
        read_figure("9" * 1_000_000, "người")


@pytest.mark.parametrize(
    ("stated", "own", "factor"),
    [
        ("triệu đồng", "tỷ đồng", Fraction(1, 1000)),
        ("tỷ đồng/năm", "triệu đồng/năm", Fraction(1000)),
        ("lượt lao động", "người (lượt lao động)", Fraction(1)),
        ("người", "người (lượt lao động)", Fraction(1)),
        ("điểm phần trăm", "%", Fraction(1)),
    ],
)
def test_a_stated_unit_is_counted_in_the_own_one(stated: str, own: str, factor: Fraction) -> None:
    assert conversion(stated, own) == factor


@pytest.mark.parametrize(
    ("stated", "own"),
    [("người", "hộ"), ("triệu đồng", "người"), ("tỷ đồng", "tỷ đồng/năm"), ("%", "người")],
)
def test_units_of_different_things_are_not_compared(stated: str, own: str) -> None:
    with pytest.raises(NumberRefused) as refused:
        conversion(stated, own)
    assert f'tính bằng "{own}"' in refused.value.message.vi
