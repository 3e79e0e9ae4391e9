"""Three-valued logic, comparisons with bounded figures, lazy branches, ``given``."""

from collections.abc import Callable
from fractions import Fraction
from itertools import product

import pytest

from thidua.core.formula.tree import Compare, Field, Given, LabelKind, Labelled, Name, Number

Read = Callable[..., object]

TRUE, FALSE, UNKNOWN = "1 == 1", "1 == 2", "x > 0"


def told(answer: object) -> bool | None:
    return answer if isinstance(answer, bool) else None


def kleene_and(left: bool | None, right: bool | None) -> bool | None:
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


@pytest.mark.parametrize(("left", "right"), [*product((TRUE, FALSE, UNKNOWN), repeat=2)])
def test_logic_with_an_unknown(read: Read, left: str, right: str) -> None:
    one, other = told(read(left)), told(read(right))
    both = kleene_and(one, other)
    assert told(read(f"{left} and {right}")) is both
    negated = kleene_and(*(None if value is None else not value for value in (one, other)))
    assert told(read(f"{left} or {right}")) is (None if negated is None else not negated)
    assert told(read(f"not {left}")) is (None if one is None else not one)


def test_an_unknown_condition_gives_all_reasons(read: Read) -> None:
    assert read("a > 0 and 1 == 1 and b > 0") == ["missing a", "missing b"]
    assert read("not a > 0") == ["missing a"]
    assert read("1 if a > 0 else 2") == ["missing a"]


def test_the_untaken_branch_is_never_read(read: Read) -> None:
    assert read("0 if t == 0 else a / t", t=0) == 0
    assert read("a / t if t > 0 else 0", t=0) == 0
    assert read("1 if t == 0 or a / t > 1 else 0", t=0) == 1
    assert read("1 if t > 0 and a / t > 1 else 0", t=0) == 0


@pytest.mark.parametrize(
    ("expression", "holds"),
    [
        ("1 < 2", True),
        ("2 < 2", False),
        ("2 <= 2", True),
        ("3 > 2", True),
        ("2 >= 3", False),
        ("2 == 2.0", True),
        ("0.1 + 0.2 == 0.3", True),
        ("2 != 2", False),
        ("1 < 2 <= 2 < 3", True),
        ("1 < 2 < 2", False),
    ],
)
def test_comparison(read: Read, expression: str, holds: bool) -> None:
    assert read(expression) is holds


class TestChains:
    def test_one_false_pair_settles_a_chain_with_an_unknown(self, read: Read) -> None:
        assert read("a < 5 < 4") is False
        assert read("a < 4 < 5") == ["missing a"]

    def test_what_follows_a_false_pair_is_not_read(self, read: Read) -> None:
        assert read("5 < 4 < a") is False


@pytest.mark.parametrize(
    ("expression", "holds"),
    [
        ("a > 23500", True),
        ("a >= 24000", True),
        ("a > 24000", True),
        ("a <= 24000", False),
        ("a == 24000", False),
        ("a != 23000", True),
        ("a != 25000", None),
        ("a == 25000", None),
        ("a > 25000", None),
        ("a <= 25000", None),
        ("a < b", False),
        ("b <= a", True),
        ("a == b", False),
    ],
)
def test_comparison_with_a_bounded_actual(read: Read, expression: str, holds: bool | None) -> None:
    answer = read(expression, a="> 24000", b="< 24000")
    assert answer == (["undecided a"] if holds is None else holds)


def test_the_figures_that_leave_a_comparison_open_are_named(read: Read) -> None:
    answer = read("a + b.previous > b", a="> 1", b="> 2", b_previous="< 5")
    assert answer == ["undecided a", "undecided b.previous", "undecided b"]


def test_a_single_point_left_on_each_side_is_equal(read: Read) -> None:
    assert read("min(a, 1) == max(b, 1)", a="> 1", b="< 1") is True


class TestBoundedTarget:
    """In a direct comparison "dưới 6" is just below 6 and "trên 6" just above."""

    @pytest.mark.parametrize(
        ("value", "under"),
        [
            ("5.99", {"<": True, "<=": True, ">": False, ">=": False, "==": False, "!=": True}),
            ("6", {"<": False, "<=": False, ">": True, ">=": True, "==": False, "!=": True}),
            ("6.01", {"<": False, "<=": False, ">": True, ">=": True, "==": False, "!=": True}),
        ],
    )
    def test_under(self, read: Read, value: str, under: dict[str, bool]) -> None:
        for sign, holds in under.items():
            assert read(f"x {sign} x.target", x=value, x_target="< 6") is holds

    @pytest.mark.parametrize(
        ("value", "over"),
        [
            ("5.99", {"<": True, "<=": True, ">": False, ">=": False, "==": False, "!=": True}),
            ("6", {"<": True, "<=": True, ">": False, ">=": False, "==": False, "!=": True}),
            ("6.01", {"<": False, "<=": False, ">": True, ">=": True, "==": False, "!=": True}),
        ],
    )
    def test_over(self, read: Read, value: str, over: dict[str, bool]) -> None:
        for sign, holds in over.items():
            assert read(f"x {sign} x.target", x=value, x_target="> 6") is holds

    def test_on_the_left(self, read: Read) -> None:
        assert read("x.target >= x", x=6, x_target="< 6") is False
        assert read("x.target < x", x=6, x_target="< 6") is True
        assert read("x.target == x", x=6, x_target="< 6") is False

    def test_on_both_sides(self, read: Read) -> None:
        figures = {"x_target": "< 6", "y_target": "> 6"}
        assert read("x.target == x.target", **figures) is True
        assert read("x.target < y.target", **figures) is True
        assert read("y.target <= x.target", **figures) is False

    def test_in_a_chain_between_figures(self, read: Read) -> None:
        assert read("5 < x.target <= 6", x_target="< 6") is True
        assert read("5 < x.target <= 6", x_target="> 6") is False

    def test_behind_an_input(self, read: Read) -> None:
        target = Labelled(LabelKind.INPUT, "target", Name("x", Field.TARGET))
        node = Compare(("<=",), (Number(Fraction(6)), target))
        assert read(node, x_target="< 6") is False
        assert read(node, x_target=6) is True

    def test_against_a_bounded_actual(self, read: Read) -> None:
        assert read("x <= x.target", x="< 6", x_target="< 6") is True
        assert read("x > x.target", x="> 6", x_target="> 6") is True
        assert read("x <= x.target", x="> 6", x_target="> 6") is False
        assert read("x < x.target", x="> 5", x_target="< 6") == ["undecided x"]

    def test_inside_arithmetic_it_is_the_figure(self, read: Read) -> None:
        assert read("x <= x.target + 0", x=6, x_target="< 6") is True

    def test_near_and_missing_targets_are_unknown(self, read: Read) -> None:
        assert read("x <= x.target", x=6, x_target="~ 6") == ["near x.target"]
        assert read("x <= x.target", x=6) == ["missing x.target"]


class TestGiven:
    def test_every_figure_must_be_there(self, read: Read) -> None:
        assert read("given(a)", a=0) is True
        assert read("given(a)") is False
        assert read("given(a / b.target)", a=1) is False
        assert read("given(a / b.target)", a=1, b_target=0) is True

    def test_a_presumed_zero_is_not_given(self, read: Read) -> None:
        assert read("given(a)", a="? 0") is False
        assert read("a", a="? 0") == 0

    def test_near_counts_as_given(self, read: Read) -> None:
        assert read("given(a)", a="~ 9000") is True

    def test_values_do_not_matter(self, read: Read) -> None:
        assert read("given(1 / a)", a=0) is True
        assert read("given(a > 1)", a=0) is True

    def test_an_expression_without_figures_is_given(self, read: Read) -> None:
        assert read("given(1)") is True

    def test_only_figures_of_the_unit_itself_are_asked_for(self, read: Read) -> None:
        assert read("given(a / highest(b))", a=1) is True

    def test_behind_an_input(self, read: Read) -> None:
        assert read(Given(Labelled(LabelKind.INPUT, "actual", Name("a")))) is False


def test_a_labelled_condition_is_the_condition(read: Read) -> None:
    condition = Labelled(LabelKind.ROW, "a1", Given(Name("a")))
    assert read(condition, a=1) is True
