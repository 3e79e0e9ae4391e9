"""What turns the order where keys take part: keys that are formulas, rivals parted by a key."""

from collections.abc import Callable

from thidua.core.scoring.margin import Margin, Side, Way, margin_of
from thidua.core.scoring.results import ClusterScore

Play = Callable[..., ClusterScore]

LEVEL = """
points = 10
tie_breakers = ["indicator:c", "%s"]
criteria = [ { code = "A", points = 10, formula = "points * min(a / a.target, 1)" } ]
"""


def margin(score: ClusterScore, unit: str) -> Margin:
    found = margin_of(score, unit)
    assert found is not None
    return found


def steps(side: Side) -> dict[str | None, int | None]:
    return {one.input.lever.indicator: one.steps for one in side.changes if one.input.lever}


def test_a_key_that_is_a_formula_reads_the_figure_as_it_stands(play: Play) -> None:
    units = {"u": "a=9 a.target=10 b=5 c=2", "v": "a=9 a.target=10 b=2 c=1"}
    for key in ("formula:b", "formula:b * 2"):
        (up,) = margin(play(LEVEL % key, units), "v").sides
        assert steps(up) == {"a": 1, "b": None, "c": 2}


def test_of_rivals_the_one_whom_a_key_parts_names_it(play: Play) -> None:
    """Points read the peers': with four less, u is passed by v on points, by w on the key."""
    table = """
    points = 20
    tie_breakers = ["indicator:c"]
    criteria = [
      { code = "A", points = 10, formula = "a + 2 if a - lowest(a) >= 1 else a" },
      { code = "B", points = 10, formula = "points * min(b, 10) / 10" },
    ]
    """
    score = play(table, {"u": "a=8 b=6 c=1", "v": "a=6 b=0 c=2", "w": "a=5 b=3 c=2"})
    (down,) = margin(score, "u").sides
    assert down.way is Way.DOWN
    assert [one.member.unit for one in down.rivals] == ["v", "w"]
    change = next(one for one in down.changes if one.input.criterion == "A")
    assert change.steps == -4
    assert change.decided_by is not None and change.decided_by.code == "c"
