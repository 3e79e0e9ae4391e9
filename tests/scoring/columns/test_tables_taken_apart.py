"""A table and the cases of its clusters: what each says of a member, and of no other."""

from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest
from attrs import evolve

from thidua.core.formula.tree import Name
from thidua.core.model.observation import JudgedPoints, Layer, Place, Standing
from thidua.core.scoring.cells import Cell, cell_of
from thidua.core.scoring.columns import scalar_cells, scoring
from thidua.core.scoring.columns.results import TableScore
from thidua.core.scoring.columns.scoring import score_table
from thidua.core.scoring.columns.table import Rules, category_of
from thidua.core.scoring.columns.tabling import case_at, table_of
from thidua.core.scoring.columns.twins import Twins
from thidua.core.scoring.entries import Member
from thidua.core.scoring.results import ClusterScore

Play = Callable[..., ClusterScore]
InColumns = Callable[..., TableScore]

TABLE = """
points = 20
criteria = [
  { code = "A", points = 10, formula = "a" },
  { code = "B", points = 10, formula = "b" },
]
"""
LONG = "0.12345678901"
LONGER = "0.98765432109"


def test_judged_points_of_more_decimals_than_a_column_holds_are_kept_by_criterion(
    play: Play, in_columns: InColumns
) -> None:
    score = play(TABLE, {"u": "", "v": "a=1 b=2"}, judged={"u": f"A={LONG} B={LONGER}"})
    case = case_at(Rules(score.case.scheme, score.case.sets), table_of({"k": score.case}), 0)
    assert {code: one.points for (_, code), one in case.entries.judged.items()} == {
        "A": Fraction(LONG),
        "B": Fraction(LONGER),
    }
    in_columns([score])


def test_a_case_found_in_a_table_is_general_where_the_table_says_nothing(play: Play) -> None:
    case = play(TABLE, {"u": "a=1"}, judged={"u": "A=*3"}, standings={"u": "capped"}).case
    table = table_of({"k": case})
    of_any_kind = evolve(table, kinds=category_of([None]))
    found = case_at(Rules(case.scheme, case.sets), of_any_kind, 0)
    assert found.members == (Member("u", "u", "", None, Standing.CAPPED),)
    assert found.entries.layer is Layer.SELF
    assert found.entries.judged == {
        ("u", "A"): JudgedPoints(
            "u", "A", Place("k", "k"), Layer.SELF, Fraction(3), reason="k", illustrative=True
        )
    }


def test_what_does_not_apply_to_a_member_applies_to_those_of_its_name_in_other_clusters(
    play: Play,
) -> None:
    units = {"u": "a=1 b=1", "v": "a=1 b=1"}
    cases = {
        code: play(TABLE, units, not_applicable=apart).case
        for code, apart in (("j", {"u": "A"}), ("k", {"v": "B"}), ("l", {}))
    }
    table = table_of(cases)
    rules = Rules(cases["j"].scheme, cases["j"].sets)
    found = [case_at(rules, table, cluster).entries.not_applicable for cluster in range(3)]
    assert [[*one] for one in found] == [[("u", "A")], [("v", "B")], []]


@pytest.mark.parametrize("sectors", [{}, {"v": "one"}])
def test_a_zero_that_nobody_reported_is_none_given_in_any_part_of_a_table(
    play: Play, in_columns: InColumns, asked: list[str], sectors: dict[str, str]
) -> None:
    """Where v has a sector, its set is scored in columns of its own."""
    scheme = """
    code = "bloc"
    parts = [ { code = "own", weight = 10, by_sector = { one = "x", two = "y" } } ]
    """
    formula = "7 if given(n) else 2"
    tables = [
        f"code = '{code}'\npoints = 10\n"
        f"criteria = [ {{ code = 'A', points = 10, formula = '{formula}' }} ]"
        for code in ("x", "y")
    ]
    sectors = {"u": "two", "v": "two", "w": "two"} | sectors
    units = {"u": "n=0", "v": "", "w": "n=3"}
    found = in_columns([play(tables[0], units, more=tables[1:], scheme=scheme, sectors=sectors)])
    assert found.points.scaled.tolist() == [700, 200, 700]
    assert asked == []


def test_the_scalar_reading_of_a_criterion_is_handed_its_own_figures_alone(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed: list[set[Name]] = []

    def cell(*arguments: object) -> Cell:
        handed.append({name for _, name in arguments[0].entries.figures})  # type: ignore[attr-defined]
        return cell_of(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(scalar_cells, "cell_of", cell)
    case = play(TABLE, {"u": "a=>1 b=2 c=3", "v": "a=1 b=3 c=4"}).case
    assert score_table(Rules(case.scheme, case.sets), table_of({"k": case})).ranked.tolist() == [
        False,
        True,
    ]
    assert handed == [{Name("a")}]


def test_twins_have_the_same_figures_whatever_else_is_missing_or_wide(play: Play) -> None:
    """b is missing of one, and of another as wide as no column holds; n is presumed of all."""
    units = {
        "u": "a=1 b=1",
        "v": "a=1 b=2",
        "w": "a=1",
        "x": f"a=1 b={'9' * 20}",
        "y": "a=1 b=1",
        "z": "a=1 b=1 n=0",
    }
    table = table_of({"k": play(TABLE, units).case})
    first = np.zeros(6, np.intp)
    same = [True, False, False, False, True, False]
    assert Twins(table)(first, np.arange(6)).tolist() == same


def test_some_clusters_of_a_table_are_found_in_it_as_in_a_table_of_their_own(play: Play) -> None:
    cases = {
        "j": play(TABLE, {"u": "a=1", "v": "b=>1"}, not_applicable={"u": "A"}).case,
        "k": play(TABLE, {}).case,
        "l": play(TABLE, {"u": "a=*2"}, judged={"u": "A=3"}, kinds={"u": "commune"}).case,
    }
    table, rules = table_of(cases), Rules(cases["j"].scheme, cases["j"].sets)
    whole = [case_at(rules, table, cluster) for cluster in range(3)]
    for first in range(3):
        for last in range(first + 1, 4):
            some = table.take(slice(first, last))
            assert some.clusters == tuple(cases)[first:last]
            assert [case_at(rules, some, cluster) for cluster in range(last - first)] == whole[
                first:last
            ]


def test_a_column_holds_figures_of_62_bits_and_needs_no_mask_where_everybody_has_one(
    play: Play,
) -> None:
    units = {"u": f"a={2**62 - 1} b={2**62} n=0", "v": f"a={1 - 2**62} b={-(2**62)} n=3"}
    figures = table_of({"k": play(TABLE, units).case}).figures
    held, wide, given = (figures[Name(code)] for code in "abn")
    assert held.scaled.tolist() == [2**62 - 1, 1 - 2**62]
    assert wide.beyond is not None and wide.beyond.tolist() == [True, True]
    for column in (held, given):
        assert (column.present, column.given, column.beyond) == (None, None, None)


def test_scores_of_blocks_are_joined_with_what_each_of_them_does_not_know(
    play: Play, in_columns: InColumns, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the second everything is known; the last has no member."""
    monkeypatch.setattr(scoring, "BLOCK_ROWS", 1)
    clusters = [{"u": "a=1", "v": "a=1 b=2"}, {"u": "a=3 b=1"}, {"u": "b=1", "w": "a=2 b=2"}, {}]
    found = in_columns([play(TABLE, units) for units in clusters])
    assert found.ranked.tolist() == [False, True, True, False, True]
    unknown = {code: mask.tolist() for (_, code), mask in found.unknown_criteria.items()}
    assert unknown == {
        "A": [False, False, False, True, False],
        "B": [True, False, False, False, False],
    }
    assert asked == []
