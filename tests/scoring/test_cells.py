"""One criterion of one member: three numbers, or the reasons why not."""

from collections.abc import Callable
from fractions import Fraction

import pytest

from thidua.core.exact.reason import Reason, ReasonKind
from thidua.core.formula.evaluation import LeftOut
from thidua.core.formula.tree import Name
from thidua.core.scoring.cells import Cell, Points
from thidua.core.scoring.results import ClusterScore, Status

Play = Callable[..., ClusterScore]


def cell(score: ClusterScore, unit: str = "u", criterion: str = "A") -> Cell:
    return {one.criterion: one for _, one in score.by_unit[unit].cells()}[criterion]


def points(score: ClusterScore, unit: str = "u") -> Points:
    found = cell(score, unit).points
    assert found is not None
    return found


ROWS = """
points = 10
[[criteria]]
code = "A"
points = 10
deductions_cap = 6
bonus_cap = 3
rows = [
  { deduct = 2, per = "a", cap = 4 },
  { deduct = 3, when = "b > 0" },
  { bonus = 2, per = "c" },
]
"""


@pytest.mark.parametrize(
    ("figures", "full", "deducted", "base", "bonus"),
    [
        ("a=0 b=0 c=0", 10, 0, 10, 0),
        ("a=1 b=0 c=1", 10, 2, 8, 2),
        ("a=9 b=0 c=0", 10, 4, 6, 0),
        ("a=9 b=1 c=0", 10, 6, 4, 0),
        ("a=0 b=0 c=9", 10, 0, 10, 3),
        ("a=-5 b=0 c=-5", 10, 0, 10, 0),
    ],
)
def test_a_criterion_gives_base_after_deductions_deductions_after_caps_and_bonus(
    play: Play, figures: str, full: int, deducted: int, base: int, bonus: int
) -> None:
    score = play(ROWS, {"u": figures})
    assert points(score) == Points(*map(Fraction, (full, deducted, base, bonus)))
    assert score.by_unit["u"].points == base + bonus


def test_the_floor_holds_what_deductions_would_take(play: Play) -> None:
    table = """
        points = 1
        criteria = [ { code = "A", points = 1, rows = [ { deduct = 2, when = "a > 0" } ] } ]
    """
    held = points(play(table, {"u": "a=1"}))
    assert [held.deducted, held.lost, held.base] == [2, 1, 0]


def test_without_a_floor_a_criterion_worth_1_may_cost_2(play: Play) -> None:
    table = """
        points = 1
        [[criteria]]
        code = "A"
        points = 1
        floor = "none"
        rows = [ { deduct = 2, when = "a > 0" } ]
    """
    assert points(play(table, {"u": "a=1"})).base == -1


def test_deductions_take_nothing_where_even_the_full_base_is_below_the_floor(play: Play) -> None:
    table = """
        points = 4
        criteria = [
          { code = "A", points = 4, rows = [ { deduct = 1, per = "b" } ] },
          { code = "A1", points = 4, parent = "A", floor = "none", formula = "a" },
        ]
    """
    held = points(play(table, {"u": "a=-3 b=2"}))
    assert [held.full, held.deducted, held.base, held.lost] == [-3, 2, 0, 0]


# Unknown


def test_a_missing_figure_makes_the_criterion_unknown_and_says_which(play: Play) -> None:
    table = 'points = 10\ncriteria = [ { code = "A", points = 10, formula = "a + b + a" } ]'
    score = play(table, {"u": ""})
    assert cell(score).points is None
    assert cell(score).unknown == (
        Reason(ReasonKind.MISSING, "a"),
        Reason(ReasonKind.MISSING, "b"),
    )


def test_a_value_above_the_points_is_a_named_fault_where_no_bonus_is_declared(play: Play) -> None:
    table = 'points = 10\ncriteria = [ { code = "A", points = 10, formula = "a" } ]'
    score = play(table, {"u": "a=10.5"})
    assert cell(score).unknown == (Reason(ReasonKind.OVER_MAXIMUM, detail="10.5"),)


@pytest.mark.parametrize(("cap", "bonus"), [('"none"', 5), ("2", 2)])
def test_a_value_above_the_points_is_bonus_where_one_is_declared(
    play: Play, cap: str, bonus: int
) -> None:
    table = f"""
        points = 10
        criteria = [ {{ code = "A", points = 10, formula = "a", bonus_cap = {cap} }} ]
    """
    assert points(play(table, {"u": "a=15"})) == Points(
        Fraction(10), Fraction(0), Fraction(10), Fraction(bonus)
    )


# Bounds

CAPPED = """
points = 10
[[criteria]]
code = "A"
points = 10
formula = "ratio-capped"
inputs = { actual = "a", target = "a.target" }
"""


def test_over_24_000_against_23_500_is_a_target_met(play: Play) -> None:
    assert points(play(CAPPED, {"u": "a=>24000 a.target=23500"})).base == 10


def test_over_24_000_against_25_000_leaves_the_points_open(play: Play) -> None:
    score = play(CAPPED, {"u": "a=>24000 a.target=25000"})
    assert [reason.kind for reason in cell(score).unknown] == [ReasonKind.UNDECIDED]


def test_nearly_9_000_is_not_scored_until_an_exact_figure_is_given(play: Play) -> None:
    near = play(CAPPED, {"u": "a=~9000 a.target=9000"})
    assert [reason.kind for reason in cell(near).unknown] == [ReasonKind.NEAR]
    assert near.by_unit["u"].status is Status.UNSCORED
    assert points(play(CAPPED, {"u": "a=9000 a.target=9000"})).base == 10


@pytest.mark.parametrize(("rate", "base"), [("6.00", 0), ("5.99", 10)])
def test_6_00_does_not_meet_a_target_of_below_6_percent(play: Play, rate: str, base: int) -> None:
    table = """
        points = 10
        criteria = [ { code = "A", points = 10, formula = "points if a <= a.target else 0" } ]
    """
    assert points(play(table, {"u": f"a={rate} a.target=<6"})).base == base


# Not applicable

FOR_DIVISIONS = """
points = 20
criteria = [
  { code = "A", points = 10, formula = "a", applies_to = ["division"] },
  { code = "B", points = 10, formula = "b" },
]
"""


def test_a_criterion_concerns_only_the_kinds_that_it_names(play: Play) -> None:
    score = play(FOR_DIVISIONS, {"u": "b=5", "v": "a=5 b=5"}, kinds={"u": "commune"})
    assert cell(score, "u").not_applicable == ""
    assert not cell(score, "u").applies
    assert cell(score, "v").applies


def test_an_entry_takes_a_criterion_away_with_its_reason_and_a_blank_does_not(play: Play) -> None:
    score = play(FOR_DIVISIONS, {"u": "b=5", "v": "b=5"}, not_applicable={"u": "A"})
    assert cell(score, "u").not_applicable == "không được giao"
    assert score.by_unit["u"].status is Status.RANKED
    assert score.by_unit["v"].status is Status.UNSCORED


# Judged

JUDGED = """
points = 10
[[criteria]]
code = "A"
points = 10
judged = { from = 0, to = 10 }
rows = [ { deduct = 1, per = "n" } ]
"""


def test_a_judged_base_is_unknown_until_judged(play: Play) -> None:
    score = play(JUDGED, {"u": ""})
    assert cell(score).unknown == (Reason(ReasonKind.NOT_JUDGED, "A"),)


def test_rows_act_on_a_judged_base(play: Play) -> None:
    score = play(JUDGED, {"u": "n=2"}, judged={"u": "A=7"})
    assert points(score) == Points(Fraction(7), Fraction(2), Fraction(5), Fraction(0))
    assert not cell(score).is_judged_whole


@pytest.mark.parametrize(
    ("rules", "judged", "base", "bonus"),
    [
        ("bonus_cap = 3", 8, 8, 0),
        ("bonus_cap = 3", 12, 10, 2),
        ("bonus_cap = 3", 14, 10, 3),
        ('bonus_cap = "none"', 99, 10, 89),
        ('rows = [ { bonus = 1, per = "n" } ]', 12, 10, 2),
        ("floor = 2", 1, 2, 0),
        ('floor = "none"', -4, -4, 0),
    ],
)
def test_judged_points_stand_for_the_whole_criterion_and_split_like_any_value(
    play: Play, rules: str, judged: int, base: int, bonus: int
) -> None:
    table = f'points = 10\n[[criteria]]\ncode = "A"\npoints = 10\n{rules}'
    score = play(table, {"u": ""}, judged={"u": f"A={judged}"})
    assert points(score) == Points(Fraction(base), Fraction(0), Fraction(base), Fraction(bonus))
    assert cell(score).is_judged_whole


def test_judged_points_above_the_maximum_need_a_declared_bonus(play: Play) -> None:
    table = 'points = 10\ncriteria = [ { code = "A", points = 10, formula = "a" } ]'
    score = play(table, {"u": "a=5"}, judged={"u": "A=11"})
    assert cell(score).unknown == (Reason(ReasonKind.OVER_MAXIMUM, detail="11"),)


# What else is said of a cell

AGAINST_THE_BEST = """
points = 10
criteria = [ { code = "A", points = 10, formula = "points * a / highest(a)" } ]
"""


def test_a_member_without_a_value_is_left_out_of_the_aggregate_and_that_is_said(
    play: Play,
) -> None:
    score = play(AGAINST_THE_BEST, {"u": "a=5", "v": ""})
    missing = LeftOut("v", (Reason(ReasonKind.MISSING, "a"),))
    assert points(score).base == 10
    assert cell(score).left_out == (missing,)
    assert ("u", "A", missing) in score.left_out
    assert score.provisional


def test_a_blank_that_means_zero_counts_and_is_named(play: Play) -> None:
    table = """
        points = 10
        criteria = [ { code = "A", points = 10, rows = [ { deduct = 1, per = "n" } ] } ]
    """
    score = play(table, {"u": "", "v": "n=0"})
    assert cell(score, "u").presumed == (Name("n"),)
    assert cell(score, "v").presumed == ()
    assert points(score, "u") == points(score, "v")


def test_an_illustrative_figure_marks_the_cells_that_it_has_counted_in(play: Play) -> None:
    table = """
        points = 20
        criteria = [
          { code = "A", points = 10, formula = "a if b > 0 else c" },
          { code = "B", points = 10, formula = "b" },
        ]
    """
    taken = play(table, {"u": "a=*5 b=1 c=2"})
    untaken = play(table, {"u": "a=*5 b=0 c=2"})
    assert cell(taken).illustrative and not cell(taken, criterion="B").illustrative
    assert taken.illustrative
    assert not cell(untaken).illustrative
    assert not untaken.illustrative


def test_an_illustrative_figure_of_a_peer_marks_the_cell_too(play: Play) -> None:
    score = play(AGAINST_THE_BEST, {"u": "a=5", "v": "a=*4"})
    assert cell(score, "u").illustrative


@pytest.mark.parametrize("base", ["judged = { from = 0, to = 10 }", 'formula = "a"'])
@pytest.mark.parametrize("judged", ["5", "*5"])
def test_illustrative_judged_points_mark_the_cell(play: Play, base: str, judged: str) -> None:
    table = f'points = 10\n[[criteria]]\ncode = "A"\npoints = 10\n{base}'
    score = play(table, {"u": ""}, judged={"u": f"A={judged}"})
    assert score.illustrative is judged.startswith("*")
    entry = cell(score).judged
    assert entry is not None and entry.points == 5
