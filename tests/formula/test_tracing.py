"""What was read, and how a value came about."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from thidua.core.exact.figure import Bound
from thidua.core.exact.interval import Interval, point
from thidua.core.formula.evaluation import Known, Reading, Trace, Unknown, decided
from thidua.core.formula.parsing import parse_expression
from thidua.core.formula.tree import Arithmetic, Compare, Name, Node, Number
from thidua.core.formula.writing import write_expression

MakeMember = Callable[..., Any]


@pytest.fixture
def outline(member: MakeMember) -> Callable[..., object]:
    """The trace of an expression as nested (text, value, children)."""

    def told(trace: Trace) -> object:
        match trace.value:
            case Known() as known:
                value: object = known.point
            case Unknown():
                value = None
            case truth:
                value = truth
        below = [told(child) for child in trace.children]
        return (write_expression(trace.node), value, *below)

    def of(expression: str, **figures: object) -> object:
        reading = Reading(member(**figures), trace=True)
        return told(reading.trace_of(parse_expression(expression)))

    return of


def test_every_node_with_its_value(outline: Callable[..., object]) -> None:
    assert outline("a * 2", a=3) == ("a * 2", 6, ("a", 3), ("2", 2))


def test_only_the_taken_branch(outline: Callable[..., object]) -> None:
    condition = ("a > 1", True, ("a", 3), ("1", 1))
    assert outline("5 if a > 1 else b", a=3)[1:] == (5, condition, ("5", 5))  # type: ignore[index]
    assert outline("b if a <= 1 else 6", a=3)[3] == ("6", 6)  # type: ignore[index]


def test_no_branch_where_the_condition_is_unknown(outline: Callable[..., object]) -> None:
    condition = ("a > 1", None, ("a", None), ("1", 1))
    assert outline("5 if a > 1 else b") == ("5 if a > 1 else b", None, condition)


@pytest.mark.parametrize(
    ("expression", "value", "read"),
    [
        ("1 > 2 and a > 0", False, ["1 > 2"]),
        ("2 > 1 and 3 > 1", True, ["2 > 1", "3 > 1"]),
        ("2 > 1 or a > 0", True, ["2 > 1"]),
        ("1 > 2 or 2 > 3", False, ["1 > 2", "2 > 3"]),
        ("5 < 4 < a", False, ["5", "4"]),
        ("4 < 5 < 6", True, ["4", "5", "6"]),
        ("given(a)", False, []),
        ("not 1 > 2", True, ["1 > 2"]),
    ],
)
def test_conditions_as_far_as_they_were_read(
    outline: Callable[..., Any], expression: str, value: bool, read: list[str]
) -> None:
    _, answer, *below = outline(expression)
    assert (answer, [child[0] for child in below]) == (value, read)


def test_a_figure_comes_with_its_bound(member: MakeMember) -> None:
    reading = Reading(member(a_target="< 6"), trace=True)
    trace = reading.trace_of(parse_expression("a.target"))
    assert trace.figure is not None
    assert trace.figure.bound is Bound.UNDER


def test_an_aggregate_shows_every_member_that_counts_or_is_left_out(member: MakeMember) -> None:
    peers = [member("u2", a=4), member("u1", a=9), member("u3"), member("u4", a=-1)]
    reading = Reading(peers[0], peers, trace=True)
    trace = reading.trace_of(parse_expression("highest(a, where = not a < 0)"))
    values = [(child.unit, getattr(child.value, "point", None)) for child in trace.children]
    assert values == [("u1", 9), ("u2", 4), ("u3", None)]


def test_shared_nodes_share_their_trace(member: MakeMember) -> None:
    node: Node = Name("a")
    for _ in range(60):
        node = Arithmetic("-", node, node)
    trace = Reading(member(a=3), trace=True).trace_of(node)
    assert trace.children[0] is trace.children[1]


def test_a_reading_made_without_trace_has_none(member: MakeMember) -> None:
    with pytest.raises(ValueError, match=r"^this reading keeps no trace$"):
        Reading(member()).trace_of(Number(Fraction(1)))


def test_the_names_on_the_taken_branches_are_told(member: MakeMember) -> None:
    reading = Reading(member(a=1, b=2, d=3))
    reading.number(parse_expression("a if given(d) else c"))
    reading.truth(parse_expression("b > 1 or e > 1"))
    assert {name.indicator for name in reading.reads} == {"a", "b", "d"}


def test_nodes_made_for_one_reading_are_not_mixed_up(member: MakeMember) -> None:
    reading = Reading(member(a=1))
    numbers = [Fraction(value) for value in range(100)]
    values = [reading.number(Number(number)) for number in numbers]
    assert [decided(value) for value in values] == numbers


def test_conditions_made_for_one_reading_are_not_mixed_up(member: MakeMember) -> None:
    reading = Reading(member(a=50), trace=True)
    pairs = [(Name("a"), Number(Fraction(number))) for number in range(100)]
    found = [reading.truth(Compare((">",), pair)) for pair in pairs]
    assert found == [True] * 50 + [False] * 50
    sums = (reading.trace_of(parse_expression(f"a + {number}")) for number in range(100))
    values = [trace.value for trace in sums]
    assert values == [Known(point(Fraction(50 + number))) for number in range(100)]


def test_the_operand_of_an_aggregate_is_traced_for_each_member(member: MakeMember) -> None:
    peers = [member(unit, a=number) for number, unit in enumerate("uvw")]
    node = parse_expression("highest(a + 1)")
    trace = Reading(peers[0], peers, trace=True).trace_of(node)
    assert [(write_expression(one.node), one.unit) for one in trace.children] == [
        ("a + 1", "u"),
        ("a + 1", "v"),
        ("a + 1", "w"),
    ]


@pytest.mark.parametrize(
    ("expression", "named"),
    [("-a", [""]), ("highest(a)", [""]), ("-highest(b)", ["v"]), ("min(a, 2)", []), ("0 * a", [])],
)
def test_the_figures_that_leave_a_value_open_come_with_it(
    member: MakeMember, expression: str, named: list[str]
) -> None:
    """Those of the unit itself without a unit; none where one number is left."""
    peers = [member("u", a="> 3", b=9), member("v", a=1, b="> 4")]
    value = Reading(peers[0], peers).number(parse_expression(expression))
    assert isinstance(value, Known)
    assert [source.unit for source in value.sources] == named


def test_decided_is_one_number_or_why_not() -> None:
    unknown = Unknown(())
    assert decided(unknown) is unknown
    assert decided(Known(Interval(Fraction(1), Fraction(1)))) == 1
    answer = decided(Known(Interval(Fraction(1), Fraction(2))))
    assert isinstance(answer, Unknown)
    assert [reason.kind for reason in answer.reasons] == ["undecided"]
