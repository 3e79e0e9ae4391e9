"""Between which points a criterion stays while one input lies anywhere between two values."""

from collections.abc import Callable, Mapping
from fractions import Fraction

import pytest

from thidua.core.exact.figure import Figure
from thidua.core.exact.interval import Interval
from thidua.core.formula.tree import Name
from thidua.core.model.compiled import CompiledCriterion
from thidua.core.model.compiling import compile_set
from thidua.core.model.formulas import Formula
from thidua.core.model.indicator import Indicator
from thidua.core.model.observation import Layer
from thidua.core.model.scheme import Scheme
from thidua.core.model.structuring import read_criteria_set
from thidua.core.scoring.cells import Points
from thidua.core.scoring.cluster_scoring import score_cluster
from thidua.core.scoring.entries import Entries, Member
from thidua.core.scoring.margin.enclosure import (
    Enclosed,
    Stretch,
    enclosed,
    enclosed_judgement,
    limits_of,
)
from thidua.core.scoring.margin.inputs import Lever
from thidua.core.scoring.results import Case, ClusterScore
from thidua.core.text.bilingual import Text

Play = Callable[..., ClusterScore]
Ends = tuple[int | None, int | None] | Interval

TABLE = """
points = 10
criteria = [
  { code = "A", points = 10, %s },
]
"""
OPEN = (None, None)


def interval(ends: Ends) -> Interval:
    if isinstance(ends, Interval):
        return ends
    low, high = (None if end is None else Fraction(end) for end in ends)
    return Interval(low, high)


def between(
    base: Ends, lost: Ends = (0, 0), bonus: Ends = (0, 0), deducted: Ends = (0, 0)
) -> Enclosed:
    return Enclosed(*map(interval, (base, lost, bonus, deducted)))


def criterion(score: ClusterScore, code: str = "A") -> CompiledCriterion:
    return score.case.sets["table"].by_code[code]


def stretched(
    play: Play, rules: str, low: int, high: int, units: dict[str, str] | None = None, of: str = "u"
) -> Enclosed | None:
    """The cell of a unit while figure ``a`` of ``u`` lies between two values."""
    score = play(TABLE % rules, units or {"u": "a=1 b=2 c=>6"})
    lever = Lever("u", "a")
    entries = lever.put(score.case.entries, Fraction(low))
    stretch = Stretch(lever, entries, Fraction(low), Fraction(high))
    reading = stretch.reading(of, score.fields["table"], "A")
    return enclosed(reading, criterion(score))


# Before any figure is known


@pytest.mark.parametrize(
    ("rules", "limits"),
    [
        ('formula = "a"', between((0, 10))),
        ('floor = "none", formula = "a"', between((None, 10))),
        ('floor = -5, formula = "a"', between((-5, 10))),
        ('formula = "a", bonus_cap = 3', between((0, 10), bonus=(0, 3))),
        ('formula = "a", bonus_cap = "none"', between((0, 10), bonus=(0, None))),
        (
            'rows = [ { deduct = 1, per = "a" } ]',
            between((0, 10), lost=(0, None), deducted=(0, None)),
        ),
        (
            'deductions_cap = 4, rows = [ { deduct = 1, per = "a" } ]',
            between((0, 10), lost=(0, 4), deducted=(0, 4)),
        ),
        (
            'deductions_cap = "none", rows = [ { deduct = 1, per = "a" } ]',
            between((0, 10), lost=(0, None), deducted=(0, None)),
        ),
    ],
)
def test_a_criterion_has_limits_of_itself(play: Play, rules: str, limits: Enclosed) -> None:
    assert limits_of(criterion(play(TABLE % rules, {"u": "a=1"}))) == limits


def test_points_summed_from_parts_have_no_upper_limit_of_themselves(play: Play) -> None:
    table = """
        points = 10
        criteria = [
          { code = "A", points = 10 },
          { code = "A.1", parent = "A", points = 10, formula = "a" },
        ]
    """
    assert limits_of(criterion(play(table, {"u": "a=1"}))) == between((0, None))


# On a stretch


@pytest.mark.parametrize(
    ("rules", "low", "high", "found"),
    [
        ('formula = "a + 1"', 2, 5, between((3, 6))),
        ('formula = "a"', 4, 4, between((4, 4))),
        ('formula = "a", bonus_cap = "none"', 8, 15, between((8, 10), bonus=(0, 5))),
        (
            'rows = [ { deduct = 1, per = "a" } ]',
            2,
            5,
            between((5, 8), lost=(2, 5), deducted=(2, 5)),
        ),
        # the floor holds: not all that is deducted is lost
        (
            'rows = [ { deduct = 1, per = "a" } ]',
            2,
            15,
            between((0, 8), lost=(2, 10), deducted=(2, 15)),
        ),
        # the whole moves too, and no loss is below nothing
        (
            'formula = "a", rows = [ { deduct = 1, per = "b" } ]',
            3,
            6,
            between((1, 4), lost=(0, 5), deducted=(2, 2)),
        ),
        # without an end above or below, the loss has none either
        (
            'floor = "none", formula = "a - c", rows = [ { deduct = 1, per = "b" } ]',
            1,
            2,
            between(Interval(None, Fraction(-6), high_open=True), lost=(0, None), deducted=(2, 2)),
        ),
        (
            'floor = "none", rows = [ { deduct = 1, per = "a * c" } ]',
            1,
            2,
            between(
                Interval(None, Fraction(4), high_open=True),
                lost=(6, None),
                deducted=Interval(Fraction(6), None, low_open=True),
            ),
        ),
    ],
)
def test_points_losses_and_bonus_on_a_stretch(
    play: Play, rules: str, low: int, high: int, found: Enclosed
) -> None:
    assert stretched(play, rules, low, high) == found


@pytest.mark.parametrize(
    ("rules", "found"),
    [
        ('formula = "8 if a > 3 else 2"', between((0, 10))),
        (
            'formula = "8 if a > 3 else 2", deductions_cap = 4,'
            ' rows = [ { deduct = 1, per = "b" } ]',
            between((0, 10), lost=(0, 4), deducted=(2, 2)),
        ),
        (
            'deductions_cap = 4, rows = [ { deduct = 3, when = "a > 3" } ]',
            between((0, 10), lost=(0, 4), deducted=(0, 4)),
        ),
        (
            'formula = "4", bonus_cap = 3, rows = [ { bonus = 2, when = "a > 3" } ]',
            between((4, 4), bonus=(0, 3)),
        ),
    ],
)
def test_a_condition_that_the_stretch_leaves_open_leaves_the_limits(
    play: Play, rules: str, found: Enclosed
) -> None:
    assert stretched(play, rules, 1, 5) == found


def test_what_is_unknown_on_the_whole_stretch_is_unknown(play: Play) -> None:
    assert stretched(play, 'formula = "a + d"', 1, 5) is None
    assert stretched(play, 'formula = "5 if c > 7 else a"', 1, 5) is None


def test_a_division_by_nothing_leaves_the_limits(play: Play) -> None:
    assert stretched(play, 'formula = "5 / (a - 3)"', 1, 5) == between((0, 10))
    assert stretched(play, 'formula = "a / (b - 2)"', 1, 5) == between((0, 10))


def test_the_corners_of_a_cell_are_its_best_and_its_worst_points(play: Play) -> None:
    found = stretched(play, 'rows = [ { deduct = 1, per = "a" } ]', 2, 15)
    assert found is not None
    best, worst = found.corner(best=True), found.corner(best=False)
    # what is lost counts as best where it is most: a cap would give it back
    assert best == Points(
        full=Fraction(18), deducted=Fraction(15), base=Fraction(8), bonus=Fraction(0)
    )
    assert worst == Points(
        full=Fraction(2), deducted=Fraction(2), base=Fraction(0), bonus=Fraction(0)
    )


# The cells of the others


PEERS = {"u": "a=2 b=2", "v": "a=8 b=4", "w": "a=4 b=0"}


def test_a_figure_of_another_member_moves_what_is_compared_with_it(play: Play) -> None:
    rules = 'formula = "a / highest(a) * 10"'
    assert stretched(play, rules, 4, 16, PEERS, of="v") == between((5, 10))
    assert stretched(play, rules, 4, 16, PEERS, of="u") is not None
    assert stretched(play, 'formula = "a"', 4, 16, PEERS, of="v") == between((8, 8))


def test_aggregates_within_aggregates_move_too(play: Play) -> None:
    rules = 'formula = "highest(a - lowest(a))"'
    assert stretched(play, rules, 1, 3, PEERS, of="v") == between((5, 7))


def test_a_member_that_is_left_out_for_certain_changes_nothing(play: Play) -> None:
    units = {**PEERS, "w": "b=0"}
    assert stretched(play, 'formula = "highest(a)"', 4, 9, units, of="v") == between((8, 9))


def test_a_member_that_may_be_left_out_leaves_the_limits(play: Play) -> None:
    rules = 'formula = "highest(10 / (a - 3))"'
    assert stretched(play, rules, 4, 4, PEERS, of="v") == between((10, 10))
    assert stretched(play, rules, 1, 5, PEERS, of="v") == between((0, 10))


# Judged by a person


def test_points_judged_as_a_whole_lie_between_those_of_both_ends(play: Play) -> None:
    item = criterion(play(TABLE % 'formula = "a", bonus_cap = 3', {"u": "a=1"}))
    judged = enclosed_judgement(item, Fraction(-2), Fraction(14))
    assert judged == between((0, 10), bonus=(0, 3))
    assert enclosed_judgement(item, Fraction(4), Fraction(6)) == between((4, 6))
    assert enclosed_judgement(item, Fraction(11), Fraction(12)) == between((10, 10), bonus=(1, 2))


def test_a_judgement_over_the_maximum_may_be_anything(play: Play) -> None:
    item = criterion(play(TABLE % 'formula = "a"', {"u": "a=1"}))
    assert enclosed_judgement(item, Fraction(9), Fraction(12)) == between(OPEN, bonus=OPEN)


# Written in Python


def test_a_python_function_is_called_only_for_one_number() -> None:
    called: list[Fraction] = []

    def halved(given: Mapping[str, Fraction]) -> Fraction:
        called.append(given["x"])
        return given["x"] / 2

    words = Text("Nửa", "Half")
    formula = Formula("halved", words, words, ("x",), function=halved, places=1)
    table = {
        "code": "table",
        "title": {"vi": "Bảng", "en": "Table"},
        "basis": "proposal",
        "points": 10,
        "criteria": [{"code": "A", "points": 10, "formula": "halved", "inputs": {"x": "a"}}],
    }
    indicator = Indicator("a", words, words)
    compiled = compile_set(read_criteria_set(table), {"a": indicator}, {"halved": formula})
    entries = Entries(Layer.SELF, {("u", Name("a")): Figure(Fraction(1))})
    member = (Member("u", "U", "division"),)
    case = Case(Scheme.plain(compiled.source), {"table": compiled}, member, entries)
    score = score_cluster(case)
    called.clear()
    for low, high, found in ((4, 4, between((2, 2))), (4, 6, between((0, 10)))):
        stretch = Stretch(Lever("u", "a"), entries, Fraction(low), Fraction(high))
        reading = stretch.reading("u", score.fields["table"], "A")
        assert enclosed(reading, compiled.by_code["A"]) == found
    assert called == [4]
