"""What of a unit may be changed: each input with its criterion, its set, its steps, its reach."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve

from thidua.core.exact.figure import Bound
from thidua.core.model.criteria import TieKey, TieKeyKind
from thidua.core.model.indicator import ValueKind
from thidua.core.scoring.cluster_scoring import score_cluster
from thidua.core.scoring.margin import Cause, Change, Grid, Input, Lever, Side, Way, margin_of
from thidua.core.scoring.margin.inputs import inputs_of_member, inputs_of_ties
from thidua.core.scoring.results import ClusterScore

Play = Callable[..., ClusterScore]

TABLE = """
points = 100
criteria = [
  { code = "A", points = 50, bonus_cap = "none", formula = "a" },
  { code = "B", points = 30, formula = "a + b" },
  { code = "C", points = 10, formula = "3" },
  { code = "D", points = 5, judged = { from = 0, to = 5 } },
  { code = "E", points = 5, formula = "1 if given(e) else 0", applies_to = ["commune"] },
]
"""
UNITS = {"u": "a=9 b=5", "v": "a=6 b=4"}
JUDGED = {"u": "D=3", "v": "D=2"}


def inputs(score: ClusterScore, unit: str = "v") -> list[Input]:
    return inputs_of_member(score, score.by_unit[unit])


def side(score: ClusterScore, unit: str, way: Way = Way.UP) -> Side:
    margin = margin_of(score, unit)
    assert margin is not None
    return next(one for one in margin.sides if one.way is way)


def whole(high: int, start: int) -> Grid:
    return Grid(Fraction(start), Fraction(1), Fraction(0), Fraction(high))


def test_every_input_names_its_criterion_and_the_set(play: Play) -> None:
    assert inputs(play(TABLE, UNITS, judged=JUDGED)) == [
        Input("A", "table", Lever("v", "a"), whole(100, 6)),
        Input("B", "table", Lever("v", "a"), whole(100, 6)),
        Input("B", "table", Lever("v", "b"), whole(100, 4)),
        Input("C", "table", cause=Cause.NO_INPUT),
        Input(
            "D",
            "table",
            Lever("v", judged="D"),
            Grid(Fraction(2), Fraction(1, 100), Fraction(0), Fraction(5)),
        ),
        Input("E", "table", cause=Cause.NOT_APPLICABLE),
    ]


def test_what_is_missing_is_named_as_what_it_would_be(play: Play) -> None:
    score = play(
        TABLE, {**UNITS, "v": "b=4"}, kinds=dict.fromkeys(UNITS, "commune"), judged={"u": "D=3"}
    )
    assert inputs(score) == [
        Input("A", "table", Lever("v", "a"), cause=Cause.MISSING),
        Input("B", "table", Lever("v", "a"), cause=Cause.MISSING),
        Input("B", "table", Lever("v", "b"), whole(100, 4)),
        Input("C", "table", cause=Cause.NO_INPUT),
        Input("D", "table", Lever("v", judged="D"), cause=Cause.NOT_JUDGED),
        Input("E", "table", Lever("v", "e"), cause=Cause.MISSING),
    ]


def test_points_judged_as_a_whole_are_the_only_input_of_their_criterion(play: Play) -> None:
    score = play(TABLE, UNITS, judged={**JUDGED, "v": "A=40 D=2"})
    # 50 points and as much bonus as a search goes
    reach = Grid(Fraction(40), Fraction(1, 100), Fraction(0), Fraction(500))
    assert inputs(score)[0] == Input("A", "table", Lever("v", judged="A"), reach)


def test_a_member_without_a_total_has_no_inputs(play: Play) -> None:
    score = play(TABLE, UNITS, judged=JUDGED, standings={"v": "excluded"})
    assert inputs(score) == []


# Of tie keys

KEYED = """
tie_breakers = ["indicator:c", "formula:d + a", "fewest-deductions"]
points = 10
criteria = [ { code = "A", points = 10, formula = "a" } ]
"""


def test_what_only_tie_keys_read_belongs_to_no_criterion(play: Play) -> None:
    score = play(KEYED, {"u": "a=9 c=2 d=0", "v": "a=9 c=1"})
    assert inputs_of_ties(score, score.by_unit["v"]) == [
        Input("", "", Lever("v", "c"), whole(100, 1)),
        Input("", "", Lever("v", "a"), whole(100, 9)),
        Input("", "", Lever("v", "d"), cause=Cause.MISSING),
    ]


def test_they_are_asked_for_only_where_points_are_level(play: Play) -> None:
    levers = [
        [one.input.lever and one.input.lever.indicator for one in side(score, "v").changes]
        for a in (8, 9)
        for score in [play(KEYED, {"u": "a=9 c=2 d=0", "v": f"a={a} c=1 d=1"})]
    ]
    assert levers == [["a"], ["a", "c", "d"]]


def test_a_formula_that_no_set_has_compiled_reads_nothing(play: Play) -> None:
    score = play(KEYED, {"u": "a=9 c=2 d=0", "v": "a=9 c=1 d=1"})
    keys = (TieKey(TieKeyKind.FORMULA, "b * 2"),)
    other = evolve(
        score, case=evolve(score.case, scheme=evolve(score.case.scheme, tie_breakers=keys))
    )
    assert inputs_of_ties(other, other.by_unit["v"]) == []


# Steps and reach


@pytest.mark.parametrize(
    ("kind", "low", "high"),
    [
        ({"kind": ValueKind.YES_NO}, 0, 1),
        ({"kind": ValueKind.GRADE, "grades": ("kem", "kha", "tot")}, 1, 3),
        ({"kind": ValueKind.DATE}, 1 - 3653, 1 + 3653),
        ({"whole": True}, 0, 100),
    ],
)
@pytest.mark.parametrize(("written", "first"), [("a=>1", 0), ("a=1", 1)])
def test_a_bounded_figure_may_be_made_exact_where_it_stands(
    play: Play, kind: Mapping[str, Any], low: int, high: int, written: str, first: int
) -> None:
    score = play(KEYED, {"u": "a=9 c=1 d=1", "v": f"{written} c=1 d=1"})
    one = score.case.sets["table"]
    indicators = [evolve(it, **kind) if it.code == "a" else it for it in one.indicators]
    sets = {"table": evolve(one, indicators=tuple(indicators))}
    (found,) = inputs(score_cluster(evolve(score.case, sets=sets)))
    assert found.grid == Grid(Fraction(1), Fraction(1), Fraction(low), Fraction(high), first)
    assert found.bound is (Bound.EXACT if first else Bound.OVER)


@pytest.mark.parametrize(("least", "low"), [("0", 0), ("0.5", 0), ("-0.5", -200)])
def test_the_reach_starts_at_zero_unless_a_figure_is_below_it(
    play: Play, least: str, low: int
) -> None:
    table = 'points = 10\ncriteria = [ { code = "A", points = 10, formula = "a" } ]'
    (found,) = inputs(play(table, {"u": "a=20", "v": f"a={least}"}))
    assert found.grid is not None
    assert (found.grid.low, found.grid.high) == (Fraction(low), Fraction(200))


# What is told of a change


def test_a_margin_is_that_of_its_member(play: Play) -> None:
    score = play(KEYED, {"u": "a=9 c=2 d=0", "v": "a=8 c=1 d=1"})
    margin = margin_of(score, "v")
    assert margin is not None and margin.row is score.by_unit["v"]


def test_an_input_of_two_criteria_is_told_at_each(play: Play) -> None:
    changes = side(play(TABLE, UNITS, judged=JUDGED), "v").changes
    told = [(one.input.criterion, one.steps) for one in changes if one.input.lever]
    # 8 points short: one more of a is two of them
    assert told == [("A", 5), ("B", 5), ("B", 9), ("D", None)]


def test_what_was_searched_is_told_in_the_inputs_own_unit(play: Play) -> None:
    table = """
        points = 12
        criteria = [
          { code = "A", points = 10, formula = "a" },
          { code = "B", points = 2, formula = "b" },
        ]
    """
    changes = side(play(table, {"u": "a=9.5 b=2", "v": "a=9.2 b=2"}), "v").changes
    lever = Lever("v", "a"), Lever("v", "b")
    tenths = Grid(Fraction("9.2"), Fraction("0.1"), Fraction(0), Fraction(100))
    assert changes == (
        Change(
            Input("A", "table", lever[0], tenths),
            4,
            Fraction("9.6"),
            searched=Fraction("0.3"),
        ),
        Change(
            Input("B", "table", lever[1], whole(100, 2)),
            cause=Cause.NONE_IN_REACH,
            searched=Fraction(98),
        ),
    )  # fmt: skip


def test_of_two_equal_changes_downwards_the_worse_one_is_named(play: Play) -> None:
    table = (
        'points = 10\ncriteria = [ { code = "A", points = 10, formula = "9 if %s == 5 else 1" } ]'
    )
    for code, steps in (("a", -1), ("fewer", 1)):
        score = play(table % code, {"u": f"{code}=5", "v": f"{code}=5"})
        (change,) = side(score, "u", Way.DOWN).changes
        assert change.steps == steps
