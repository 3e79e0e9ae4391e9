"""Whether the tie chain may put one member before another while one input of one of them moves.

``u``, ``v`` are level on points; figure ``b`` of ``v`` moves, that of ``u`` is 5.
"""

from collections.abc import Callable
from fractions import Fraction

import pytest

from thidua.core.exact.interval import Interval, point
from thidua.core.scoring.margin.enclosure import Enclosed, Stretch
from thidua.core.scoring.margin.inputs import Lever
from thidua.core.scoring.margin.stand import Stand
from thidua.core.scoring.margin.tie_bounds import TieBounds
from thidua.core.scoring.results import ClusterScore

Play = Callable[..., ClusterScore]

TABLE = """
tie_breakers = [%s]
points = 10
criteria = [ { code = "A", points = 10, formula = "a" } ]
"""
UNITS = {"u": "a=9 b=5 c=3 d=>1", "v": "a=9 b=2 c=4 d=>1", "w": "a=1 b=0 c=0 d=>1"}


def score_by(play: Play, keys: tuple[str, ...], units: dict[str, str] = UNITS) -> ClusterScore:
    return play(TABLE % ", ".join(f'"{key}"' for key in keys), units)


def may_come(
    score: ClusterScore,
    first: str,
    second: str,
    low: int,
    high: int,
    *,
    moved: Enclosed | None = None,
) -> bool:
    """``moved`` are the points of criterion A of the first; none where they stay."""
    lever = Lever("v", "b")
    entries = lever.put(score.case.entries, Fraction(low))
    bounds = TieBounds(score, lever, entries)
    points = {"table": {"A": moved}} if moved else {}
    one = Stand(score.case, score.by_unit[first], points)
    other = Stand(score.case, score.by_unit[second], {})
    return bounds.may_come_before(
        one, other, Stretch(lever, entries, Fraction(low), Fraction(high))
    )


@pytest.mark.parametrize(
    "key",
    [
        "indicator:b",
        "formula:b * 2",
        "formula:b - 6",
        "formula:0 - b asc",
        "formula:b - lowest(b)",
    ],
)
@pytest.mark.parametrize(
    ("first", "second", "low", "high", "may"),
    [
        ("v", "u", 0, 4, False),
        ("v", "u", 0, 5, False),
        ("v", "u", 0, 6, True),
        ("u", "v", 5, 10, False),
        ("u", "v", 6, 10, False),
        ("u", "v", 4, 10, True),
        ("v", "u", 5, 5, False),
        ("v", "u", 6, 6, True),
    ],
)
def test_one_key_decides_by_its_best_and_its_worst(
    play: Play, key: str, first: str, second: str, low: int, high: int, may: bool
) -> None:
    assert may_come(score_by(play, (key,)), first, second, low, high) is may


def test_a_formula_is_greatest_between_its_ends(play: Play) -> None:
    score = score_by(play, ("formula:b * (6 - b)",))
    assert may_come(score, "v", "u", 0, 6)
    assert not may_come(score, "v", "u", 6, 6)
    assert not may_come(score_by(play, ("formula:b * (6 - b) asc",)), "u", "v", 7, 8)


def test_a_formula_without_a_value_or_without_an_end_leaves_it_open(play: Play) -> None:
    assert may_come(score_by(play, ("formula:b * d",)), "v", "u", 1, 4)
    assert may_come(score_by(play, ("formula:0 - b * d",)), "v", "u", 6, 8)
    assert may_come(score_by(play, ("formula:1 / (b - 2)",)), "v", "u", 1, 4)
    assert may_come(score_by(play, ("formula:b + e",)), "v", "u", 1, 4)


def test_a_formula_without_a_value_at_one_point_parts_nobody_there(play: Play) -> None:
    assert not may_come(score_by(play, ("formula:1 / (b - 2)",)), "v", "u", 2, 2)


# Several keys


@pytest.mark.parametrize("first_key", ["indicator:b", "formula:c + 0 asc", "formula:b + c * 0"])
def test_a_key_that_every_member_has_keeps_the_next_from_being_read(
    play: Play, first_key: str
) -> None:
    """By ``c`` alone ``v`` comes before ``u``."""
    score = score_by(play, (first_key, "indicator:c"))
    moves = first_key == "formula:b + c * 0"
    assert may_come(score, "v", "u", 0, 4) is moves


def test_a_key_that_may_be_equal_passes_on_to_the_next(play: Play) -> None:
    score = score_by(play, ("indicator:b", "indicator:c"))
    assert may_come(score, "v", "u", 0, 5)
    backwards = score_by(play, ("indicator:b", "formula:c asc"))
    assert may_come(backwards, "u", "v", 5, 9)
    assert not may_come(backwards, "u", "v", 6, 9)


def test_a_key_that_a_third_member_lacks_may_be_skipped(play: Play) -> None:
    score = score_by(play, ("indicator:b", "indicator:c"), {**UNITS, "w": "a=1 c=0"})
    assert may_come(score, "v", "u", 0, 4)


def test_a_key_that_one_of_the_two_lacks_is_passed_over(play: Play) -> None:
    score = score_by(play, ("indicator:e", "indicator:c"))
    assert may_come(score, "v", "u", 0, 4)
    assert not may_come(score, "u", "v", 0, 4)
    lacking = score_by(play, ("indicator:e", "indicator:c"), {**UNITS, "u": "a=9 b=5 c=3 e=1"})
    assert may_come(lacking, "v", "u", 0, 4)


def test_an_indicator_is_not_the_formula_of_the_same_name(play: Play) -> None:
    score = score_by(play, ("indicator:b", "formula:b", "indicator:c"))
    assert not may_come(score, "v", "u", 0, 4)


# Points that move


def test_points_without_an_end_leave_it_open(play: Play) -> None:
    anything = Interval(None, None)
    moved = Enclosed(anything, point(Fraction(0)), point(Fraction(0)), point(Fraction(0)))
    score = score_by(play, ("indicator:b",))
    assert may_come(score, "v", "u", 0, 4, moved=moved)
    assert may_come(score, "u", "v", 6, 8, moved=moved)
    still = Enclosed(*(point(Fraction(number)) for number in (9, 0, 0, 0)))
    assert not may_come(score, "v", "u", 0, 4, moved=still)


def test_a_total_that_may_be_unknown_leaves_it_open(play: Play) -> None:
    table = """
        tie_breakers = ["indicator:b"]
        points = 10
        combine = "geometric-mean"
        places = 2
        criteria = [ { code = "A", points = 10, weight = 1, formula = "a", floor = "none" } ]
    """
    score = play(table, {"u": "a=9 b=5", "v": "a=9 b=2"})
    nothing = point(Fraction(0))
    for low, may in ((-1, True), (1, False)):
        moved = Enclosed(Interval(Fraction(low), Fraction(9)), nothing, nothing, nothing)
        assert may_come(score, "v", "u", 0, 4, moved=moved) is may
