"""Whether one member may come before another for some value of an input between two."""

from collections.abc import Callable, Mapping
from fractions import Fraction

import pytest

from thidua.core.scoring.margin.inputs import Lever
from thidua.core.scoring.margin.standing import Moving, what_is_read
from thidua.core.scoring.results import ClusterScore

Play = Callable[..., ClusterScore]

TABLE = """
points = 20
tie_breakers = ["indicator:c"]
criteria = [
  { code = "A", points = 10, %s },
  { code = "B", points = 10, formula = "b" },
]
"""
PLAIN = 'formula = "a"'
UNITS = {"u": "a=5 b=3 c=2", "v": "a=2 b=3 c=1"}


def may_come(
    score: ClusterScore, first: str, second: str, low: int, high: int, lever: Lever | None = None
) -> bool:
    """While ``a`` of ``v`` lies between two values, unless another input is named."""
    moved = lever or Lever("v", "a")
    entries = moved.put(score.case.entries, Fraction(low))
    moving = Moving(score, moved, entries, what_is_read(score))
    return moving.comes_before(first, second, moving.stretch(Fraction(low), Fraction(high)))


@pytest.mark.parametrize(
    ("first", "second", "low", "high", "may"),
    [
        ("v", "u", 0, 4, False),
        # level at 5, where the tie key puts u before v
        ("v", "u", 0, 5, False),
        ("v", "u", 0, 6, True),
        ("u", "v", 5, 8, True),
        ("u", "v", 6, 8, False),
    ],
)
def test_the_best_of_one_against_the_worst_of_the_other(
    play: Play, first: str, second: str, low: int, high: int, may: bool
) -> None:
    assert may_come(play(TABLE % PLAIN, UNITS), first, second, low, high) is may


@pytest.mark.parametrize(
    "rules",
    [
        'formula = "a", rows = [ { gate = "a > 3" } ]',
        'formula = "a", rows = [ { gate = "a > 3 and d > 0" } ]',
        'formula = "a if a < 4 else d"',
    ],
)
def test_a_member_without_a_rank_on_the_whole_stretch_comes_before_nobody(
    play: Play, rules: str
) -> None:
    score = play(TABLE % rules, {**UNITS, "u": "a=1 b=3 c=2"})
    assert not may_come(score, "v", "u", 6, 9)
    assert not may_come(score, "u", "v", 6, 9)
    assert may_come(score, "v", "u", 2, 9)
    assert may_come(score, "v", "u", 2, 3)


def test_the_gate_of_another_member_is_left_as_it_is(play: Play) -> None:
    rules = 'formula = "a", rows = [ { gate = "a < 1" } ]'
    assert may_come(play(TABLE % rules, UNITS), "u", "v", 0, 3)
    assert not may_come(play(TABLE % rules, UNITS), "u", "v", 0, 0)


def test_a_criterion_that_does_not_apply_does_not_move(play: Play) -> None:
    table = """
        points = 20
        criteria = [
          { code = "A", points = 10, formula = "a + d" },
          { code = "B", points = 10, formula = "a" },
        ]
    """
    score = play(table, {"u": "a=5", "v": "a=2"}, not_applicable={"u": "A", "v": "A"})
    assert may_come(score, "v", "u", 2, 6)
    assert not may_come(score, "v", "u", 2, 4)


@pytest.mark.parametrize(("high", "may"), [(4, False), (6, True)])
def test_points_judged_as_a_whole_move_for_their_own_member_only(
    play: Play, high: int, may: bool
) -> None:
    judged: Mapping[str, str] = {"u": "A=5 B=1", "v": "A=2 B=1"}
    score = play(TABLE % PLAIN, UNITS, judged=judged)
    lever = Lever("v", judged="A")
    assert may_come(score, "v", "u", 0, high, lever) is may
    assert may_come(score, "u", "v", 5, 9, lever)
    assert not may_come(score, "u", "v", 6, 9, lever)


def test_a_criterion_that_compares_members_moves_for_all_of_them(play: Play) -> None:
    score = play(TABLE % 'formula = "10 * a / highest(a)"', UNITS)
    # u has 5/6 of the points where v has all
    assert may_come(score, "v", "u", 2, 6)
    assert not may_come(score, "u", "v", 6, 6)


@pytest.mark.parametrize(
    ("combine", "may"),
    [("", False), ("combine = \"10 - child('A')\"", True), ("combine = \"child('A')\"", True)],
)
def test_an_expression_in_any_section_may_do_anything_with_points(
    play: Play, combine: str, may: bool
) -> None:
    table = f"""
        points = 10
        [[sections]]
        code = "S"
        points = 10
        [[sections]]
        code = "T"
        parent = "S"
        points = 10
        {combine}
        [[criteria]]
        code = "A"
        section = "T"
        points = 10
        formula = "a"
    """
    score = play(table, {"u": "a=5", "v": "a=5"})
    assert may_come(score, "v", "u", 1, 4) is may
