"""Single criteria by the column: who their aggregates run over, what is unknown for certain, and
how judged points are split."""

from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest
from attrs import evolve

from thidua.core.exact.figure import Figure
from thidua.core.formula.columns.figures import FigureColumn
from thidua.core.formula.tree import Name
from thidua.core.scoring.columns.results import TableScore
from thidua.core.scoring.columns.scoring import score_table
from thidua.core.scoring.columns.table import JUDGED, Rules
from thidua.core.scoring.columns.tabling import table_of
from thidua.core.scoring.results import ClusterScore

Play = Callable[..., ClusterScore]
InColumns = Callable[..., TableScore]

WIDE = "9" * 20

ONE = """
points = 10
[[criteria]]
code = "A"
points = 10
"""


def test_an_aggregate_runs_over_those_whom_its_criterion_concerns(
    play: Play, in_columns: InColumns, asked: list[str]
) -> None:
    """w is a commune, to x it does not apply, z is excluded."""
    table = ONE + "formula = 'points * a / highest(a)'\napplies_to = ['division']"
    units = {"u": "a=4", "v": "a=2", "w": "a=16", "x": "a=32", "y": "a=1", "z": "a=64"}
    apart, out = {"x": "A"}, {"z": "excluded"}
    score = play(table, units, kinds={"w": "commune"}, not_applicable=apart, standings=out)
    found = in_columns([score])
    assert found.points.scaled.tolist() == [1000, 500, 0, 0, 250, 0]
    assert asked == []


@pytest.mark.parametrize(
    ("more", "points"),
    [
        ("formula = 'a / b'\nbonus_cap = 2\nrows = [ { bonus = 1, when = 'c > 1' } ]", [200, 300]),
        ("rows = [ { deduct = 2, per = 'a / b' } ]", [800, 400]),
    ],
)
def test_a_quotient_by_a_number_that_no_column_holds_is_not_unknown(
    play: Play, in_columns: InColumns, asked: list[str], more: str, points: list[int]
) -> None:
    """What stands for it in its column is 0, by which nothing can be divided."""
    units = {"u": f"a={WIDE} b={WIDE} c=2", "v": "a=3 b=1 c=1", "w": "a=3 b=0 c=2"}
    found = in_columns([play(ONE + more, {unit: one}) for unit, one in units.items()])
    assert found.points.scaled.tolist() == [*points, 0]
    assert found.ranked.tolist() == [True, True, False]
    assert asked == ["A"]


@pytest.mark.parametrize(
    ("more", "points"),
    [("", None), ("bonus_cap = 'none'", 1100), ("bonus_cap = 1", 1100), ("bonus_cap = 0", 1000)],
)
def test_judged_points_over_those_of_a_criterion_are_its_bonus(
    play: Play, in_columns: InColumns, asked: list[str], more: str, points: int | None
) -> None:
    """One point over them is over them too, and nothing where there is to be no bonus."""
    judged = {"u": "A=11", "v": "A=10"}
    found = in_columns([play(ONE + more, {unit: ""}, judged=judged) for unit in judged])
    assert found.ranked.tolist() == [points is not None, True]
    assert found.points.scaled.tolist() == [points or 0, 1000]
    assert asked == []


@pytest.mark.parametrize("more", ["", "bonus_cap = 2"])
def test_what_stands_in_a_column_for_judged_points_beyond_it_means_nothing(
    play: Play, asked: list[str], more: str
) -> None:
    case = play(ONE + more, {"u": "", "v": ""}).case
    rules, table = Rules(case.scheme, case.sets), table_of({"k": case})
    third = Figure(Fraction(1, 3))
    judged = FigureColumn(np.array([99, 5]), 0, beyond=np.array([True, False]))
    special = {0: {Name(f"{JUDGED}A"): third}}
    found = score_table(rules, evolve(table, judged={"A": judged}, special=special))
    assert found.points.scaled.tolist() == [33, 500]
    assert found.ranks.tolist() == [2, 1]
    assert asked == ["A"]
