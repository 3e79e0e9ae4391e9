"""How safe ranks are: what they hinge on, who depends on whom, what other rules would change."""

from fractions import Fraction

import pytest
from tests.scoring.rank_changes import CLOSE, PLAIN, Play, departure, gaps, ranks

from thidua.core.model.criteria import TieKey, TieKeyKind
from thidua.core.scoring.departures import Departure, Moved, Turn
from thidua.core.scoring.robustness import PeerCriterion, robustness

# Narrow gaps


def test_ranks_hinge_on_gaps_below_half_a_percent_of_the_scale_and_on_tie_keys(play: Play) -> None:
    found = robustness(play(PLAIN % "1224", CLOSE))
    assert found.within == Fraction("0.5")
    assert gaps(found.narrow) == [("u", "v", Fraction("0.4")), ("v", "w", Fraction(0))]
    assert [step.decided_by for step in found.narrow] == [
        None,
        TieKey(TieKeyKind.INDICATOR, "t"),
    ]
    assert [[row.member.unit for row in place] for place in found.shared] == [["y", "z"]]


@pytest.mark.parametrize(
    ("within", "expected"),
    [("0", ["v"]), ("0.4", ["v"]), ("0.41", ["u", "v"]), ("0.51", ["u", "v", "w"])],
)
def test_a_gap_is_narrow_below_the_points_asked_for(
    play: Play, within: str, expected: list[str]
) -> None:
    found = robustness(play(PLAIN % "1224", CLOSE), Fraction(within))
    assert [step.above[0].member.unit for step in found.narrow] == expected


@pytest.mark.parametrize("scheme", ["1224", "1223", "1234"])
def test_steps_go_from_place_to_place_whatever_follows_a_shared_rank(
    play: Play, scheme: str
) -> None:
    units = {"u": "a=9 t=1", "v": "a=9 t=1", "w": "a=7 t=1"}
    found = robustness(play(PLAIN % scheme, units))
    assert gaps(found.steps) == [("u v", "w", Fraction(2))]
    assert found.ranges == {"u": (1, 1), "v": (1, 1), "w": (2, 2) if scheme == "1223" else (3, 3)}


def test_a_cluster_of_one_is_as_safe_as_can_be(play: Play) -> None:
    found = robustness(play(PLAIN % "1224", {"u": "a=9 t=1"}))
    assert (found.steps, found.narrow, found.shared) == ((), (), ())
    assert found.departures == (Departure("u", (), (), (), (), {}),)
    assert not found.departures[0].is_felt
    assert all(one.ranks == () for one in found.outcomes)
    assert found.ranges == {"u": (1, 1)}


def test_a_cluster_that_nobody_can_be_ranked_in_has_no_ranks_to_doubt(play: Play) -> None:
    found = robustness(play(PLAIN % "1224", {"u": "", "v": ""}))
    assert (found.places, found.steps, found.ranges) == ((), (), {})
    assert not found.may_lose_rank
    assert [one.unit for one in found.departures] == ["u", "v"]


# Who depends on whom

T6 = """
points = 30
rounding = { criterion = 2, total = 2 }
tie_breakers = [ "formula:rank(b)", "formula:b" ]
[[criteria]]
code = "A"
points = 10
formula = "peer-relative-above-target"
inputs = { actual = "a", target = "a.target" }
[[criteria]]
code = "B"
points = 10
formula = "b"
[[criteria]]
code = "C"
points = 10
rows = [ { deduct = 1, when = "c < highest(c)" } ]
[[criteria]]
code = "D"
points = 0
bonus_cap = 2
rows = [ { bonus = 1, when = "d > mean(d)" } ]
"""
POLICE = {
    "p08": "a=80 a.target=100 b=8 c=1 d=1",
    "p10": "a=200 a.target=200 b=8 c=1 d=1",
    "p11": "a=110 a.target=100 b=4 c=1 d=1",
    "p13": "a=26 a.target=20 b=0 c=1 d=1",
}


def test_criteria_and_tie_keys_that_compare_the_members_are_named(play: Play) -> None:
    found = robustness(play(T6, POLICE))
    assert found.peer_criteria == tuple(PeerCriterion("table", code) for code in "ACD")
    assert found.peer_keys == (TieKey(TieKeyKind.FORMULA, "rank(b)"),)


def test_a_criterion_with_a_child_that_compares_the_members_compares_them(play: Play) -> None:
    table = """
        points = 10
        criteria = [
          { code = "A", points = 10 },
          { code = "A1", points = 10, parent = "A", formula = "points * a / highest(a)" },
        ]
    """
    found = robustness(play(table, {"u": "a=1", "v": "a=2"}))
    assert found.peer_criteria == (PeerCriterion("table", "A"),)
    assert departure(found, "v").moved == (Moved("table", "A", ("u",)),)


def test_the_leader_withdraws_and_the_order_of_the_others_turns(play: Play) -> None:
    """Domain notes, case 5: 0.8, 1, 1.1, 1.3 of the target have 4, 5, 6.67, 10 points of 10; once
    the leader has gone, 1.1 leads and has 10."""
    score = play(T6, POLICE)
    assert [(row.member.unit, row.points) for row in score.rows] == [
        ("p10", 23),
        ("p08", 22),
        ("p11", Fraction("20.67")),
        ("p13", 20),
    ]
    found = robustness(score)
    left = departure(found, "p13")
    assert left.moved == (Moved("table", "A", ("p11",)),)
    assert left.turns == (
        Turn("p11", "p10", was_level=False, is_level=False),
        Turn("p11", "p08", was_level=False, is_level=False),
    )
    assert left.moved_for(left.turns[0]) == left.moved
    assert [one.unit for one in found.departures if one.is_felt] == ["p13"]
    assert found.ranges == {"p10": (1, 2), "p08": (2, 3), "p11": (1, 3), "p13": (4, 4)}


SHARES = """
points = 20
criteria = [
  { code = "A", points = 10, formula = "points * a / highest(a)" },
  { code = "B", points = 10, formula = "b" },
]
"""


@pytest.mark.parametrize(
    ("leader", "u", "w", "turn"),
    [
        # 4 + 2 and 2 + 4; then 10 + 2 and 5 + 4
        ("a=10 b=10", "a=4 b=2", "a=2 b=4", Turn("u", "w", was_level=True, is_level=False)),
        # 4 + 2.1 and 2 + 4.3; then 10 + 2.1 and 5 + 4.3
        ("a=10 b=10", "a=4 b=2.1", "a=2 b=4.3", Turn("u", "w", was_level=False, is_level=False)),
        # 5 + 2 and 2.5 + 7; then 10 + 2 and 5 + 7
        ("a=8 b=10", "a=4 b=2", "a=2 b=7", Turn("u", "w", was_level=False, is_level=True)),
    ],
)
def test_members_part_pass_and_draw_level_when_the_leader_leaves(
    play: Play, leader: str, u: str, w: str, turn: Turn
) -> None:
    found = robustness(play(SHARES, {"l": leader, "u": u, "w": w}))
    assert departure(found, "l").turns == (turn,)


def test_a_missing_figure_keeps_a_tie_key_from_being_read_until_its_member_leaves(
    play: Play,
) -> None:
    units = {"u": "a=9 t=1", "v": "a=9", "w": "a=9 t=2"}
    found = robustness(play(PLAIN % "1224", units))
    left = departure(found, "v")
    assert left.turns == (Turn("w", "u", was_level=True, is_level=False),)
    assert left.moved == left.moved_for(left.turns[0]) == ()
    assert left.is_felt
    assert departure(found, "u").turns == ()


def test_the_unscored_leave_too_and_the_excluded_are_not_asked(play: Play) -> None:
    table = """
        points = 10
        criteria = [ { code = "A", points = 10, formula = "points * a / highest(b)" } ]
    """
    units = {"m": "b=4", "s": "a=1 b=2", "u": "a=2 b=2", "v": "a=1", "x": "a=1 b=100"}
    score = play(table, units, standings={"x": "excluded", "s": "suspended"})
    assert ranks(score) == {"u": 1, "s": 2, "v": 2, "m": None, "x": None}
    found = robustness(score)
    assert [one.unit for one in found.departures] == ["u", "s", "v", "m"]
    assert departure(found, "m").moved == (Moved("table", "A", ("u", "s", "v")),)
    assert departure(found, "m").turns == ()


def test_a_member_may_be_scored_no_longer_once_another_has_left(play: Play) -> None:
    table = """
        points = 10
        criteria = [ { code = "A", points = 10, formula = "points * a / highest(b)" } ]
    """
    found = robustness(play(table, {"u": "a=2 b=2", "v": "a=1"}))
    assert departure(found, "u").lost == ("v",)
    assert departure(found, "u").is_felt
    assert found.ranges == {"u": (1, 1), "v": (2, 2)}
    assert found.may_lose_rank == {"v"}


def test_a_member_may_be_scored_only_once_another_has_left(play: Play) -> None:
    table = """
        points = 10
        criteria = [ { code = "A", points = 10, formula = "a if count(a) < 3 else b" } ]
    """
    units = {"u": "a=2 b=2", "v": "a=1", "w": "a=3 b=3"}
    found = robustness(play(table, units))
    assert departure(found, "u").gained == ("v",)
    assert found.ranges == {"w": (1, 1), "u": (2, 2)}


def test_closing_up_after_a_departure_is_no_change_of_rank(play: Play) -> None:
    for scheme in ("1224", "1223", "1234"):
        units = {"a": "a=9 t=1", "b": "a=8 t=1", "c": "a=8 t=1", "d": "a=7 t=1"}
        found = robustness(play(PLAIN % scheme, units))
        assert all(set(one.shifts.values()) <= {0} for one in found.departures)
        assert all(best == worst for best, worst in found.ranges.values())
