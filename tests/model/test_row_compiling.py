"""Rows in points: what they earn, deduct and add, by the order that design.md gives."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import pytest

from thidua.core.formula.tree import (
    Arithmetic,
    Call,
    Choose,
    Compare,
    Function,
    LabelKind,
    Labelled,
    Name,
    Number,
)
from thidua.core.model.compiled import CompiledCriterion, CompiledSet
from thidua.core.model.compiling.name_resolution import Known
from thidua.core.model.compiling.rows import RowCompiler

Score = Callable[..., Any]
Compiled = Callable[[str], CompiledSet]
Figures = Mapping[str, int | str]


def number(value: int | str) -> Number:
    return Number(Fraction(value))


def criterion(rows: str, points: int | str = 10, more: str = "") -> str:
    return (
        f'points = {points}\n[[criteria]]\ncode = "c"\npoints = {points}\n{more}\nrows = [{rows}]'
    )


def points(score: Score, body: str, **figures: int | str) -> tuple[Any, ...]:
    found = score(body, figures)
    return (found.full, found.deducted, found.base, found.bonus)


LAND = criterion(
    """
  { code = "a4.1.1", deduct = 1, when = "plots < 100 or cases > 0" },
  { code = "a4.1.2", deduct = "0.5", when = "rate < 98.5" },
  { code = "a4.1.3", deduct = "0.5", per = "late" },
  { code = "a4.2", only_if = "full", one_of = [
      { bonus = 2, when = "rate >= 99 and plan >= 95" },
      { bonus = 1, when = "rate >= 99" } ] },
""",
    '"3.5"',
    "deductions_cap = 2\nfloor = 0",
)


@pytest.mark.parametrize(
    ("figures", "deducted", "bonus"),
    [
        ({}, "0", "2"),
        ({"plan": 94}, "0", "1"),
        ({"rate": "98.7"}, "0", "0"),
        ({"plots": 99}, "1", "0"),
        ({"cases": 1}, "1", "0"),
        ({"rate": 98}, "0.5", "0"),
        ({"late": 1}, "0.5", "0"),
        ({"late": 3, "plots": 99}, "2", "0"),
        ({"late": -3}, "0", "2"),
    ],
)
def test_the_certificates_of_tien_giang(
    score: Score, figures: Figures, deducted: str, bonus: str
) -> None:
    full = {"plots": 100, "cases": 0, "rate": 99, "plan": 95, "late": 0}
    found = points(score, LAND, **(full | dict(figures)))
    taken = Fraction(deducted)
    assert found == (Fraction("3.5"), taken, Fraction("3.5") - taken, Fraction(bonus))


@pytest.mark.parametrize(
    ("more", "base"),
    [("", "0"), ('floor = "none"', "-5"), ("floor = 3", "3"), ("floor = -2", "-2")],
)
def test_deductions_stop_at_the_floor(score: Score, more: str, base: str) -> None:
    found = points(score, criterion("{ deduct = 5, per = 'cases' }", 10, more), cases=3)
    assert found == (10, 15, Fraction(base), 0)


def test_earn_rows_fill_up_to_the_points(score: Score) -> None:
    rows = "{ earn = 4, when = 'rate > 0' }, { earn = 3, per = 'cases', cap = 6 }"
    body = criterion(rows, 8, 'start = "zero"')
    assert points(score, body, rate=1, cases=0) == (4, 0, 4, 0)
    assert points(score, body, rate=0, cases=9) == (6, 0, 6, 0)
    assert points(score, body, rate=1, cases=2) == (8, 0, 8, 0)


def test_deductions_come_after_what_is_earned(score: Score) -> None:
    rows = "{ earn = 20, when = 'rate > 0' }, { deduct = 3, per = 'cases' }"
    assert points(score, criterion(rows, 8, 'start = "zero"'), rate=1, cases=1) == (8, 3, 5, 0)


def test_a_row_has_its_cap_and_all_bonus_rows_have_theirs(score: Score) -> None:
    rows = "{ bonus = 1, per = 'cases', cap = 2 }, { bonus = 3, when = 'rate > 0' }"
    assert points(score, criterion(rows), cases=5, rate=1) == (10, 0, 10, 5)
    capped = criterion(rows, 10, "bonus_cap = 4")
    assert points(score, capped, cases=5, rate=1) == (10, 0, 10, 4)


def test_cases_of_a_row_have_caps_of_their_own(score: Score) -> None:
    rows = """{ cap = 5, one_of = [
      { bonus = 2, per = "cases", cap = 3, when = "rate > 1" },
      { bonus = 9, cap = 7, when = "rate > 0" }, { bonus = 1 } ] }"""
    assert points(score, criterion(rows), rate=2, cases=4)[3] == 3
    assert points(score, criterion(rows), rate=1, cases=4)[3] == 5
    assert points(score, criterion(rows), rate=0, cases=4)[3] == 1


def test_only_if_full_without_deductions_is_always_so(score: Score) -> None:
    assert points(score, criterion("{ bonus = 1, only_if = 'full' }")) == (10, 0, 10, 1)


def test_an_untaken_branch_never_makes_a_row_unknown(score: Score) -> None:
    rows = "{ deduct = 1, per = 'cases', when = 'rate > 0' }"
    assert points(score, criterion(rows), rate=0) == (10, 0, 10, 0)
    assert points(score, criterion(rows), rate=1) == (10, "missing", "missing", 0)


def rows_of(compiled: Compiled, rows: str, more: str = "") -> CompiledCriterion:
    return compiled(criterion(rows, 10, more)).criteria[0]


def test_a_row_is_labelled_by_its_code_or_its_position(compiled: Compiled) -> None:
    item = rows_of(compiled, "{ deduct = 1 }, { gate = 'rate > 0' }, { code = 'x', deduct = 2 }")
    assert [row.node for row in item.rows] == [
        Labelled(LabelKind.ROW, "c#1", number(1)),
        Labelled(LabelKind.ROW, "x", number(2)),
    ]
    assert item.gates[0].condition == Compare((">",), (Name("rate"), number(0)))


def test_no_node_does_nothing(compiled: Compiled) -> None:
    """An explanation is rendered from the tree: a cap that is not there is not in it."""
    plain = rows_of(compiled, "")
    assert plain.full == number(10)
    assert plain.base == Labelled(LabelKind.BASE, "c", number(10))
    assert (plain.deducted, plain.bonus) == (number(0), number(0))
    item = rows_of(compiled, "{ bonus = 1, per = 'cases', when = 'rate > 0', cap = 2 }")
    for_each = Call(Function.MIN, (Call(Function.MAX, (Name("cases"), number(0))), number(2)))
    taken = Choose(Compare((">",), (Name("rate"), number(0))), for_each, number(0))
    row = Labelled(LabelKind.ROW, "c#1", taken)
    assert item.bonus == Labelled(LabelKind.BONUS, "c", row)
    capped = rows_of(compiled, "{ deduct = 3, cap = 5 }, { deduct = 3, cap = 2 }")
    assert [row.node.operand for row in capped.rows if isinstance(row.node, Labelled)] == [
        number(3),
        number(2),
    ]


def test_the_parts_of_a_criterion_are_labelled(compiled: Compiled) -> None:
    item = rows_of(
        compiled,
        "{ code = 'e', earn = 4 }, { code = 'd', deduct = 2, per = 'cases' }",
        'start = "zero"\ndeductions_cap = 3\nfloor = "none"',
    )
    earned = Labelled(LabelKind.EARNED, "c", Labelled(LabelKind.ROW, "e", number(4)))
    each = Arithmetic("*", number(2), Call(Function.MAX, (Name("cases"), number(0))))
    row = Labelled(LabelKind.ROW, "d", each)
    deducted = Labelled(LabelKind.DEDUCTED, "c", Call(Function.MIN, (row, number(3))))
    full = Call(Function.MIN, (Arithmetic("+", number(0), earned), number(10)))
    assert item.full == full and item.deducted == deducted
    assert item.base == Labelled(LabelKind.BASE, "c", Arithmetic("-", full, deducted))
    assert item.inputs == ("cases",)


def test_row_is_the_very_node_of_that_row(compiled: Compiled) -> None:
    item = rows_of(
        compiled,
        "{ bonus = 1, per = \"row('late')\" }, { code = 'late', deduct = 1, per = 'late' }",
    )
    outer = item.rows[0].node
    assert isinstance(outer, Labelled) and isinstance(outer.operand, Call)
    assert outer.operand.arguments[0] is item.rows[1].node


def test_an_expression_may_name_the_rows_that_have_a_code(read: Callable[..., Any]) -> None:
    source = read(criterion("{ code = 'x', deduct = 2 }, { deduct = 1 }, { code = 'y', earn = 1 }"))
    rows = RowCompiler(source, Known({}, {})).scope(source.criteria[0]).rows
    assert list(rows) == ["x", "y"] and len(rows) == 2 and "z" not in rows
    assert rows["x"] == Labelled(LabelKind.ROW, "x", number(2))


def test_rows_read_rows_of_later_criteria(score: Score) -> None:
    body = (
        "points = 10\n[[criteria]]\ncode = 'c'\npoints = 10\n"
        "rows = [{ deduct = 1, per = \"row('other')\" }]\n"
        "[[criteria]]\ncode = 'd'\npoints = 0\n"
        "rows = [{ code = 'other', bonus = 2, per = 'cases' }]"
    )
    assert points(score, body, cases=3) == (10, 6, 4, 0)


PARENT = """
points = 10
[[criteria]]
code = "p"
points = 10
{more}
[[criteria]]
code = "q"
parent = "p"
points = 6
rows = [{{ deduct = 4, per = "cases" }}, {{ bonus = 1, per = "late" }}]
[[criteria]]
code = "r"
parent = "p"
points = 4
{second}
"""


def parent(more: str = "", second: str = "") -> str:
    return PARENT.format(more=more, second=second)


def test_a_parent_is_the_sum_of_its_children(score: Score) -> None:
    assert points(score, parent(), cases=1, late=2) == (10, 4, 6, 2)
    # The floor of a child holds: 8 deducted, 6 lost.
    assert points(score, parent(), cases=2, late=0) == (10, 8, 4, 0)


def test_rows_of_a_parent_come_on_top(score: Score) -> None:
    more = 'rows = [{ deduct = 5, per = "rate" }, { bonus = 3, only_if = "full" }]\nbonus_cap = 4'
    assert points(score, parent(more), cases=0, late=2, rate=0) == (10, 0, 10, 4)
    assert points(score, parent(more), cases=1, late=0, rate=1) == (10, 9, 1, 0)
    assert points(score, parent(more), cases=2, late=0, rate=2) == (10, 18, 0, 0)


def test_a_parents_cap_gives_back_what_the_children_lost_beyond_it(score: Score) -> None:
    assert points(score, parent("deductions_cap = 3"), cases=1, late=0) == (10, 3, 7, 0)
    assert points(score, parent("deductions_cap = 0"), cases=1, late=0) == (10, 0, 10, 0)


def test_children_that_cannot_lose_leave_the_parent_plain(compiled: Compiled) -> None:
    body = (
        "points = 4\n[[criteria]]\ncode = 'p'\npoints = 4\n"
        "[[criteria]]\ncode = 'q'\npoints = 4\nparent = 'p'"
    )
    whole = compiled(body).by_code["p"]
    assert whole.base == Labelled(LabelKind.BASE, "p", whole.full)
    assert whole.full == compiled(body).by_code["q"].base


def test_a_parent_has_a_floor_of_its_own(score: Score) -> None:
    sinking = 'floor = "none"\nrows = [{ deduct = 9, per = "rate" }]'
    both = parent("", sinking)
    assert points(score, both, cases=2, late=0, rate=1)[2] == 0
    assert points(score, parent('floor = "none"', sinking), cases=2, late=0, rate=1)[2] == -5
    no_loss = (
        "points = 0\n[[criteria]]\ncode = 'p'\npoints = 0\nfloor = -1\n[[criteria]]\ncode = 'q'\n"
        "points = 0\nparent = 'p'\nfloor = 'none'\nformula = 'rate'\nbonus_cap = 0\n"
    )
    body = no_loss.replace("points = 0", "points = 1", 1) + "[[criteria]]\ncode = 'z'\npoints = 1"
    assert points(score, body, rate=-7)[2] == -1


def test_a_parent_may_earn_too(score: Score) -> None:
    more = 'rows = [{ earn = 5, when = "rate > 0" }]'
    zero = 'start = "zero"'
    assert points(score, parent(more, zero), cases=1, late=0, rate=1) == (10, 4, 7, 0)
    plain = (
        "points = 9\n[[criteria]]\ncode = 'p'\npoints = 9\nrows = [{ earn = 5 }]\n"
        "[[criteria]]\ncode = 'q'\npoints = 9\nparent = 'p'\nstart = 'zero'"
    )
    assert points(score, plain) == (5, 0, 5, 0)
