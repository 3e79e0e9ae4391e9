"""What tie keys compare by the column: figures that somebody lacks, quotients that are nearly the
same, points of the first part that has any."""

from collections.abc import Callable

import numpy as np
import pytest
from attrs import evolve

from thidua.core.formula.columns.figures import FigureColumn
from thidua.core.formula.tree import Name
from thidua.core.scoring.cluster_scoring import score_cluster
from thidua.core.scoring.columns.results import TableScore, table_score_of
from thidua.core.scoring.columns.scoring import score_table
from thidua.core.scoring.columns.table import Rules
from thidua.core.scoring.columns.tabling import case_at, table_of
from thidua.core.scoring.results import ClusterScore

Play = Callable[..., ClusterScore]
InColumns = Callable[..., TableScore]

ONE = """
tie_breakers = [%s]
points = 10
criteria = [ { code = "A", points = 10, formula = "a" } ]
"""
NEAR = "b=%d c=%d"
SLIGHTLY_LESS, SLIGHTLY_MORE = NEAR % (10**12, 10**12 + 1), NEAR % (10**12 + 1, 10**12 + 2)
"""Their difference has 24 decimals."""
WIDE = "9" * 20


@pytest.mark.parametrize(
    ("keys", "figures", "ranks"),
    [
        ('"indicator:b"', ("b=3", "b=4"), [2, 1]),
        ('"indicator:b"', ("b=3", ""), [1, 1]),
        ('"indicator:b"', ("", "b=3"), [1, 1]),
        ('"indicator:b asc"', ("b=3", ""), [1, 1]),
        ('"indicator:b asc"', ("b=3", "b=-3"), [2, 1]),
        ('"indicator:b"', ("b=3", "b=>5"), [1, 1]),
        ('"indicator:b"', ("b=*3", "b=~3"), [1, 1]),
        ('"indicator:b"', ("b=3", "b=*5"), [2, 1]),
        ('"formula:b"', ("b=3", ""), [1, 1]),
        ('"formula:b"', ("b=-3", ""), [1, 1]),
        ('"formula:b / c"', ("b=3 c=7", "b=4 c=0"), [1, 1]),
        ('"formula:b / c"', (SLIGHTLY_LESS, SLIGHTLY_MORE), [2, 1]),
        ('"formula:b / c asc"', (SLIGHTLY_LESS, SLIGHTLY_MORE), [1, 2]),
        ('"formula:0 - b / c"', (SLIGHTLY_LESS, SLIGHTLY_MORE), [1, 2]),
        ('"formula:b / c", "indicator:c"', ("b=3 c=7", "b=6 c=14"), [2, 1]),
    ],
)
def test_a_key_parts_those_who_have_it_without_the_scalar_reading(
    play: Play,
    in_columns: InColumns,
    asked: list[str],
    keys: str,
    figures: tuple[str, str],
    ranks: list[int],
) -> None:
    """Others, of other points, have all figures or none."""
    units = dict(zip("uv", (f"a=5 {one}" for one in figures), strict=True))
    others = {"w": "a=3 b=1 c=1", "x": "a=2"}
    assert in_columns([play(ONE % keys, units | others)]).ranks.tolist() == [*ranks, 3, 4]
    assert asked == []


@pytest.mark.parametrize(
    ("key", "figures", "ranks"),
    [
        ("indicator:b", ("b=3", f"b={WIDE}"), [2, 1]),
        ("indicator:b", ("b=3 c=>1", f"b={WIDE} c=1"), [2, 1]),
        ("formula:b / c", ("b=3 c=7", f"b={WIDE} c=8"), [2, 1]),
        ("formula:b / c", ("b=9 c=7", "b=>8 c=5"), [1, 1]),
        ("formula:b / c", ("b=3 c=7", f"b={WIDE} c={WIDE}"), [2, 1]),
        ("formula:c * 2", ("c=>7", "c=8"), [1, 1]),
    ],
)
def test_the_scalar_reading_compares_what_no_column_holds(
    play: Play,
    in_columns: InColumns,
    asked: list[str],
    key: str,
    figures: tuple[str, str],
    ranks: list[int],
) -> None:
    """Only the cluster of w, who has no points, is provisional."""
    units = dict(zip("uv", (f"a=5 {one}" for one in figures), strict=True)) | {"w": ""}
    table, others = ONE % f'"{key}"', {"u": "a=5 b=1 c=1", "v": "a=4 b=1 c=2"}
    found = in_columns([play(table, one) for one in (others, units, others)])
    assert found.ranks.tolist() == [1, 2, *ranks, 0, 1, 2]
    assert found.provisional.tolist() == [False, True, False]
    assert set(asked) <= {"cluster"}


def test_whole_numbers_too_wide_to_compute_with_are_compared_all_the_same(
    play: Play, asked: list[str]
) -> None:
    """A table from elsewhere may hold whatever 64 bits hold."""
    case = play(ONE % '"indicator:b"', {"u": "a=5 b=3", "v": "a=5 b=4", "w": "a=5"}).case
    rules, table = Rules(case.scheme, case.sets), table_of({"k": case})
    wide = FigureColumn(np.array([2**63 - 1, 2**63 - 2, 7]), 0)
    table = evolve(table, figures={**table.figures, Name("b"): wide})
    found = score_table(rules, table)
    assert found.ranks.tolist() == [1, 2, 3]
    assert asked == ["cluster"]
    scalar = table_score_of(rules, [score_cluster(case_at(rules, table, 0))])
    assert found.ranks.tolist() == scalar.ranks.tolist()


PART = """
code = "%s"
points = 10
criteria = [ { code = "A", points = 10, formula = "%s" %s } ]
"""
SCHEME = """
code = "bloc"
tie_breakers = ["criterion:A"]
parts = [ { code = "one", criteria = "x" }, { code = "two", criteria = "y" } ]
"""


def test_points_of_a_later_part_stand_in_for_those_that_do_not_apply(
    play: Play, in_columns: InColumns, asked: list[str]
) -> None:
    """Of all who have 8 points together, v and w are communes, to whom the first part does not
    apply."""
    tables = [PART % ("x", "a", ', applies_to = ["division"]'), PART % ("y", "b", "")]
    units = {"t": "a=1 b=7", "u": "a=3 b=5", "v": "a=9 b=8", "w": "a=1 b=8", "x": "a=8 b=0"}
    kinds = {"v": "commune", "w": "commune"}
    found = in_columns([play(tables[0], units, more=tables[1:], scheme=SCHEME, kinds=kinds)])
    assert found.ranks.tolist() == [5, 4, 1, 1, 1]
    assert asked == []


SEVERAL = """
points = 20
tie_breakers = ["%s"]
criteria = [
  { code = "A", points = 10, formula = "a", applies_to = ["division"] },
  { code = "B", points = 10, formula = "b", rows = [ { deduct = 1, per = "c" } ] },
]
"""


@pytest.mark.parametrize(
    ("key", "ranks"),
    [
        ("criterion:A", [2, 1, 3, 3, 3]),
        ("criterion:A asc", [1, 2, 3, 3, 3]),
        ("criterion:B", [1, 2, 5, 3, 4]),
        ("fewest-deductions", [1, 1, 5, 3, 3]),
        ("fewest-deductions desc", [1, 1, 3, 4, 4]),
        ("criteria-at-maximum", [1, 2, 3, 3, 3]),
    ],
)
def test_points_deductions_and_maxima_part_those_who_are_level(
    play: Play, in_columns: InColumns, asked: list[str], key: str, ranks: list[int]
) -> None:
    """u and v have 12 points together, the others 9; x is a commune, to which A does not
    apply and for which B counts twice."""
    units = {
        "u": "a=2 b=10 c=0",
        "v": "a=3 b=9 c=0",
        "w": "a=4 b=6 c=1",
        "x": "a=9 b=4.5 c=0",
        "y": "a=1 b=8 c=0",
    }
    found = in_columns([play(SEVERAL % key, units, kinds={"x": "commune"})])
    assert found.ranks.tolist() == ranks
    assert asked == []
