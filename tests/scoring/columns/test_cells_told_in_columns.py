"""The cells of a large cluster by the column, against those that are read one by one."""

from collections.abc import Callable
from typing import Any

import pytest

from thidua.core.scoring import cells
from thidua.core.scoring.cells import Cell, cells_of
from thidua.core.scoring.columns import cell_records
from thidua.core.scoring.columns.cell_records import cells_in_columns
from thidua.core.scoring.results import ClusterScore
from thidua.core.scoring.scored import Scored

Play = Callable[..., ClusterScore]

HIGHEST = "formula = 'points * a / highest(a, where = a > 0)'"
TABLE = """
points = 20
[[criteria]]
code = "A"
points = 10
%s
[[criteria]]
code = "B"
points = 10
formula = "b"
"""


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The criteria of the cells that the scalar reading tells."""
    found: list[str] = []
    cell_of = cells.cell_of

    def cell(*arguments: Any) -> Cell:
        found.append(arguments[1].criterion.code)
        return cell_of(*arguments)

    monkeypatch.setattr(cell_records, "cell_of", cell)
    return found


def in_columns(score: ClusterScore) -> dict[str, dict[str, Cell]]:
    """The cells of all criteria by the column, which must be what the scalar reading tells."""
    (compiled,) = score.case.sets.values()
    scored = Scored(compiled, score.case.members, score.case.entries)
    found = cells_in_columns(scored, compiled.criteria)
    assert found == {item.criterion.code: cells_of(scored, item) for item in compiled.criteria}
    return found


def bases(cells: dict[str, Cell]) -> list[Any]:
    return [cell.points and cell.points.base for cell in cells.values()]


def test_an_aggregate_runs_over_those_whom_its_criterion_concerns(
    play: Play, told: list[str]
) -> None:
    units = {"u": "a=4 b=1", "v": "a=2 b=2", "w": "a=16 b=3", "x": "a=32 b=4"}
    score = play(
        TABLE % (HIGHEST + "\napplies_to = ['division']"),
        units,
        kinds={"w": "commune"},
        not_applicable={"x": "A"},
    )
    found = in_columns(score)
    assert bases(found["A"]) == [10, 5, None, None]
    assert told == []


def test_a_child_criterion_concerns_those_whom_its_parent_concerns(
    play: Play, told: list[str]
) -> None:
    table = """
    points = 10
    [[criteria]]
    code = "P"
    points = 10
    applies_to = ["division"]
    [[criteria]]
    code = "P.1"
    parent = "P"
    points = 10
    formula = "a / b"
    """
    units = {"u": "a=4 b=3", "v": "a=2 b=3", "w": "a=16 b=7"}
    found = in_columns(play(table, units, kinds={"u": "commune"}))
    assert [cell.applies for cell in found["P.1"].values()] == [False, True, True]
    assert told == []


@pytest.mark.parametrize(
    ("formula", "asked"),
    [("formula = 'a'", ["A"]), (HIGHEST, ["A"] * 3), ("formula = '3 if given(d) else c'", [])],
)
def test_an_illustrative_figure_is_told_of_by_those_alone_who_read_it(
    play: Play, told: list[str], formula: str, asked: list[str]
) -> None:
    """By its own unit, or by everybody where an aggregate runs over it. Nobody has d."""
    units = {"u": "a=4 b=1 c=1", "v": "a=*2 b=2 c=3", "w": "a=1 b=5 c=2"}
    found = in_columns(play(TABLE % formula, units))
    assert sum(cell.illustrative for cell in found["A"].values()) == len(asked)
    assert told == asked


def test_points_that_are_the_same_for_all_and_judged_ones_of_one(
    play: Play, told: list[str]
) -> None:
    table = TABLE % "rows = [ { deduct = 2, when = 'a > 5' } ]\nbonus_cap = 1"
    units = {"u": "a=1 b=1", "v": "a=2 b=1", "w": "a=3 b=1"}
    found = in_columns(play(table, units, judged={"v": "A=11", "w": "B=3"}))
    assert bases(found["A"]) == [10, 10, 10]
    assert bases(found["B"]) == [1, 1, 3]
    assert told == ["A", "B"]


def test_where_everybody_has_more_to_tell_the_scalar_reading_tells_every_cell(
    play: Play, told: list[str]
) -> None:
    found = in_columns(play(TABLE % "formula = 'a / b'", {"u": "a=*1 b=3", "v": "a=*2 b=7"}))
    assert [cell.illustrative for cell in found["A"].values()] == [True, True]
    assert told == ["A", "A"]
