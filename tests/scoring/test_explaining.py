"""Why a member has its points, and why one stands above another."""

from collections.abc import Callable
from fractions import Fraction

import pytest

from thidua.core.model.criteria import TieKey, TieKeyKind
from thidua.core.scoring.comparing import Difference, compare
from thidua.core.scoring.explaining import explain_cell, explain_member
from thidua.core.scoring.results import ClusterScore
from thidua.core.scoring.tally import Level, LineKind

Play = Callable[..., ClusterScore]

TABLE = """
points = 30
bonus_cap = 2
rounding = { criterion = 1 }
criteria = [
  { code = "A", points = 10, formula = "a", bonus_cap = "none" },
  { code = "B", points = 10, formula = "points * b / highest(b)" },
  { code = "P", points = 10 },
  { code = "P1", points = 6, parent = "P", formula = "c" },
  { code = "P2", points = 4, parent = "P", start = "full" },
]
"""
UNITS = {"u": "a=14 b=2 c=3", "v": "a=7.26 b=4 c=6", "w": "a=1 c=1"}


def test_every_counted_criterion_is_explained_in_the_order_of_the_set(play: Play) -> None:
    score = play(TABLE, UNITS)
    items = explain_member(score, score.by_unit["u"])
    assert [item.cell.criterion for item in items] == ["A", "B", "P"]
    assert [item.compiled.criterion.code for item in items] == ["A", "B", "P"]
    assert all(item.base is not None and item.bonus is not None for item in items)


def test_criteria_are_explained_section_by_section_wherever_the_file_has_them(play: Play) -> None:
    table = """
    points = 30
    sections = [
      { code = "I", points = 15 },
      { code = "II", points = 15 },
    ]
    criteria = [
      { code = "A", points = 10, section = "I", formula = "a" },
      { code = "C", points = 15, section = "II", formula = "b" },
      { code = "B", points = 5, section = "I", formula = "c" },
    ]
    """
    score = play(table, {"u": "a=1 b=2 c=3"})
    items = explain_member(score, score.by_unit["u"])
    assert [item.cell.criterion for item in items] == ["A", "B", "C"]


def test_the_lines_of_the_criteria_and_those_of_the_whole_make_the_total(play: Play) -> None:
    score = play(TABLE, UNITS)
    row = score.by_unit["u"]
    total = row.total
    assert total is not None and total.tally is not None
    own = [line for item in explain_member(score, row) for line in item.lines]
    rest = [line for line in total.tally.lines if line.level is not Level.CRITERION]
    assert [(line.kind, line.points) for line in rest] == [(LineKind.BONUS_CAP, Fraction(-2))]
    assert sum(line.points for line in (*own, *rest)) == row.points == 14 + 5 + 7 - 2


def test_an_unknown_criterion_is_traced_too_and_has_no_lines(play: Play) -> None:
    score = play(TABLE, UNITS)
    item = explain_cell(score, score.by_unit["w"], "B")
    assert item is not None and item.base is not None
    assert item.cell.points is None
    assert item.lines == ()


def test_what_was_judged_whole_or_does_not_apply_has_no_trace(play: Play) -> None:
    score = play(TABLE, UNITS, judged={"u": "A=5"}, not_applicable={"u": "B"})
    for criterion in ("A", "B"):
        item = explain_cell(score, score.by_unit["u"], criterion)
        assert item is not None
        assert item.base is None and item.bonus is None


def test_a_criterion_that_no_part_has_and_an_excluded_member_are_not_explained(
    play: Play,
) -> None:
    score = play(TABLE, UNITS, standings={"w": "excluded"})
    assert explain_cell(score, score.by_unit["u"], "nowhere") is None
    assert explain_cell(score, score.by_unit["w"], "A") is None
    assert explain_member(score, score.by_unit["w"]) == ()


# Compare


def test_differences_stand_by_size_and_sum_to_the_gap(play: Play) -> None:
    found = compare(play(TABLE, UNITS), "u", "v")
    assert found is not None
    assert (found.first.member.unit, found.second.member.unit) == ("u", "v")
    assert [(one.kind, one.code, one.gap) for one in found.differences] == [
        (LineKind.CRITERION, "A", 14 - Fraction("7.26")),
        (LineKind.CRITERION, "B", -5),
        (LineKind.CRITERION, "P", -3),
        (LineKind.BONUS_CAP, "", -2),
        (LineKind.ROUNDING, "A", Fraction("-0.04")),
    ]
    assert found.gap == 24 - Fraction("27.3")
    assert found.decided_by is None


def test_a_line_that_only_one_of_them_has_stands_against_nothing(play: Play) -> None:
    found = compare(play(TABLE, UNITS), "v", "u")
    assert found is not None
    cap = Difference("table", "table", LineKind.BONUS_CAP, Level.SET, "", Fraction(0), Fraction(-2))
    assert cap in found.differences
    assert cap.gap == 2


def test_criteria_of_one_code_in_two_sectors_sets_are_two_lines(play: Play) -> None:
    trade = 'code = "trade"\npoints = 10\ncriteria = [ { code = "A", points = 10, formula = "a" } ]'
    labour = trade.replace("trade", "labour")
    scheme = """
        [[parts]]
        code = "own"
        weight = 10
        by_sector = { t = "trade", l = "labour" }
    """
    score = play(
        trade, {"u": "a=5", "v": "a=4"}, more=(labour,), scheme=scheme, sectors={"u": "t", "v": "l"}
    )
    found = compare(score, "u", "v")
    assert found is not None
    assert [(one.criteria, one.gap) for one in found.differences] == [
        ("trade", Fraction(5)),
        ("labour", Fraction(-4)),
    ]
    assert found.gap == 1


@pytest.mark.parametrize("other", ["w", "out"])
def test_there_is_no_comparison_with_a_member_without_a_total(play: Play, other: str) -> None:
    score = play(TABLE, {**UNITS, "out": "a=1 b=1 c=1"}, standings={"out": "excluded"})
    assert compare(score, "u", other) is None
    assert compare(score, other, "u") is None


TIED = """
points = 10
tie_breakers = ["indicator:p", "indicator:q"]
criteria = [ { code = "A", points = 10, formula = "a" } ]
"""


def test_the_key_that_parted_two_of_equal_totals_is_named(play: Play) -> None:
    score = play(
        TIED,
        {"a": "a=5 p=9 q=0", "b": "a=5 p=1 q=3", "c": "a=5 p=1 q=2", "d": "a=5 p=1 q=2"},
    )
    keys = {
        pair: compare(score, *pair) for pair in (("a", "b"), ("d", "a"), ("b", "c"), ("c", "d"))
    }
    assert {pair: found and found.decided_by for pair, found in keys.items()} == {
        ("a", "b"): TieKey(TieKeyKind.INDICATOR, "p"),
        ("d", "a"): TieKey(TieKeyKind.INDICATOR, "p"),
        ("b", "c"): TieKey(TieKeyKind.INDICATOR, "q"),
        ("c", "d"): None,
    }
    assert all(found is not None and found.gap == 0 for found in keys.values())
    assert all(found is not None and found.differences == () for found in keys.values())
