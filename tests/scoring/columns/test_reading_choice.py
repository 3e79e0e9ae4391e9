"""Large clusters have their cells read in columns, and nobody can tell from the result."""

import sys
from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec
from random import Random
from typing import Any

import pytest

from thidua.core.model.compiled import CompiledCriterion
from thidua.core.scoring import cells, reading_choice
from thidua.core.scoring.cells import Cell
from thidua.core.scoring.cluster_scoring import score_cluster
from thidua.core.scoring.columns import cell_records
from thidua.core.scoring.results import ClusterScore
from thidua.core.scoring.scored import Scored

Play = Callable[..., ClusterScore]

TABLE = """
points = 60
criteria = [
  { code = "A", points = 10, formula = "points * min(a / a.target, 1)" },
  { code = "B", points = 10, formula = "points * b / highest(b, where = given(b))" },
  { code = "C", points = 10, applies_to = ["division"], rows = [ { deduct = 1, per = "n" } ] },
  { code = "D", points = 10, rows = [ { deduct = 2, when = "c > 5" } ] },
  { code = "E", points = 10, judged = { from = 0, to = 10 } },
  { code = "F", points = 10, formula = "d" },
]
"""
"""Half of the cells have more to tell than points."""


def large(play: Play) -> ClusterScore:
    random = Random(5)
    units = {
        f"u{number:02}": f"a={random.randint(0, 9)} a.target=7 b={random.randint(1, 9)}"
        f" c={random.randint(1, 9)} d={random.choice(['3', '>2', '*4', '11'])}"
        for number in range(30)
    }
    units |= {"v": "a=1 a.target=3 b=*5 c=6 n=2 d=1", "w": "c=1 d=2", "x": "a=1 b=2 n=0 c=0 d=0"}
    return play(
        TABLE,
        units,
        kinds={"u01": "commune"},
        judged={"u00": "E=3", "u02": "F=4 E=1"},
        not_applicable={"u03": "A D"},
        standings={"u04": "excluded"},
    )


def in_columns(monkeypatch: pytest.MonkeyPatch, score: ClusterScore) -> tuple[ClusterScore, int]:
    """The cluster scored in columns, and how many cells the scalar reading told."""
    told: list[Cell] = []

    def cell_of(*arguments: Any) -> Cell:
        told.append(reading_of(*arguments))
        return told[-1]

    reading_of = cells.cell_of
    monkeypatch.setattr(reading_choice, "COLUMNS_PAY_FROM", 1)
    monkeypatch.setattr(cell_records, "cell_of", cell_of)
    return score_cluster(score.case), len(told)


def test_the_score_is_the_same_in_every_respect(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    score = large(play)
    found, told = in_columns(monkeypatch, score)
    assert (found.rows, found.points, found.case) == (score.rows, score.points, score.case)
    assert found.left_out == score.left_out and found.illustrative == score.illustrative
    assert 0 < told < 32 * 6 - 60


def test_a_peers_illustrative_figure_is_told_of_by_everybody(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, _ = in_columns(monkeypatch, large(play))
    counted = [row for row in found.rows if row.total is not None]
    told = [
        cell.illustrative for row in counted for _, cell in row.cells() if cell.criterion == "B"
    ]
    assert told.count(True) >= 30


@pytest.mark.parametrize(("more", "in_columns"), [(0, True), (1, False)])
def test_cells_are_read_in_columns_from_so_many_on(
    play: Play, monkeypatch: pytest.MonkeyPatch, more: int, in_columns: bool
) -> None:
    """Of 32 members who are not excluded, by 6 criteria."""
    asked: list[int] = []

    def cells_in_columns(scored: Scored, items: Sequence[CompiledCriterion]) -> object:
        asked.append(len(scored.members) * len(items))
        return cells_of(scored, items)

    score = large(play)
    cells_of = cell_records.cells_in_columns
    monkeypatch.setattr(cell_records, "cells_in_columns", cells_in_columns)
    monkeypatch.setattr(reading_choice, "COLUMNS_PAY_FROM", 32 * 6 + more)
    assert score_cluster(score.case).rows == score.rows
    assert asked == ([32 * 6] if in_columns else [])


def test_without_numpy_many_cells_are_read_one_by_one(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing(name: str) -> ModuleSpec | None:
        return None

    score = large(play)
    monkeypatch.setattr(reading_choice, "COLUMNS_PAY_FROM", 1)
    monkeypatch.setattr(reading_choice, "find_spec", nothing)
    monkeypatch.setitem(sys.modules, "thidua.core.scoring.columns.cell_records", None)
    assert score_cluster(score.case).rows == score.rows
