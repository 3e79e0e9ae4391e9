"""Band tables, interpolation, upper limits and geometric means, with bounded figures as well."""

from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.core.exact.interval import Interval
from thidua.core.formula.parsing import parse_expression
from thidua.core.formula.reading.quantity import exact_text
from thidua.core.formula.tree import (
    AtMost,
    GeometricMean,
    Interpolate,
    Name,
    Number,
    Step,
    Steps,
)

Read = Callable[..., object]

X = Name("x")


def number(text: str) -> Fraction:
    return Fraction(text)


JUSTICE = Steps(
    X,
    (
        Step(number("1.5"), low=number("95"), low_open=True),
        Step(number("1"), low=number("75"), high=number("95"), high_open=False),
        Step(number("0.5"), low=number("50"), high=number("75")),
        Step(number("0"), high=number("50")),
    ),
)
"""Row VIII.3a of the justice sector's table: "đạt trên 95 %", so that 95 itself is below."""

HOLDERS = Steps(
    X,
    (
        Step(number("5"), low=number("98"), low_open=True),
        Step(number("4"), low=number("97"), high=number("98")),
    ),
)
"""Criterion C1 of Tiền Giang: exactly 98 % is in no step."""


@pytest.mark.parametrize(
    ("share", "points"),
    [
        ("95.01", "1.5"),
        ("95", "1"),
        ("94.99", "1"),
        ("75", "1"),
        ("74.99", "0.5"),
        ("50", "0.5"),
        ("49.99", "0"),
    ],
)
def test_each_edge_belongs_to_one_step(read: Read, share: str, points: str) -> None:
    assert read(JUSTICE, x=share) == Fraction(points)


def test_a_value_in_no_step_is_uncovered_and_told(read: Read) -> None:
    assert read(HOLDERS, x=98) == ["uncovered 98"]
    assert read(HOLDERS, x="96.990") == ["uncovered 96.99"]
    assert read(HOLDERS, x="< 97") == ["uncovered …97"]


def test_a_bounded_value_within_one_step(read: Read) -> None:
    assert read(JUSTICE, x="> 95") == Fraction("1.5")
    assert read(JUSTICE, x="< 50") == 0


def test_a_bounded_value_across_steps_is_undecided(read: Read) -> None:
    assert read(JUSTICE, x="> 94") == ["undecided x"]
    assert read(HOLDERS, x="> 97") == ["undecided x"]


def test_steps_of_equal_points_decide_together_unless_there_is_a_gap(read: Read) -> None:
    one, ten = Fraction(1), Fraction(10)
    touching = Steps(X, (Step(one, low=ten), Step(one, high=ten)))
    apart = Steps(X, (Step(one, low=ten, low_open=True), Step(one, high=ten)))
    assert read(touching, x="> 3") == 1
    assert read(apart, x="> 3") == ["undecided x"]


def test_a_table_of_an_unknown_is_unknown(read: Read) -> None:
    assert read(JUSTICE) == ["missing x"]
    assert read(Interpolate(X, ((Fraction(0), Fraction(0)), (Fraction(1), Fraction(1))))) == [
        "missing x"
    ]


LINE = Interpolate(
    X, ((number("50"), number("0")), (number("100"), number("5")), (number("120"), number("2")))
)


@pytest.mark.parametrize(
    ("value", "points"),
    [("0", "0"), ("50", "0"), ("75", "2.5"), ("100", "5"), ("110", "3.5"), ("130", "2")],
)
def test_straight_lines_clamped_at_both_ends(read: Read, value: str, points: str) -> None:
    assert read(LINE, x=value) == Fraction(points)


@pytest.mark.parametrize(
    ("value", "low", "high", "low_open", "high_open"),
    [
        ("> 75", "2", "5", False, False),
        ("> 110", "2", "3.5", False, True),
        ("< 75", "0", "2.5", False, True),
        ("< 100", "0", "5", False, True),
    ],
)
def test_interpolation_of_a_bounded_value(
    read: Read, value: str, low: str, high: str, low_open: bool, high_open: bool
) -> None:
    image = Interval(Fraction(low), Fraction(high), low_open, high_open)
    assert read(LINE, x=value) == image


def test_interpolation_beyond_the_ends_is_decided(read: Read) -> None:
    assert read(LINE, x="> 120") == 2
    assert read(LINE, x="< 50") == 0


class TestAtMost:
    LIMIT = AtMost(X, Number(Fraction(45)))

    def test_up_to_the_maximum_nothing_changes(self, read: Read) -> None:
        assert read(self.LIMIT, x=45) == 45
        assert read(self.LIMIT, x="< 45") == Interval(None, Fraction(45), False, True)

    def test_above_the_maximum_the_value_is_told(self, read: Read) -> None:
        assert read(self.LIMIT, x="45.50") == ["over-maximum 45.5"]
        assert read(self.LIMIT, x="> 45") == ["over-maximum 45…"]
        assert read(AtMost(Number(Fraction(1, 3)), Number(Fraction(0)))) == ["over-maximum 1/3"]

    def test_possibly_above_is_undecided(self, read: Read) -> None:
        assert read(self.LIMIT, x="> 44") == ["undecided x"]

    def test_unknown_operands(self, read: Read) -> None:
        assert read(AtMost(X, Name("limit"))) == ["missing x", "missing limit"]

    def test_a_value_too_long_to_print_is_told_in_short(self, read: Read) -> None:
        zero = Number(Fraction(0))
        assert read(AtMost(Number(Fraction(10) ** 5000), zero)) == ["over-maximum 2^16609…"]
        assert read(AtMost(Number(-(Fraction(10) ** 5000)), Number(-(Fraction(11) ** 5000)))) == [
            "over-maximum -2^16609…"
        ]
        for exact in (2**128 - 1, Fraction(1, 2**127)):
            written = exact_text(Fraction(exact))
            assert read(AtMost(Number(Fraction(exact)), zero)) == [f"over-maximum {written}"]
        assert read(AtMost(Number(Fraction(2**128)), zero)) == ["over-maximum 2^128…"]
        third = Fraction(10**40, 3 * 10**40 + 1)
        assert read(AtMost(Number(third), zero)) == ["over-maximum 0.3333333333"]
        long = Fraction(2, 3) ** 200 + 1
        assert read(AtMost(Number(long), zero)) == ["over-maximum 1"]


class TestGeometricMean:
    def mean(self, *weights: int, places: int = 4) -> GeometricMean:
        names = tuple(Name(name) for name in "abc"[: len(weights)])
        return GeometricMean(names, weights, places)

    def test_rounded_half_up_at_its_places(self, read: Read) -> None:
        assert read(self.mean(1, 1), a=2, b=8) == 4
        assert read(self.mean(1, 1), a=1, b=2) == Fraction("1.4142")
        assert read(self.mean(1, 1, places=0), a=Fraction(1, 4), b=1) == 1

    def test_weights(self, read: Read) -> None:
        assert read(self.mean(2, 1), a=2, b=2) == 2
        assert read(self.mean(3, 1), a=1, b=16) == 2

    def test_zero_makes_it_zero_and_a_negative_part_unknown(self, read: Read) -> None:
        assert read(self.mean(1, 1), a=0, b=5) == 0
        assert read(self.mean(1, 1), a=4, b="-0.50") == ["negative-mean -0.5"]

    def test_bounded_parts(self, read: Read) -> None:
        assert read(self.mean(1, 1, places=2), a="> 4", b=1) == Interval(Fraction(2), None)
        assert read(self.mean(1, 1), a="< 4", b=1) == ["undecided a"]
        assert read(self.mean(1, 1), a="> 0", b=0) == 0

    def test_an_open_end_stays_open_before_it_is_rounded(self, read: Read) -> None:
        parts = parse_expression("max(a, 0)"), Name("b")
        mean = GeometricMean(parts, (2, 1), 0)
        one = GeometricMean(parts[:1], (1,), 0)
        assert read(one, a="< 2.5") == Interval(Fraction(0), Fraction(2))
        assert read(mean, a="< 2", b=2) == Interval(Fraction(0), Fraction(2))
        assert read(GeometricMean((Name("a"),), (1,), 0), a="> 2.5") == Interval(Fraction(3), None)

    def test_an_unknown_part(self, read: Read) -> None:
        assert read(self.mean(1, 1), a=4) == ["missing b"]

    def test_extravagant_weights_are_not_computed(self, read: Read) -> None:
        assert read(self.mean(10**9, 1), a=4, b=2) == ["too-large"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.fractions(0, 1000, max_denominator=50), min_size=1, max_size=3),
    st.integers(0, 6),
)
def test_a_geometric_mean_is_within_half_a_step(
    read: Read, values: list[Fraction], places: int
) -> None:
    names = "abc"[: len(values)]
    node = GeometricMean(tuple(map(Name, names)), (1,) * len(values), places)
    mean = read(node, **dict(zip(names, values, strict=True)))
    assert isinstance(mean, Fraction)
    product = Fraction(1)
    for value in values:
        product *= value
    half = Fraction(1, 2 * 10**places)
    assert max(mean - half, Fraction(0)) ** len(values) <= product < (mean + half) ** len(values)
