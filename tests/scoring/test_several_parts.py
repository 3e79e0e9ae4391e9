"""Schemes of several parts: common criteria for all, and each member's own sector set."""

from collections.abc import Callable
from fractions import Fraction

import pytest

from thidua.core.exact.reason import Reason, ReasonKind
from thidua.core.model.criteria import TieKey, TieKeyKind
from thidua.core.scoring.results import ClusterScore, Status
from thidua.core.scoring.tally import Level

Play = Callable[..., ClusterScore]

COMMON = """
code = "common"
points = 100
rounding = { criterion = 2 }
sections = [ { code = "S", points = 100 } ]
criteria = [
  { code = "A", points = 60, section = "S", formula = "a", bonus_cap = "none" },
  { code = "B", points = 40, section = "S", formula = "b" },
]
"""
LABOUR = """
code = "labour"
points = 950
criteria = [ { code = "L", points = 950, bonus_cap = 50, rows = [
  { deduct = 1, per = "n" }, { bonus = 1, per = "x" } ] } ]
"""
TRADE = """
code = "trade"
points = 200
criteria = [ { code = "T", points = 200, formula = "y" } ]
"""
SCHEME = """
code = "bloc"
%s
[[parts]]
code = "common"
criteria = "common"
weight = 600
[[parts]]
code = "sector"
by_sector = { labour-social = "labour", industry-trade = "trade" }
weight = 400
%s
"""
SECTORS = {"lab": "labour-social", "tra": "industry-trade"}


def bloc(play: Play, lab: str, tra: str, top: str = "", part: str = "") -> ClusterScore:
    return play(
        COMMON,
        {"lab": lab, "tra": tra},
        more=(LABOUR, TRADE),
        scheme=SCHEME % (top, part),
        sectors=SECTORS,
    )


def parts(score: ClusterScore, unit: str) -> list[Fraction]:
    total = score.by_unit[unit].total
    assert total is not None
    return [part.tally.points for part in total.parts if part.tally is not None]


def test_600_for_what_is_common_and_400_for_the_members_own_sector(play: Play) -> None:
    score = bloc(play, "a=60 b=40 n=95 x=0", "a=30 b=20 y=150")
    assert parts(score, "lab") == [600, 360]
    assert parts(score, "tra") == [300, 300]
    assert score.points == 1000
    assert [row.points for row in score.rows] == [960, 600]


@pytest.mark.parametrize(
    ("bonus", "total"),
    [("added", 1030), ("scaled", 1000 + Fraction(30 * 400, 950)), ("dropped", 1000)],
)
def test_the_bonus_of_a_part_is_added_scaled_or_dropped(
    play: Play, bonus: str, total: Fraction
) -> None:
    score = bloc(play, "a=60 b=40 n=0 x=30", "a=0 b=0 y=0", part=f'bonus = "{bonus}"')
    assert score.by_unit["lab"].points == total


def test_the_scheme_caps_the_bonus_of_all_parts_together(play: Play) -> None:
    score = bloc(play, "a=90 b=40 n=0 x=30", "a=0 b=0 y=0", top="bonus_cap = 45")
    assert score.by_unit["lab"].points == 1045
    total = score.by_unit["lab"].total
    assert total is not None and total.bonus == 45


def test_a_part_without_a_weight_counts_its_sets_own_points(play: Play) -> None:
    score = play(
        COMMON,
        {"u": "a=30 b=20 y=150"},
        more=(TRADE,),
        scheme="""
            [[parts]]
            code = "common"
            criteria = "common"
            [[parts]]
            code = "trade"
            criteria = "trade"
        """,
    )
    assert score.points == 300
    assert score.by_unit["u"].points == 200


def test_a_scale_of_no_points_has_no_bands(play: Play) -> None:
    scheme = """
        bands = [ { code = "good", from = 0 } ]
        parts = [ { code = "prizes", criteria = "common", weight = 0 } ]
    """
    row = play(COMMON, {"u": "a=62 b=1"}, scheme=scheme).by_unit["u"]
    assert row.points == 2
    assert row.band is None


def test_a_member_without_a_set_for_its_sector_is_unscored_and_that_is_said(play: Play) -> None:
    score = play(
        COMMON,
        {"u": "a=1 b=1", "v": "a=1 b=1"},
        more=(LABOUR, TRADE),
        scheme=SCHEME % ("", ""),
        sectors={"v": "health"},
    )
    assert {unit: row.unknown for unit, row in score.by_unit.items()} == {
        "u": (Reason(ReasonKind.NO_CRITERIA_SET, "sector", ""),),
        "v": (Reason(ReasonKind.NO_CRITERIA_SET, "sector", "health"),),
    }
    assert {row.status for row in score.rows} == {Status.UNSCORED}


def test_an_unknown_criterion_of_any_part_leaves_the_member_without_a_total(play: Play) -> None:
    score = bloc(play, "a=60 b=40 n=0", "a=30 b=20 y=150")
    row = score.by_unit["lab"]
    assert row.status is Status.UNSCORED
    assert row.unknown == (Reason(ReasonKind.MISSING, "x"),)
    assert row.points is None and row.exact_points is None


def test_aggregates_of_a_sector_set_run_over_the_members_of_that_sector(play: Play) -> None:
    relative = TRADE.replace('"y"', '"points * y / highest(y)"')
    score = play(
        COMMON,
        {"lab": "a=0 b=0 n=0 x=0 y=1000", "tra": "a=0 b=0 y=5", "too": "a=0 b=0 y=4"},
        more=(LABOUR, relative),
        scheme=SCHEME % ("", ""),
        sectors={**SECTORS, "too": "industry-trade"},
    )
    assert [score.by_unit[unit].points for unit in ("tra", "too")] == [400, 320]


# Rounding


def test_a_part_is_rounded_where_the_scheme_says_and_the_total_after_it(play: Play) -> None:
    score = bloc(play, "a=60 b=40 n=1 x=0", "a=0 b=0 y=0", top="rounding = { part = 1, total = 0 }")
    assert parts(score, "lab") == [600, Fraction("399.6")]
    assert score.by_unit["lab"].points == 1000
    assert score.by_unit["lab"].exact_points == Fraction("999.6")


def test_the_scheme_rounds_a_level_instead_of_the_sets_and_leaves_them_the_others(
    play: Play,
) -> None:
    own = bloc(play, "a=1.115 b=0 n=0 x=0", "a=0 b=0 y=1.115")
    assert parts(own, "lab")[0] == 6 * Fraction("1.12")
    assert parts(own, "tra")[1] == 2 * Fraction("1.115")

    top = 'rounding = { mode = "down", criterion = 1, section = 0 }'
    scheme = bloc(play, "a=1.115 b=0 n=0 x=0", "a=0 b=0 y=1.115", top=top)
    assert parts(scheme, "lab")[0] == 6
    assert parts(scheme, "tra")[1] == 2 * Fraction("1.1")


# Tie keys


def test_tie_keys_come_from_the_common_parts_only(play: Play) -> None:
    score = bloc(
        play,
        "a=30 b=20 n=475 x=0",
        "a=20 b=30 y=100",
        top="""tie_breakers = [
            "criterion:T", "fewest-deductions", "criteria-at-maximum", "criterion:B" ]""",
    )
    assert [row.points for row in score.rows] == [500, 500]
    assert [row.member.unit for row in score.rows] == ["tra", "lab"]
    assert score.rows[0].decided_by == TieKey(TieKeyKind.CRITERION, "B")
    assert score.rows[0].skipped_keys == (TieKey(TieKeyKind.CRITERION, "T"),)


def test_the_lines_of_a_part_stand_on_the_schemes_scale(play: Play) -> None:
    score = bloc(play, "a=60 b=40 n=95 x=9", "a=0 b=0 y=0", part='bonus = "dropped"')
    total = score.by_unit["lab"].total
    assert total is not None and total.tally is not None
    found = {(line.part, line.level, line.code): line.points for line in total.tally.lines}
    assert found == {
        ("common", Level.CRITERION, "A"): 360,
        ("common", Level.CRITERION, "B"): 240,
        ("sector", Level.CRITERION, "L"): 369,
        ("", Level.PART, "sector"): -9,
    }
    assert total.deductions == 95 * Fraction(400, 950)


def test_a_part_is_rounded_in_the_mode_of_the_scheme(play: Play) -> None:
    """949 of 950 points make 399.578… of 400."""
    figures = ("a=60 b=40 n=1 x=0", "a=0 b=0 y=0")
    for mode, sector in (("down", "399.5"), ("up", "399.6"), ("half-up", "399.6")):
        score = bloc(play, *figures, top=f'rounding = {{ mode = "{mode}", part = 1 }}')
        assert parts(score, "lab") == [600, Fraction(sector)]


def test_each_level_is_rounded_in_the_mode_of_whoever_declares_its_places(play: Play) -> None:
    """The scheme cuts the criterion to 1.2; the section, of which it says nothing, the set
    raises to 2."""
    table = """
        code = "common"
        points = 10
        rounding = { mode = "up", criterion = 0, section = 0 }
        sections = [ { code = "S", points = 10 } ]
        criteria = [ { code = "A", points = 10, section = "S", formula = "a" } ]
    """
    scheme = """
        rounding = { mode = "down", criterion = 1 }
        parts = [ { code = "p", criteria = "common" } ]
    """
    total = play(table, {"u": "a=1.25"}, scheme=scheme).by_unit["u"].total
    assert total is not None
    places = total.parts[0].score.places
    found = {code: place.tally.points for (_, code), place in places.items() if place.tally}
    assert found["A"] == Fraction("1.2")
    assert found["S"] == 2
