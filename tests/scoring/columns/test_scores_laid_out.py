"""The arrays of a scored table, whichever reading filled them."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from thidua.core.scoring.columns.results import STATUSES, PointColumn, TableScore, table_score_of
from thidua.core.scoring.columns.scoring import score_table
from thidua.core.scoring.columns.table import Rules
from thidua.core.scoring.columns.tabling import table_of
from thidua.core.scoring.results import ClusterScore, Status
from thidua.core.scoring.tally import Level

Play = Callable[..., ClusterScore]
LayOut = Callable[[Sequence[ClusterScore]], TableScore]

TABLE = """
points = 20
rounding = { criterion = 1, total = 1 }
tie_breakers = ["indicator:c", "indicator:b"]
bands = [ { code = "good", from = 10 }, { code = "fair", from = 5, below = 10 } ]
criteria = [
  { code = "A", points = 10, formula = "a", rows = [ { deduct = 1, per = "b" } ] },
  { code = "B", points = 10, formula = "b", applies_to = ["division"] },
]
"""
UNITS = {
    "s": "a=7 b=1",
    "t": "a=8 b=1",
    "u": "a=9 b=2",
    "v": "a=1 b=3",
    "w": "b=1",
    "x": "a=8 b=0",
    "y": "a=1 b=2",
}


def by_columns(scores: Sequence[ClusterScore]) -> TableScore:
    case = scores[0].case
    table = table_of({f"k{number}": score.case for number, score in enumerate(scores)})
    return score_table(Rules(case.scheme, case.sets), table)


def by_member(scores: Sequence[ClusterScore]) -> TableScore:
    case = scores[0].case
    return table_score_of(Rules(case.scheme, case.sets), scores)


def laid_out(column: PointColumn) -> tuple[list[int], int, list[bool] | None]:
    known = None if column.known is None else column.known.tolist()
    return column.scaled.tolist(), column.places, known


@pytest.fixture
def one(play: Play) -> ClusterScore:
    return play(
        TABLE,
        UNITS,
        kinds={"t": "commune"},
        standings={"v": "excluded", "x": "suspended"},
    )


@pytest.mark.parametrize("lay_out", [by_columns, by_member])
def test_who_has_no_points_stands_as_0_beside_a_mask(lay_out: LayOut, one: ClusterScore) -> None:
    found = lay_out([one])
    ranked = [True, True, True, False, False, True, True]
    assert [STATUSES[status] for status in found.statuses.tolist()] == [
        *[Status.RANKED] * 3,
        Status.EXCLUDED,
        Status.UNSCORED,
        Status.SUSPENDED,
        Status.RANKED,
    ]
    assert found.ranked.tolist() == ranked
    assert laid_out(found.points) == ([70, 140, 90, 0, 0, 80, 20], 1, ranked)
    assert laid_out(found.bonus) == ([0] * 7, 1, ranked)
    assert laid_out(found.deductions) == ([100, 100, 200, 0, 0, 0, 200], 2, ranked)
    assert laid_out(found.places["table", Level.CRITERION, "B"])[0] == [10, 0, 20, 0, 10, 0, 20]
    assert {key: mask.tolist() for key, mask in found.unknown_criteria.items()} == {
        ("table", "A"): [False] * 4 + [True] + [False] * 2
    }


@pytest.mark.parametrize("lay_out", [by_columns, by_member])
def test_where_everybody_has_points_there_is_no_mask(lay_out: LayOut, play: Play) -> None:
    found = lay_out([play(TABLE, {"u": "a=1 b=1", "v": "a=2 b=2"})])
    assert laid_out(found.points) == ([10, 20], 1, None)
    assert laid_out(found.bonus) == ([0, 0], 1, None)
    assert laid_out(found.deductions) == ([100, 200], 2, None)
    assert [laid_out(column) for column in found.places.values()] == [
        ([0, 0], 1, None),
        ([10, 20], 1, None),
        ([100, 200], 2, None),
    ]
    assert found.unknown_criteria == {}


def test_no_clusters_have_arrays_of_the_same_kinds(one: ClusterScore) -> None:
    rules = Rules(one.case.scheme, one.case.sets)
    for found in (score_table(rules, table_of({})), table_score_of(rules, [])):
        masks = (found.ranked, found.shares_rank, found.banded, found.decided, found.provisional)
        assert [mask.dtype for mask in masks] == [np.dtype(bool)] * 5
        numbers = (found.statuses, found.ranks, found.bands, found.decided_by, found.points.scaled)
        assert [one.dtype.name for one in numbers] == ["int8", "int32", "int16", "int16", "int64"]
        assert [len(one) for one in (*masks, *numbers)] == [0] * 10
