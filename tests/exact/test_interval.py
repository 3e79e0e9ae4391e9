"""Intervals with open ends: sound for every point inside, and as small as they can be."""

from collections.abc import Callable
from fractions import Fraction
from math import floor

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from thidua.core.exact import interval as intervals
from thidua.core.exact.interval import Interval, Sign
from thidua.core.exact.rounding import round_to

small = st.fractions(min_value=-6, max_value=6, max_denominator=4)
ends = st.none() | small


@st.composite
def some_interval(draw: st.DrawFn) -> Interval:
    low, high = draw(ends), draw(ends)
    if low is not None and high is not None and low > high:
        low, high = high, low
    if low is not None and low == high:
        return intervals.point(low)
    low_open, high_open = draw(st.booleans()), draw(st.booleans())
    return Interval(low, high, low is not None and low_open, high is not None and high_open)


@st.composite
def with_a_point(draw: st.DrawFn) -> tuple[Interval, Fraction]:
    one, value = draw(some_interval()), draw(small)
    if not one.holds(value):
        low = value if one.low is None else one.low
        high = value if one.high is None else one.high
        value = low if low == high else (low * 3 + high) / 4
    assume(one.holds(value))
    return one, value


def of(text: str) -> Interval:
    """``"(1, 2]"``; an end left out is infinite."""
    low, high = (part.strip() for part in text[1:-1].split(","))
    return Interval(
        Fraction(low) if low else None,
        Fraction(high) if high else None,
        bool(low) and text[0] == "(",
        bool(high) and text[-1] == ")",
    )


Operation = Callable[[Interval, Interval], Interval]
OPERATIONS: list[tuple[Operation, Callable[[Fraction, Fraction], Fraction]]] = [
    (intervals.add, lambda left, right: left + right),
    (intervals.subtract, lambda left, right: left - right),
    (intervals.multiply, lambda left, right: left * right),
    (lambda left, right: intervals.minimum((left, right)), min),
    (lambda left, right: intervals.maximum((left, right)), max),
]


@settings(max_examples=300, deadline=None)
@given(with_a_point(), with_a_point())
def test_the_result_for_any_points_lies_within(
    left: tuple[Interval, Fraction], right: tuple[Interval, Fraction]
) -> None:
    for operation, on_points in OPERATIONS:
        assert operation(left[0], right[0]).holds(on_points(left[1], right[1]))
    if not right[0].holds(Fraction(0)):
        assert intervals.divide(left[0], right[0]).holds(left[1] / right[1])
    assert intervals.negate(left[0]).holds(-left[1])
    assert intervals.hull((left[0], right[0])).holds(left[1])


@settings(max_examples=300, deadline=None)
@given(with_a_point(), st.integers(0, 1))
def test_rounding_lies_within(one: tuple[Interval, Fraction], places: int) -> None:
    floors = intervals.stepped(one[0], lambda value: Fraction(floor(value)), Fraction(1))
    assert floors.holds(Fraction(floor(one[1])))
    grid = Fraction(1, 2 * 10**places)
    rounded = intervals.stepped(one[0], lambda value: round_to(value, places), grid)
    assert rounded.holds(round_to(one[1], places))


@settings(max_examples=200, deadline=None)
@given(some_interval(), some_interval())
def test_an_end_is_reached_or_approached(left: Interval, right: Interval) -> None:
    """No smaller interval would do: near each end there is a result of points inside."""
    for operation, on_points in OPERATIONS:
        result = operation(left, right)
        reached = [on_points(a, b) for a in _samples(left) for b in _samples(right)]
        if result.low is not None:
            assert any(value - result.low < Fraction(1, 10) for value in reached)
            assert result.low_open or result.low in reached
        if result.high is not None:
            assert any(result.high - value < Fraction(1, 10) for value in reached)
            assert result.high_open or result.high in reached


def _samples(one: Interval) -> list[Fraction]:
    near = Fraction(1, 10**4)
    low = Fraction(-1000) if one.low is None else one.low
    high = Fraction(1000) if one.high is None else one.high
    inside = [low, low + near, Fraction(0), high - near, high]
    return [value for value in inside if one.holds(value)]


@pytest.mark.parametrize(
    ("left", "right", "product"),
    [
        ("(0, 1)", "(5, )", "(0, )"),
        ("[0, 1]", "(5, )", "[0, )"),
        ("(0, 1)", "[0, 2]", "[0, 2)"),
        ("(-1, 1)", "(2, 3)", "(-3, 3)"),
        ("(, -2)", "(, -3)", "(6, )"),
        ("(, 0)", "(3, )", "(, 0)"),
        ("[0, 0]", "(, )", "[0, 0]"),
    ],
)
def test_products(left: str, right: str, product: str) -> None:
    assert intervals.multiply(of(left), of(right)) == of(product)


@pytest.mark.parametrize(
    ("left", "right", "quotient"),
    [
        ("[1, 1]", "(0, )", "(0, )"),
        ("[1, 1]", "(0, 4]", "[0.25, )"),
        ("[1, 1]", "(, 0)", "(, 0)"),
        ("[1, 1]", "[-4, -2)", "(-0.5, -0.25]"),
        ("[3, 6]", "[2, 3]", "[1, 3]"),
    ],
)
def test_quotients(left: str, right: str, quotient: str) -> None:
    assert intervals.divide(of(left), of(right)) == of(quotient)


@pytest.mark.parametrize("divisor", ["[0, 0]", "[0, 1]", "(-1, 1)", "(, )"])
def test_no_quotient_where_the_divisor_may_be_zero(divisor: str) -> None:
    with pytest.raises(ZeroDivisionError):
        intervals.divide(of("[1, 1]"), of(divisor))


@pytest.mark.parametrize(
    ("one", "floors"),
    [
        ("(2, 3)", "[2, 2]"),
        ("[2, 3]", "[2, 3]"),
        ("(2.5, 3]", "[2, 3]"),
        ("(, 3)", "[, 2]"),
        ("(-1, )", "[-1, ]"),
    ],
)
def test_floors(one: str, floors: str) -> None:
    image = intervals.stepped(of(one), lambda value: Fraction(floor(value)), Fraction(1))
    assert image == of(floors)


@pytest.mark.parametrize(
    ("one", "rounded"),
    [
        ("[0.5, 1.5)", "[1, 1]"),
        ("(0.5, 1.5]", "[1, 2]"),
        ("(-0.5, 0.5)", "[0, 0]"),
        ("[-0.5, 0.5]", "[-1, 1]"),
        ("(-1.5, -0.5]", "[-1, -1]"),
        ("[-1.5, -0.5)", "[-2, -1]"),
    ],
)
def test_rounding_half_up_away_from_zero(one: str, rounded: str) -> None:
    image = intervals.stepped(of(one), lambda value: round_to(value, 0), Fraction(1, 2))
    assert image == of(rounded)


@pytest.mark.parametrize(
    ("left", "sign", "right", "holds"),
    [
        ("(5, )", ">", "[5, 5]", True),
        ("(5, )", "<=", "[5, 5]", False),
        ("[5, )", ">", "[5, 5]", None),
        ("[5, )", ">=", "[5, 5]", True),
        ("[5, )", "<", "[5, 5]", False),
        ("(, 5)", "<", "(5, )", True),
        ("(, 5)", "==", "[5, 5]", False),
        ("(, 5]", "==", "[5, 5]", None),
        ("(, 5]", "!=", "[5, 5]", None),
        ("(, 5)", "!=", "[5, 5]", True),
        ("[5, 5]", "==", "[5, 5]", True),
        ("[5, 5]", "!=", "[5, 5]", False),
        ("(1, 3)", "<", "(2, 4)", None),
    ],
)
def test_comparisons(left: str, sign: Sign, right: str, holds: bool | None) -> None:
    assert intervals.compare(of(left), sign, of(right)) is holds


@settings(max_examples=300, deadline=None)
@given(with_a_point(), with_a_point())
def test_a_decided_comparison_is_true_of_every_point(
    left: tuple[Interval, Fraction], right: tuple[Interval, Fraction]
) -> None:
    truth: dict[Sign, bool] = {
        "<": left[1] < right[1],
        "<=": left[1] <= right[1],
        ">": left[1] > right[1],
        ">=": left[1] >= right[1],
        "==": left[1] == right[1],
        "!=": left[1] != right[1],
    }
    for sign, holds in truth.items():
        assert intervals.compare(left[0], sign, right[0]) in (holds, None)


@pytest.mark.parametrize(
    ("left", "right", "common"),
    [
        ("[1, 2)", "[2, 3]", False),
        ("[1, 2]", "[2, 3]", True),
        ("[1, 2]", "(2, 3]", False),
        ("(, )", "(2, 3]", True),
    ],
)
def test_intervals_that_meet(left: str, right: str, common: bool) -> None:
    assert intervals.meet(of(left), of(right)) is common
    assert intervals.meet(of(right), of(left)) is common


@pytest.mark.parametrize(
    ("one", "parts", "whole"),
    [
        ("[1, 4]", ["[1, 2)", "[2, 4]"], True),
        ("[1, 4]", ["[2, 4]", "[1, 2)"], True),
        ("[1, 4]", ["[1, 2)", "(2, 4]"], False),
        ("(1, 4)", ["(, 2]", "(2, )"], True),
        ("[1, 4]", ["(1, 4]"], False),
        ("[1, 4]", ["[1, 4)"], False),
        ("(, )", ["(, 3]", "[0, )"], True),
        ("[1, 4]", [], False),
    ],
)
def test_parts_that_cover(one: str, parts: list[str], whole: bool) -> None:
    assert intervals.covered(of(one), map(of, parts)) is whole


def test_the_words_of_a_bound() -> None:
    assert intervals.over(Fraction(5)) == of("(5, )")
    assert intervals.under(Fraction(5)) == of("(, 5)")
    assert intervals.point(Fraction(5)).point == 5
    assert of("(5, )").point is None
    assert of("(1, 2)").point is None
