"""Points as columns show them: 0 where nobody is to see any, and told by the scalar reading only
where two decimals leave them open."""

from collections.abc import Callable

from thidua.core.scoring.columns.results import TableScore
from thidua.core.scoring.results import ClusterScore
from thidua.core.scoring.tally import Level

Play = Callable[..., ClusterScore]
InColumns = Callable[..., TableScore]

NEARLY_HALF = "a=49999999999 b=10000000000000"
"""A quotient less than 0.005, the nearest nine decimals over which come to it."""
SLIGHTLY_MORE = "a=50000000001 b=10000000000000"

ONE = """
code = "%s"
points = 10
criteria = [
  { code = "A", points = 5, formula = "a / b" },
  { code = "B", points = 5, formula = "c" },
]
"""
TOTAL = "rounding = { total = 0 }\n"
SECTORS = """
code = "bloc"
rounding = { part = 0, total = 0 }
parts = [ { code = "own", weight = 10, by_sector = { one = "x", two = "y" } } ]
"""


def test_a_member_without_a_total_has_0_in_every_column_of_points(
    play: Play, in_columns: InColumns, asked: list[str]
) -> None:
    """v is excluded; of w one criterion is unknown, the other one is not."""
    units = {"u": "a=3 b=1 c=2", "v": "a=3 b=1 c=1", "w": "a=4 b=1"}
    found = in_columns([play(ONE % "x", units, standings={"v": "excluded"})])
    assert found.points.scaled.tolist() == [500, 0, 0]
    shown = {code: column.scaled.tolist() for (_, _, code), column in found.places.items()}
    assert (shown["A"], shown["B"]) == ([300, 0, 400], [200, 0, 0])
    assert asked == []


def test_points_that_decimals_leave_open_are_asked_for_where_anybody_sees_them(
    play: Play, in_columns: InColumns, asked: list[str]
) -> None:
    """In the second cluster the member is excluded."""
    units = {"u": f"{NEARLY_HALF} c=1", "v": "a=1 b=3 c=2"}
    apart = {"u": "excluded"}
    others = {"u": "a=1 b=7 c=1", "v": "a=1 b=3 c=2"}
    table = TOTAL + ONE % "x"
    in_columns([play(table, units, standings=apart), play(table, others)])
    assert asked == []
    in_columns([play(table, units), play(table, others)])
    assert asked == ["cluster"]


def test_points_that_decimals_leave_open_in_the_set_of_one_sector(
    play: Play, in_columns: InColumns, asked: list[str]
) -> None:
    tables = [ONE % "x", ONE % "y"]
    sectors = {"u": "one", "v": "two", "w": "none"}
    scores = [
        play(tables[0], units, more=tables[1:], scheme=SECTORS, sectors=sectors)
        for units in (
            {"u": f"{NEARLY_HALF} c=1", "v": "a=1 b=7 c=3", "w": "a=3 b=1 c=1"},
            {"u": f"{SLIGHTLY_MORE} c=1", "v": "a=1 b=7 c=3", "w": "a=3 b=1 c=1"},
            {"u": "a=1 b=3 c=1"},
            {"v": "a=2 b=3 c=1"},
        )
    ]
    found = in_columns(scores)
    assert asked == ["cluster"]
    place = found.places["own", Level.CRITERION, "A"]
    assert place.scaled.tolist() == [0, 14, 0, 1, 14, 0, 33, 67]
    assert place.known is not None and place.known.tolist() == [True, True, False] * 2 + [True] * 2
