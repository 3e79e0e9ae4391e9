"""The tie key that counts the criteria which reached their points, read by the column."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from thidua.core.formula.columns.integers import LIMIT
from thidua.core.scoring.columns import blocks, ranking
from thidua.core.scoring.columns.enclosing import Amounts
from thidua.core.scoring.columns.results import TableScore
from thidua.core.scoring.results import ClusterScore

Play = Callable[..., ClusterScore]
InColumns = Callable[..., TableScore]

TABLE = """
points = 20
tie_breakers = ["criteria-at-maximum"]
%s
criteria = [
  { code = "A", points = 10, %s formula = "a" },
  { code = "B", points = 10, formula = "%s", bonus_cap = "none" },
]
"""


def decimal(units: int, places: int) -> str:
    whole, rest = divmod(units, 10**places)
    return f"{whole}.{rest:0{places}}"


def ranks_of(found: TableScore) -> list[int]:
    return [int(rank) for rank in found.ranks]


def test_a_criterion_of_no_points_is_never_reached(play: Play, in_columns: InColumns) -> None:
    table = """
    points = 10
    tie_breakers = ["criteria-at-maximum"]
    criteria = [
      { code = "A", points = 10, formula = "a" },
      { code = "Z", points = 0, floor = "none", rows = [ { deduct = 1, per = "b" } ] },
    ]
    """
    found = in_columns([play(table, {"u": "a=9 b=0", "v": "a=10 b=1", "w": "a=8 b=0"})])
    assert ranks_of(found) == [2, 1, 3]


def test_quotients_count_as_whole_criteria_do(
    play: Play, in_columns: InColumns, asked: list[str]
) -> None:
    """u reaches the criterion of whole numbers, v that of quotients, w both without a third."""
    units = {"u": "a=10 b=10 c=2", "v": "a=5 b=10 c=1", "w": "a=1 b=1 c=3", "x": "a=9 b=7 c=1"}
    found = in_columns([play(TABLE % ("", "", "b / c"), units)])
    assert ranks_of(found) == [2, 2, 4, 1]
    assert found.shares_rank.tolist() == [True, True, False, False]
    assert asked == []


def test_bonus_counts_towards_the_points_of_a_criterion(play: Play, in_columns: InColumns) -> None:
    """Of v the bonus makes up for what the base lacks."""
    row = 'bonus_cap = "none", rows = [ { bonus = 2, when = "c > 0" } ],'
    units = {"u": "a=9 b=7 c=0", "v": "a=8 b=6 c=1", "w": "a=1 b=1 c=0"}
    assert ranks_of(in_columns([play(TABLE % ("", row, "b"), units)])) == [2, 1, 3]


@pytest.mark.parametrize("rounding", ["", "rounding = { criterion = 1 }"])
@pytest.mark.parametrize("policy", ["rescale", "average"])
def test_a_criterion_is_reached_before_any_policy_multiplies_it(
    play: Play, in_columns: InColumns, policy: str, rounding: str
) -> None:
    """To u and v B does not apply, so that their points of A count twice."""
    top = f"not_applicable = '{policy}'\n{rounding}"
    units = {"t": "a=6 b=10", "u": "a=8 b=1", "v": "a=5 b=1", "w": "a=10"}
    apart = {"u": "B", "v": "B", "w": "B"}
    found = in_columns([play(TABLE % (top, "", "b"), units, not_applicable=apart)])
    assert ranks_of(found) == [2, 3, 4, 1]


def test_it_is_so_too_where_the_scalar_reading_tells_the_criterion(
    play: Play, in_columns: InColumns, asked: list[str]
) -> None:
    """All have 16 points; of them only t reaches a criterion, whatever the doubled A of u is."""
    units = {"t": "a=6 b=10", "u": "a=>8 b=1", "v": "a=8 b=8", "w": "a=8 b=1"}
    table = (TABLE % ("", "", "b")).replace('"a"', '"min(a, 8)"')
    found = in_columns([play(table, units, not_applicable={"u": "B", "w": "B"})])
    assert found.points.scaled.tolist() == [1600] * 4
    assert ranks_of(found) == [1, 2, 2, 2]
    assert asked == ["A"]


def test_a_member_whom_a_criterion_does_not_concern_has_not_reached_it(
    play: Play, in_columns: InColumns
) -> None:
    units = {"t": "a=10 b=6", "u": "a=10 b=8", "v": "a=8 b=8"}
    found = in_columns([play(TABLE % ("", "", "b"), units, not_applicable={"u": "A"})])
    assert found.points.scaled.tolist() == [1600] * 3
    assert ranks_of(found) == [1, 2, 2]


@pytest.mark.parametrize("base", ["b", "b / c"])
def test_the_count_is_exact_and_no_float(
    play: Play, in_columns: InColumns, monkeypatch: pytest.MonkeyPatch, base: str
) -> None:
    found: list[Amounts] = []

    def spied(counted: Any, totals: Any, segments: Any, chain: Any, *more: Any) -> Any:
        _, read, _ = more
        found.extend(read(key, np.arange(len(counted))).values for key in chain)
        return ranking.rank(counted, totals, segments, chain, *more)

    monkeypatch.setattr(blocks, "rank", spied)
    units = {"u": "a=10 b=3 c=9", "v": "a=3 b=10 c=1", "w": "a=10 b=10 c=1", "x": "a=1 b=1 c=1"}
    in_columns([play(TABLE % ("", "", base), units)])
    (column,) = found
    for end in (column.low, column.high):
        assert (end.values.dtype, end.values.tolist()) == (np.dtype(np.int64), [1, 1, 2, 0])
    assert column.unit == 1


def test_the_scalar_reading_is_asked_of_nobody_whom_a_criterion_does_not_concern(
    play: Play, in_columns: InColumns, asked: list[str]
) -> None:
    units = {"t": "a=6 b=10", "u": "a=>8 b=1", "v": "a=8 b=8"}
    in_columns([play(TABLE % ("", "", "b"), units, not_applicable={"u": "A"})])
    assert asked == []


def test_a_cell_is_told_alone_whichever_of_its_numbers_is_too_wide(
    play: Play, in_columns: InColumns, asked: list[str]
) -> None:
    """Of u the base is bounded, of w the deduction."""
    row = 'rows = [ { deduct = 1, when = "c > 3" } ],'
    units = {"u": "a=>9 b=1 c=1", "v": "a=8 b=8 c=4", "w": "a=2 b=1 c=>3"}
    in_columns([play((TABLE % ("", row, "b")).replace('"a"', '"min(a, 9)"'), units)])
    assert asked == ["A", "A"]


def test_the_widest_criterion_that_a_column_holds_is_reached_by_its_points_and_by_no_less(
    play: Play, in_columns: InColumns
) -> None:
    """Of u a billionth of a billionth is missing; v has it, and the same total."""
    widest, unit = LIMIT, 10**18
    table = f"""
    points = 20
    tie_breakers = ["criteria-at-maximum"]
    criteria = [
      {{ code = "A", points = "{decimal(widest, 18)}", formula = "a / {unit}" }},
      {{ code = "B", points = "{decimal(20 * unit - widest, 18)}", formula = "b / {unit}" }},
    ]
    """
    found = in_columns([play(table, {"u": f"a={widest - 1} b=1", "v": f"a={widest} b=0"})])
    assert ranks_of(found) == [2, 1]
