"""Numbers, figures and bounds in arithmetic; functions of the language."""

from collections.abc import Callable
from fractions import Fraction

import pytest

from thidua.core.exact.interval import Interval
from thidua.core.formula.tree import Arithmetic, Child, Judgement, LabelKind, Labelled, Name, Node

Read = Callable[..., object]


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("10 - 4 - 3", "3"),
        ("12 / 4 / 3", "1"),
        ("-a + 0.1", "-1.9"),
        ("0.1 + 0.2", "0.3"),
        ("a / 3", "2/3"),
        ("min(a, 1, 3)", "1"),
        ("max(a, 1, 3)", "3"),
        ("floor(-0.5)", "-1"),
        ("round(2.675, 2)", "2.68"),
        ("round(-0.5, 0)", "-1"),
        ("power(8, 2, 3, 0)", "4"),
        ("power(a, 1, 2, 4)", "1.4142"),
        ("power(a, -1, 1, 3)", "0.5"),
        ("1 if a > 1 else 0", "1"),
        ("points * 0.5", "5"),
        ("days_late(a)", "0"),
    ],
)
def test_arithmetic_is_exact(read: Read, expression: str, value: str) -> None:
    assert read(expression, a=2, a_target=5) == Fraction(value)


def test_days_late_counts_days_after_the_target(read: Read) -> None:
    assert read("days_late(report)", report=20_003, report_target=20_000) == 3


def test_each_field_is_a_figure_of_its_own(read: Read) -> None:
    figures = {"a": 1, "a_target": 2, "a_baseline": 3, "a_previous": 4}
    expression = "a + 10 * a.target + 100 * a.baseline + 1000 * a.previous"
    assert read(expression, **figures) == 4321


def test_a_missing_figure_is_named_and_never_zero(read: Read) -> None:
    assert read("0 * a + b.target") == ["missing a", "missing b.target"]


def test_each_reason_stands_once_in_the_order_met(read: Read) -> None:
    assert read("b + a + b + 1 / 0") == ["missing b", "missing a", "divided-by-zero"]
    assert read("max(b, -b, a)") == ["missing b", "missing a"]


def test_division_by_a_known_zero(read: Read) -> None:
    assert read("1 / (a - a)", a=5) == ["divided-by-zero"]
    assert read("a / 0", a="> 5") == ["divided-by-zero"]


def test_a_judged_criterion_and_a_child_are_unknown_until_they_have_points(read: Read) -> None:
    assert read(Judgement("c1", Fraction(0), Fraction(5))) == ["not-judged c1"]
    assert read(Child("A1")) == ["missing A1"]


def test_a_label_changes_nothing(read: Read) -> None:
    assert read(Labelled(LabelKind.INPUT, "actual", Name("a")), a=7) == 7


def test_no_real_power(read: Read) -> None:
    assert read("power(a, 1, 2, 2)", a=-4) == ["not-real -4"]
    assert read("power(a, -1, 2, 2)", a=0) == ["not-real 0"]
    assert read("power(a, 1, 2, 2)", a="< -4") == ["not-real …-4"]


def test_numbers_that_outgrow_the_machine_are_unknown(read: Read) -> None:
    tower = "a"
    for _ in range(5):
        tower = f"power({tower}, 12, 1, 0)"
    assert read(tower, a=10**9) == ["too-large"]
    assert read(tower, a=f"> {10**9}") == ["too-large"]


class TestBounds:
    """trên and dưới are open intervals; a cell is decided when one point is left."""

    def test_over_a_target_it_already_exceeds(self, read: Read) -> None:
        assert read("points * min(a / t, 1)", a="> 24000", t=23500) == 10

    def test_what_stays_open_is_an_interval(self, read: Read) -> None:
        assert read("a / t", a="> 24000", t=20000) == Interval(Fraction("1.2"), None, True)
        assert read("-a", a="< 6") == Interval(Fraction(-6), None, True)
        assert read("a + 1", a="< 6") == Interval(None, Fraction(7), False, True)

    def test_each_occurrence_moves_on_its_own(self, read: Read) -> None:
        assert read("a - a", a="> 3") == Interval(None, None)

    def test_baseline_and_previous_are_intervals_too(self, read: Read) -> None:
        assert read("a.baseline", a_baseline="> 3") == Interval(Fraction(3), None, True)
        assert read("a.previous", a_previous="< 3") == Interval(None, Fraction(3), False, True)

    def test_a_target_in_arithmetic_is_its_figure(self, read: Read) -> None:
        assert read("a / a.target", a=3, a_target="> 6") == Fraction(1, 2)

    def test_near_is_not_scored(self, read: Read) -> None:
        assert read("a + a.target", a="~ 9000", a_target="~ 1") == ["near a", "near a.target"]

    def test_zero_times_an_open_figure_is_zero(self, read: Read) -> None:
        assert read("0 * a", a="> 3") == 0

    def test_division_by_what_may_be_zero_names_the_figure(self, read: Read) -> None:
        assert read("1 / a", a="> -1") == ["undecided a"]
        assert read("1 / a", a="> 0") == Interval(Fraction(0), None, True)

    def test_min_and_max(self, read: Read) -> None:
        assert read("min(a, b)", a="> 3", b="< 4") == Interval(None, Fraction(4), False, True)
        assert read("max(a, 2)", a="> 3") == Interval(Fraction(3), None, True)

    @pytest.mark.parametrize(
        ("expression", "a", "rounded"),
        [
            ("floor(a)", "> 0.5", Interval(Fraction(0), None)),
            ("round(a, 0)", "> 1.2", Interval(Fraction(1), None)),
            ("round(a, 0)", "> 1.5", Interval(Fraction(2), None)),
            ("round(a, 0)", "< 1.8", Interval(None, Fraction(2))),
            ("round(a, 0)", "< 1.5", Interval(None, Fraction(1))),
            ("round(a, 0)", "> 2.4", Interval(Fraction(2), None)),
            ("round(a, 1)", "> 0.24", Interval(Fraction("0.2"), None)),
            ("round(a, 1)", "> 1.21", Interval(Fraction("1.2"), None)),
            ("round(a, 1)", "< 1.28", Interval(None, Fraction("1.3"))),
            ("round(a, 2)", "> 1.231", Interval(Fraction("1.23"), None)),
        ],
    )
    def test_a_bounded_value_is_rounded_as_its_nearest_numbers_are(
        self, read: Read, expression: str, a: str, rounded: Interval
    ) -> None:
        assert read(expression, a=a) == rounded

    def test_rounding_at_an_open_end_that_is_a_step(self, read: Read) -> None:
        assert read("max(floor(a), 2)", a="< 3") == 2
        assert read("min(floor(a), 3)", a="> 3") == 3
        assert read("max(round(a, 0), 2)", a="< 2.5") == 2
        assert read("min(round(a, 1), -0.2)", a="> -0.25") == Fraction("-0.2")

    def test_power(self, read: Read) -> None:
        assert read("power(a, 1, 2, 1)", a="> 4") == Interval(Fraction(2), None)
        assert read("power(a, 1, 2, 1)", a="> -4") == ["undecided a"]
        assert read("min(power(a, 0, 1, 0), 5)", a="> 4") == 1

    def test_reasons_of_unknown_operands_come_before_intervals(self, read: Read) -> None:
        assert read("a + b", a="> 3") == ["missing b"]

    def test_an_unknown_may_be_negated(self, read: Read) -> None:
        assert read("-a") == ["missing a"]


def test_a_chain_of_products_is_stopped(read: Read) -> None:
    product: Node = Name("a")
    for _ in range(20):
        product = Arithmetic("*", product, product)
    assert read(product, a=10**30) == ["too-large"]
    assert read(product, a=f"> {10**30}") == ["too-large"]
