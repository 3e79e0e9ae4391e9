"""Failures that have happened to others, and must not happen here."""

from collections.abc import Callable
from fractions import Fraction

import pytest

from thidua.core.exact.rounding import RoundingMode, round_to
from thidua.core.scoring.results import ClusterScore

Play = Callable[..., ClusterScore]


@pytest.mark.parametrize(("share", "band"), [("4.97", "out"), ("5.0", "in"), ("4.99999", "out")])
def test_4_97_is_not_5_0_at_a_threshold(play: Play, share: str, band: str) -> None:
    """Schleswig-Holstein 1992: 4.97 % was printed as 5.0 %, and a seat was lost overnight."""
    table = """
        points = 100
        rounding = { total = 1 }
        bands = [ { code = "in", from = 5 }, { code = "out", below = 5 } ]
        criteria = [ { code = "A", points = 100, formula = "a" } ]
    """
    row = play(table, {"u": f"a={share}"}).by_unit["u"]
    assert row.points == 5
    assert row.band is not None and row.band.code == band


def test_4_97_gets_no_points_from_a_step_that_begins_at_5(play: Play) -> None:
    table = """
        points = 10
        [[criteria]]
        code = "A"
        points = 10
        bands = { on = "a", steps = [ { below = 5, points = 0 }, { from = 5, points = 10 } ] }
    """
    score = play(table, {"u": "a=4.97", "v": "a=5.00"})
    assert {unit: row.points for unit, row in score.by_unit.items()} == {"u": 0, "v": 10}


@pytest.mark.parametrize(
    ("exact", "rounded"), [("94.345", "94.35"), ("2.675", "2.68"), ("94.3449999", "94.34")]
)
def test_94_345_is_rounded_up_as_written(play: Play, exact: str, rounded: str) -> None:
    """In binary floating point 94.345 and 2.675 are a little less, and go down."""
    table = """
        points = 100
        rounding = { total = 2 }
        rank_on = "rounded"
        criteria = [ { code = "A", points = 100, formula = "a" } ]
    """
    assert play(table, {"u": f"a={exact}"}).by_unit["u"].points == Fraction(rounded)
    assert round_to(-Fraction(exact), 2, RoundingMode.HALF_UP) == -Fraction(rounded)


def test_26_8_and_6_2_are_32_9_where_only_the_total_is_rounded(play: Play) -> None:
    """CDU/CSU: 33.0 was published by adding the rounded 26.8 and 6.2; the exact sum is 32.9."""
    table = """
        points = 100
        rounding = { %s }
        criteria = [
          { code = "A", points = 50, formula = "a" },
          { code = "B", points = 50, formula = "b" },
        ]
    """
    figures = {"u": "a=26.75 b=6.15"}
    total = play(table % "total = 1", figures).by_unit["u"].points
    parts = play(table % "criterion = 1, total = 1", figures).by_unit["u"].points
    assert total == Fraction("32.9")
    assert parts == Fraction("33.0")


def test_equal_sums_tie_however_they_are_made(play: Play) -> None:
    """0.1 + 0.2 and 0.3 are one number; in floating point the first would win."""
    table = """
        points = 3
        criteria = [
          { code = "A", points = 1, formula = "a" },
          { code = "B", points = 1, formula = "b" },
          { code = "C", points = 1, formula = "c" },
        ]
    """
    score = play(table, {"u": "a=0.1 b=0.2 c=0", "v": "a=0.3 b=0 c=0"})
    assert [row.rank for row in score.rows] == [1, 1]


def test_thirds_add_up_to_the_whole(play: Play) -> None:
    table = """
        points = 3
        criteria = [
          { code = "A", points = 1, formula = "a / 3" },
          { code = "B", points = 1, formula = "a / 3" },
          { code = "C", points = 1, formula = "a / 3" },
        ]
    """
    assert play(table, {"u": "a=1"}).by_unit["u"].points == 1
