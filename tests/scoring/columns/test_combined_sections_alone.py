"""Means and expressions of sections by the column, each member in a cluster of its own, so that
what one sends to the scalar reading hides nothing of another."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from thidua.core.scoring.columns.results import TableScore
from thidua.core.scoring.results import ClusterScore

Play = Callable[..., ClusterScore]
InColumns = Callable[..., TableScore]

KINDS = {"u": "commune"}


def each_alone(play: Play, table: str, units: Mapping[str, str], **more: Any) -> list[ClusterScore]:
    return [play(table, {unit: figures}, **more) for unit, figures in units.items()]


def points(found: TableScore) -> list[int | None]:
    """The totals in hundredths; None where there is none."""
    pairs = zip(found.points.scaled.tolist(), found.ranked.tolist(), strict=True)
    return [scaled if ranked else None for scaled, ranked in pairs]


MEAN = """
points = 20
combine = %s
criteria = [
  { code = "A", points = 10, %s formula = "a", applies_to = ["division"] },
  { code = "B", points = 10, %s formula = "b", bonus_cap = "none" },
  { code = "C", points = 10, %s formula = "c" },
]
"""
WEIGHTS = ("weight = 1,", 'weight = "0.5",', "weight = 2,")
WEIGHTED = MEAN % ('"weighted-mean"', *WEIGHTS)
GEOMETRIC = MEAN % ('"geometric-mean"\nplaces = 2', *WEIGHTS)
FIRST = MEAN % ("\"2 * child('A')\"", "", "", "")
EACH = {"s": "a=1 b=2 c=3", "t": "a=4 b=7 c=7", "u": "a=10 b=4 c=6"}


def test_a_weighted_mean_leaves_out_what_does_not_apply(
    play: Play, in_columns: InColumns, asked: list[str]
) -> None:
    """Of s all count, of t only A, of u – a commune – all but A."""
    apart = {"t": "B C"}
    found = in_columns(each_alone(play, WEIGHTED, EACH, kinds=KINDS, not_applicable=apart))
    assert points(found) == [229, 400, 560]
    assert asked == []


def test_judged_points_of_a_criterion_that_does_not_apply_are_no_part_of_a_mean(
    play: Play, in_columns: InColumns, asked: list[str]
) -> None:
    judged = {"u": "A=9", "t": "A=9"}
    found = in_columns(each_alone(play, WEIGHTED, EACH, kinds=KINDS, judged=judged))
    assert points(found)[2] == 560
    assert asked == []


def test_a_geometric_mean_leaves_out_what_does_not_apply(
    play: Play, in_columns: InColumns, asked: list[str]
) -> None:
    """Of s all count, of t only A, of u all but A, of v nothing."""
    apart = {"t": "B C", "v": "A B C"}
    units = {"s": "a=4 b=4 c=1", "t": "a=4 b=7 c=7", "u": "b=1 c=4", "v": "a=1 b=2 c=3"}
    found = in_columns(each_alone(play, GEOMETRIC, units, kinds=KINDS, not_applicable=apart))
    assert points(found) == [181, 400, 303, 0]
    assert asked == []


LIVE = """
points = 20
combine = %s
sections = [ { code = "S", points = 10, %s }, { code = "T", points = 10, %s } ]
criteria = [
  { code = "A", points = 10, section = "S", formula = "a", applies_to = ["division"] },
  { code = "Z", points = 0, section = "S", floor = "none", rows = [ { deduct = 3, per = "n" } ] },
  { code = "B", points = 10, section = "T", formula = "b" },
]
"""


@pytest.mark.parametrize("combine", ['"weighted-mean"', '"geometric-mean"\nplaces = 2'])
def test_a_section_without_a_criterion_that_counts_is_left_out_of_a_mean_with_its_deductions(
    play: Play, in_columns: InColumns, asked: list[str], combine: str
) -> None:
    """Of the commune S has -3 points, by a criterion that has none to give."""
    units = {"s": "a=6 b=6", "u": "b=4 n=1", "v": "a=7 b=6 n=1"}
    found = in_columns(
        each_alone(play, LIVE % (combine, "weight = 1", "weight = 1"), units, kinds=KINDS)
    )
    assert points(found)[:2] == [600, 400]
    assert asked == []


def test_an_expression_has_no_value_where_a_child_that_it_names_does_not_count(
    play: Play, in_columns: InColumns, asked: list[str]
) -> None:
    """Of s only A counts; u has no A; of v nothing counts."""
    apart = {"s": "B C", "v": "A B C"}
    units = EACH | {"v": "a=1 b=1 c=1"}
    found = in_columns(each_alone(play, FIRST, units, kinds=KINDS, not_applicable=apart))
    assert points(found) == [200, 800, None, 0]
    assert asked == []


def test_an_expression_that_divides_by_nearly_nothing_is_left_to_the_scalar_reading(
    play: Play, in_columns: InColumns, asked: list[str]
) -> None:
    table = """
    points = 20
    combine = "child('A') / child('B')"
    criteria = [
      { code = "A", points = 10, formula = "a" },
      { code = "B", points = 10, formula = "b / c" },
    ]
    """
    units = {"s": "a=0 b=1 c=30000000001", "t": "a=1 b=0 c=7", "u": "a=3 b=3 c=2"}
    found = in_columns(each_alone(play, table, units))
    assert points(found) == [0, None, 200]
    assert asked == ["cluster"]


# Geometric means

SECTIONS = """
points = 20
combine = "geometric-mean"
places = 2
sections = [ { code = "S", points = 10, weight = 1 } ]
criteria = [
  { code = "A", points = 5, section = "S", floor = "none", formula = "a / b" },
  { code = "B", points = 5, section = "S", floor = "none", formula = "0 - c / b" },
  { code = "C", points = 10, weight = 1, formula = "d", applies_to = ["division"] },
]
"""


def test_a_negative_part_leaves_only_its_own_member_without_a_mean(
    play: Play, in_columns: InColumns, asked: list[str]
) -> None:
    """Of communes the mean is that of S alone."""
    units = {
        "s": "a=1 b=1 c=4 d=3",
        "t": "a=7 b=2 c=3 d=8",
        "u": "a=9 b=2 c=3",
        "v": "a=0 b=1 c=1 d=3",
        "w": "a=2 b=1 c=3",
        "x": "a=4 b=1 c=4 d=3",
    }
    found = in_columns(each_alone(play, SECTIONS, units, kinds={"u": "commune", "w": "commune"}))
    assert points(found) == [None, 400, 300, None, None, 0]
    assert asked == []


def test_a_mean_is_told_by_the_scalar_reading_only_where_its_ends_differ(
    play: Play, in_columns: InColumns, asked: list[str]
) -> None:
    """Of s it is 0.00500005, of which nine decimals of S show no more than 0.0049999; of t S is
    1/3 - 1/3, which nine decimals do not tell from less than 0; that of u is 1, that of v has
    none."""
    units = {
        "s": "a=83335 b=10000000000 c=0 d=3",
        "t": "a=1 b=3 c=1 d=5",
        "u": "a=1 b=3 c=0 d=3",
        "v": "a=0 b=3 c=1 d=3",
    }
    found = in_columns(each_alone(play, SECTIONS, units))
    assert points(found) == [1, 0, 100, None]
    assert asked == ["cluster"] * 2


# What a cap asks of a mean

CAPPED = """
points = 20
deductions_cap = %s
combine = "weighted-mean"
criteria = [
  { code = "A", points = 10, weight = 1, rows = [ { deduct = 1, per = "n" } ] %s },
  { code = "B", points = 10, weight = 1, formula = "b" },
]
"""


def test_a_cap_over_a_mean_is_told_by_the_scalar_reading_where_anything_was_lost(
    play: Play, in_columns: InColumns, asked: list[str]
) -> None:
    units = {"s": "b=8", "t": "b=8 n=1"}
    found = in_columns(each_alone(play, CAPPED % ('"0.25"', ""), units))
    assert points(found) == [900, 875]
    assert asked == ["cluster"]


def test_a_cap_over_a_mean_cuts_deductions_that_took_nothing(
    play: Play, in_columns: InColumns, asked: list[str]
) -> None:
    """The floor of A had left nothing to take."""
    units = {"s": "b=8 n=5", "t": "b=7 n=2"}
    found = in_columns(each_alone(play, CAPPED % ("3", ', start = "zero"'), units))
    assert found.deductions.scaled.tolist() == [300, 200]
    assert asked == []
