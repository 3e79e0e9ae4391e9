"""What a tie key is for a member: its value, greater meaning better, and where it comes from."""

from collections.abc import Callable
from fractions import Fraction

import pytest
from attrs import evolve

from thidua.core.model.criteria import TieKey, TieKeyKind
from thidua.core.scoring.comparing import compare
from thidua.core.scoring.results import ClusterScore
from thidua.core.scoring.tie_keys import TieReader

Play = Callable[..., ClusterScore]

TABLE = """
tie_breakers = ["indicator:p", "fewest-deductions"]
points = 20
sections = [ { code = "S", points = 20 } ]
criteria = [
  { code = "A", points = 10, section = "S", formula = "a" },
  { code = "B", points = 10, section = "S", rows = [ { deduct = 1, per = "b" } ] },
]
"""


def reader(score: ClusterScore) -> TieReader:
    return TieReader(score.case, [row.member.unit for row in score.rows])


def test_what_is_no_figure_was_not_left_unpublished(play: Play) -> None:
    """Of equal points, by fewest deductions: the illustrative figures are no tie key."""
    score = play(TABLE, {"u": "a=*5 b=0", "v": "a=*6 b=1"})
    assert [row.decided_by for row in score.rows] == [TieKey(TieKeyKind.FEWEST_DEDUCTIONS)] * 2
    assert not any(row.placed_by_illustrative for row in score.rows)


def test_a_formula_that_no_set_has_compiled_is_unknown(play: Play) -> None:
    score = play(TABLE, {"u": "a=5 b=0"})
    assert reader(score)(TieKey(TieKeyKind.FORMULA, "b * 2"), score.by_unit["u"]) is None


def test_a_member_without_a_total_has_no_points_to_compare(play: Play) -> None:
    score = play(TABLE, {"u": "a=5 b=0", "v": "a=5 b=0"}, standings={"v": "excluded"})
    read, row = reader(score), score.by_unit["v"]
    assert read(TieKey(TieKeyKind.SECTION, "S"), row) is None
    assert read(TieKey(TieKeyKind.CRITERIA_AT_MAXIMUM), row) == 0


def test_members_of_two_totals_are_parted_by_no_key(play: Play) -> None:
    """Although a key has parted each of them from another."""
    score = play(
        TABLE,
        {
            unit: f"a={a} b=0 p={p}"
            for unit, a, p in (("t", 9, 1), ("u", 9, 2), ("v", 8, 3), ("w", 8, 4))
        },
    )
    parting = {
        pair: compare(score, *pair) for pair in (("t", "u"), ("v", "w"), ("u", "w"), ("t", "w"))
    }
    key = TieKey(TieKeyKind.INDICATOR, "p")
    assert {pair: found and found.decided_by for pair, found in parting.items()} == {
        ("t", "u"): key, ("v", "w"): key, ("u", "w"): None, ("t", "w"): None
    }  # fmt: skip


# Gates

GATED = """
points = 10
criteria = [ { code = "A", points = 10, formula = "a", rows = [ { gate = "g > 0" } ] } ]
"""


@pytest.mark.parametrize(
    ("figure", "standing", "marked"),
    [
        ("*1", "normal", True),
        ("1", "normal", False),
        ("*0", "excluded", False),
        ("*1", "excluded", True),
    ],
)
def test_who_is_out_by_a_decision_is_not_out_by_an_open_gate(
    play: Play, figure: str, standing: str, marked: bool
) -> None:
    score = play(GATED, {"u": f"a=1 g={figure}"}, standings={"u": standing})
    assert score.by_unit["u"].placed_by_illustrative is marked


# Parts

MEAN = """
points = 10
combine = "weighted-mean"
sections = [
  { code = "S", points = 10, weight = 3 },
  { code = "T", points = 10, weight = 1 },
]
criteria = [
  { code = "A", points = 10, section = "S", formula = "a" },
  { code = "B", points = 10, section = "T", formula = "b" },
]
"""


def test_sections_count_by_their_weights_in_a_mean(play: Play) -> None:
    assert play(MEAN, {"u": "a=8 b=4"}).by_unit["u"].points == 7


@pytest.mark.parametrize(("places", "mean"), [(0, "2"), (1, "2.4"), (2, "2.45")])
def test_a_geometric_mean_of_no_places_is_a_whole_number(
    play: Play, places: int, mean: str
) -> None:
    table = MEAN.replace('"weighted-mean"', f'"geometric-mean"\nplaces = {places}')
    score = play(table.replace("weight = 3", "weight = 1"), {"u": "a=2 b=3"})
    assert score.by_unit["u"].points == Fraction(mean)


def test_evolving_a_scheme_keeps_what_was_compiled(play: Play) -> None:
    score = play(TABLE, {"u": "a=5 b=0", "v": "a=5 b=0 p=1"})
    keys = (TieKey(TieKeyKind.FORMULA, "p + 0"),)
    other = evolve(score.case, scheme=evolve(score.case.scheme, tie_breakers=keys))
    assert TieReader(other, ["u", "v"])(keys[0], score.by_unit["v"]) is None
