"""How safe ranks are: what they hinge on, who depends on whom, what other rules would change."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.core.exact.rounding import RoundingMode
from thidua.core.model.criteria import NotApplicablePolicy, RankOn, TieKey, TieKeyKind
from thidua.core.scoring.alternatives import Change, OtherPlaces, OtherTotals, alternatives
from thidua.core.scoring.departures import Departure, Moved, Turn
from thidua.core.scoring.results import ClusterScore
from thidua.core.scoring.robustness import (
    Outcome,
    PeerCriterion,
    RankChange,
    Robustness,
    Step,
    robustness,
)
from thidua.core.scoring.tally import Level

Play = Callable[..., ClusterScore]
Drawn = Callable[[st.SearchStrategy[Any]], Any]


def ranks(score: ClusterScore) -> dict[str, int | None]:
    return {row.member.unit: row.rank for row in score.rows}


def gaps(steps: tuple[Step, ...]) -> list[tuple[str, str, Fraction]]:
    """The steps in brief: ``("u", "v w", 1/2)``."""
    return [
        (
            " ".join(row.member.unit for row in step.above),
            " ".join(row.member.unit for row in step.below),
            step.gap,
        )
        for step in steps
    ]


def outcome(found: Robustness, change: Change) -> list[tuple[str, int | None, int | None]]:
    """The rank changes of the one alternative."""
    (one,) = [one for one in found.outcomes if one.change == change]
    return [(it.unit, it.before, it.after) for it in one.ranks]


def departure(found: Robustness, unit: str) -> Departure:
    (one,) = [one for one in found.departures if one.unit == unit]
    return one


# Narrow gaps

PLAIN = """
points = 100
rank_scheme = "%s"
tie_breakers = [ "indicator:t", "fewest-deductions" ]
criteria = [ { code = "A", points = 100, formula = "a" } ]
"""
CLOSE = {
    "u": "a=90.5 t=1",
    "v": "a=90.1 t=3",
    "w": "a=90.1 t=2",
    "x": "a=89.6 t=1",
    "y": "a=80 t=5",
    "z": "a=80 t=5",
}


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


# Other rules

ROUNDED = """
points = 20
rounding = { criterion = 1, total = 1 }
rank_on = "rounded"
criteria = [
  { code = "A", points = 10, formula = "a" }, { code = "B", points = 10, formula = "b" } ]
"""
# 3.04 + 3.04 = 6.08 is 6.0 by criteria; 3.05 + 3.00 = 6.05 is 6.1.
TURNED = {"u": "a=3.04 b=3.04", "v": "a=3.05 b=3"}


def test_a_rounding_turns_ranks(play: Play) -> None:
    score = play(ROUNDED, TURNED)
    assert ranks(score) == {"v": 1, "u": 2}
    found = robustness(score)
    turned = [("v", 1, 2), ("u", 2, 1)]
    level = [("u", 2, 1)]
    assert outcome(found, OtherPlaces(Level.CRITERION, (2,))) == level  # 6.08 and 6.05: both 6.1
    assert outcome(found, OtherPlaces(Level.CRITERION, ())) == level
    assert outcome(found, OtherPlaces(Level.CRITERION, (0,))) == level  # both 6
    assert outcome(found, RoundingMode.HALF_EVEN) == level  # 3.05 is 3.0
    assert outcome(found, RoundingMode.UP) == turned  # 3.1 + 3.1, and 3.1 + 3
    assert outcome(found, OtherTotals(RankOn.EXACT)) == []
    assert found.ranges == {"v": (1, 2), "u": (1, 2)}


def test_ranks_by_rounded_totals_need_places_and_get_those_that_are_usual(play: Play) -> None:
    found = robustness(play(PLAIN % "1224", {"u": "a=5.004 t=1", "v": "a=5.001 t=2"}))
    assert outcome(found, OtherTotals(RankOn.ROUNDED, 2)) == [("u", 1, 2), ("v", 2, 1)]
    declared = "rounding = { total = 0 }\n" + PLAIN % "1224"
    found = robustness(play(declared, {"u": "a=5.4 t=1", "v": "a=5.1 t=2"}))
    assert outcome(found, OtherTotals(RankOn.ROUNDED, 0)) == [("u", 1, 2), ("v", 2, 1)]


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ("rescale", {"full-points", "average"}),
        ("full-points", {"rescale", "average"}),
        ("average", {"rescale", "full-points"}),
    ],
)
def test_a_policy_turns_ranks(play: Play, declared: str, expected: set[str]) -> None:
    table = f"""
        points = 20
        not_applicable = "{declared}"
        criteria = [ {{ code = "A", points = 10, formula = "a" }},
          {{ code = "B", points = 10, formula = "b" }} ]
    """
    # u has 4 of 10, so 8 of 20 where it is scaled up and 14 with full points; v has 10.
    score = play(table, {"u": "a=4", "v": "a=5 b=5"}, not_applicable={"u": "B"})
    found = robustness(score)
    policies = (one.change for one in found.outcomes)
    assert {one.value for one in policies if isinstance(one, NotApplicablePolicy)} == expected
    full = [("v", 1, 2), ("u", 2, 1)]
    if declared == "full-points":
        back = [("u", 1, 2), ("v", 2, 1)]
        assert outcome(found, NotApplicablePolicy.RESCALE) == back
        assert outcome(found, NotApplicablePolicy.AVERAGE) == back
    else:
        assert outcome(found, NotApplicablePolicy.FULL_POINTS) == full


def test_a_policy_may_leave_a_member_without_a_rank(play: Play) -> None:
    """A division by a child that is not there: only full points give it."""
    table = """
        points = 10
        not_applicable = "full-points"
        combine = "child('A') * 10 / child('B')"
        criteria = [ { code = "A", points = 10, formula = "a" },
          { code = "B", points = 10, formula = "b" } ]
    """
    score = play(table, {"u": "a=4", "v": "a=5 b=5"}, not_applicable={"u": "B"})
    assert ranks(score) == {"v": 1, "u": 2}
    found = robustness(score)
    assert outcome(found, NotApplicablePolicy.RESCALE) == [("u", 2, None)]
    assert found.ranges == {"v": (1, 1), "u": (2, 2)}
    assert found.may_lose_rank == {"u"}


def tried(score: ClusterScore) -> list[Change]:
    return [one.change for one in alternatives(score.case)]


POLICIES = [NotApplicablePolicy.FULL_POINTS, NotApplicablePolicy.AVERAGE]
OTHER_MODES = [RoundingMode.HALF_EVEN, RoundingMode.UP, RoundingMode.DOWN]


def test_only_rules_that_ranks_are_read_by_are_tried(play: Play) -> None:
    """No section is there to be rounded, and exact ranks do not care how totals are rounded."""
    table = "rounding = { mode = 'up', total = 1 }\n" + PLAIN % "1224"
    assert tried(play(table, CLOSE)) == [
        OtherPlaces(Level.CRITERION, (1,)),
        OtherTotals(RankOn.ROUNDED, 1),
        *POLICIES,
    ]


def test_ranks_by_rounded_totals_are_tried_with_all_other_places_but_none(play: Play) -> None:
    assert tried(play(ROUNDED, TURNED)) == [
        *OTHER_MODES,
        OtherPlaces(Level.CRITERION, (0,)),
        OtherPlaces(Level.CRITERION, (2,)),
        OtherPlaces(Level.CRITERION, ()),
        OtherPlaces(Level.TOTAL, (0,)),
        OtherPlaces(Level.TOTAL, (2,)),
        OtherTotals(RankOn.EXACT),
        *POLICIES,
    ]


def test_a_mode_is_tried_where_only_parts_or_ranked_totals_are_rounded(play: Play) -> None:
    other = [RoundingMode.HALF_UP, RoundingMode.HALF_EVEN, RoundingMode.DOWN]
    for table in (
        "rounding = { mode = 'up', part = 1 }\n" + PLAIN % "1224",
        "rounding = { mode = 'up', total = 1 }\nrank_on = 'rounded'\n" + PLAIN % "1224",
    ):
        changes = tried(play(table, CLOSE))
        assert [one for one in changes if isinstance(one, RoundingMode)] == other


def test_ranks_by_exact_totals_are_those_of_a_scheme_that_says_so(play: Play) -> None:
    for one in alternatives(play(ROUNDED, TURNED).case):
        exact = one.change == OtherTotals(RankOn.EXACT)
        assert one.case.scheme.rank_on is (RankOn.EXACT if exact else RankOn.ROUNDED)


def test_places_of_no_decimal_have_none_fewer(play: Play) -> None:
    table = "rounding = { criterion = 0 }\n" + PLAIN % "1224"
    assert tried(play(table, CLOSE)) == [
        *OTHER_MODES,
        OtherPlaces(Level.CRITERION, (1,)),
        OtherPlaces(Level.CRITERION, ()),
        OtherTotals(RankOn.ROUNDED, 2),
        *POLICIES,
    ]


def test_a_bloc_is_tried_with_its_parts_and_with_the_places_of_every_set(play: Play) -> None:
    common = """
        code = "common"
        points = 10
        rounding = { criterion = 1, section = 1 }
        sections = [ { code = "S", points = 10 } ]
        criteria = [ { code = "A", points = 10, section = "S", formula = "a" } ]
    """
    own = """
        code = "own"
        points = 10
        rounding = { mode = "down", criterion = 3 }
        criteria = [ { code = "B", points = 10, formula = "b" } ]
    """
    scheme = """
        code = "bloc"
        [[parts]]
        code = "common"
        criteria = "common"
        [[parts]]
        code = "own"
        criteria = "own"
    """
    score = play(common, {"u": "a=1 b=2", "v": "a=2 b=2"}, more=(own,), scheme=scheme)
    assert tried(score) == [
        RoundingMode.HALF_UP,  # the one set is rounded half-up, the other down: all alike
        *OTHER_MODES,
        OtherPlaces(Level.CRITERION, (0, 2)),
        OtherPlaces(Level.CRITERION, (2, 4)),
        OtherPlaces(Level.CRITERION, ()),
        OtherPlaces(Level.SECTION, (0,)),
        OtherPlaces(Level.SECTION, (2,)),
        OtherPlaces(Level.SECTION, ()),
        OtherPlaces(Level.PART, (2,)),
        OtherTotals(RankOn.ROUNDED, 2),
        *POLICIES,
    ]


# Against brute force: every reduced or altered cluster is written anew and played

UNITS = "uvwx"
FORMULAS = (
    "a",
    "points * {0} / highest({0})",
    "points if rank({0}) <= 2 else {0} / 2",
    "points / 3 if {0} > mean({0}) else {0} / 7",
    "{0} / 3",
)


@st.composite
def tables(draw: Drawn) -> dict[str, Any]:
    """One to three criteria of 10 points in a section or none."""
    count = draw(st.integers(1, 3))
    places = [draw(st.sampled_from(["S", None])) for _ in range(count)]
    criteria = [
        {
            "code": name.upper(),
            "points": 10,
            "formula": draw(st.sampled_from(FORMULAS)).format(name),
            **({"section": place} if place else {}),
        }
        for name, place in zip("abc", places, strict=False)
    ]
    rounding = {
        level: draw(st.integers(0, 2))
        for level in ("criterion", "section", "part", "total")
        if draw(st.booleans())
    }
    mode = draw(st.sampled_from([mode.value for mode in RoundingMode]))
    rank_on = draw(st.sampled_from(["exact", "rounded"])) if "total" in rounding else "exact"
    inside = 10 * places.count("S")
    return {
        "points": 10 * count,
        "criteria": criteria,
        "sections": [{"code": "S", "points": inside}] if inside else [],
        "rounding": {"mode": mode, **rounding},
        "rank_on": rank_on,
        "not_applicable": draw(st.sampled_from([one.value for one in NotApplicablePolicy])),
        "rank_scheme": draw(st.sampled_from(["1224", "1223", "1234"])),
        "tie_breakers": draw(
            st.sampled_from([[], ["indicator:d"], ["formula:rank(d)", "criterion:A"]])
        ),
    }


values = st.integers(0, 40).map(lambda quarters: str(Fraction(quarters, 4)))


@st.composite
def clusters(draw: Drawn) -> dict[str, Any]:
    """Up to four members; now and then a figure is missing, a member excluded, a criterion not
    applicable."""
    units = {}
    for unit in UNITS[: draw(st.integers(1, 4))]:
        figures = {name: draw(values) for name in "abcd"}
        if draw(st.integers(0, 4)) == 0:
            del figures[draw(st.sampled_from("abcd"))]
        units[unit] = " ".join(f"{name}={value}" for name, value in figures.items())
    standing = st.sampled_from(["normal", "normal", "normal", "suspended", "excluded"])
    return {
        "units": units,
        "standings": {unit: draw(standing) for unit in units},
        "not_applicable": {unit: draw(st.sampled_from(["", "", "A"])) for unit in units},
    }


def without(cluster: Mapping[str, Any], unit: str) -> dict[str, Any]:
    """The cluster written anew as if the unit had never been in it."""
    return {
        key: {one: value for one, value in given_.items() if one != unit}
        for key, given_ in cluster.items()
    }


def order(found: Mapping[str, int | None], first: str, second: str) -> int | None:
    """1 where the first stands above, 0 where both share a rank; None where one has none."""
    ours, theirs = found.get(first), found.get(second)
    return None if ours is None or theirs is None else (ours < theirs) - (ours > theirs)


def points_of(score: ClusterScore) -> dict[tuple[str, str], object]:
    return {
        (row.member.unit, cell.criterion): cell.points
        for row in score.rows
        for _, cell in row.cells()
    }


@settings(max_examples=80, deadline=None)
@given(tables(), clusters())
def test_departures_agree_with_clusters_played_without_the_member(
    play: Play, table: dict[str, Any], cluster: dict[str, Any]
) -> None:
    score = play(table, **cluster)
    before, points = ranks(score), points_of(score)
    left = {one.unit: one for one in robustness(score).departures}
    for unit in cluster["units"]:
        reduced = play(table, **without(cluster, unit))
        after, now = ranks(reduced), points_of(reduced)
        turned = {
            (first, second, order(before, first, second), order(after, first, second))
            for first, second in permutations(after, 2)
        }
        expected = {
            (first, second, was == 0, is_ == 0)
            for first, second, was, is_ in turned
            if was is not None and is_ is not None and was < is_
        }
        if unit not in left:
            assert cluster["standings"][unit] == "excluded"
            assert not expected and {**before, unit: None} == {**after, unit: None}
            continue
        found = left[unit]
        assert expected == {
            (turn.rising, turn.falling, turn.was_level, turn.is_level) for turn in found.turns
        }
        assert len(expected) == len(found.turns)
        assert {(one, moved.code) for moved in found.moved for one in moved.units} == {
            key for key in now if now[key] != points[key]
        }
        assert set(found.lost) == {one for one in after if before[one] and not after[one]}
        assert set(found.gained) == {one for one in after if after[one] and not before[one]}
        compares = robustness(score).peer_criteria
        assert {moved.code for moved in found.moved} <= {one.code for one in compares}


def altered(table: Mapping[str, Any], change: Change) -> dict[str, Any]:
    """The table written anew with one rule declared otherwise."""
    rounding = dict(table["rounding"])
    match change:
        case RoundingMode():
            return {**table, "rounding": {**rounding, "mode": change.value}}
        case NotApplicablePolicy():
            return {**table, "not_applicable": change.value}
        case OtherTotals(rank_on, places):
            if places is not None:
                rounding["total"] = places
            return {**table, "rank_on": rank_on.value, "rounding": rounding}
        case OtherPlaces(level, (places,)):
            return {**table, "rounding": {**rounding, level.value: places}}
    del rounding[change.level.value]
    return {**table, "rounding": rounding}


@settings(max_examples=80, deadline=None)
@given(tables(), clusters())
def test_alternatives_agree_with_tables_written_anew(
    play: Play, table: dict[str, Any], cluster: dict[str, Any]
) -> None:
    score = play(table, **cluster)
    before = ranks(score)
    found = robustness(score)
    for one in found.outcomes:
        after = ranks(play(altered(table, one.change), **cluster))
        assert one == Outcome(
            one.change,
            tuple(
                RankChange(unit, rank, after[unit])
                for unit, rank in before.items()
                if rank != after[unit]
            ),
        )


@settings(max_examples=40, deadline=None)
@given(tables(), clusters())
def test_what_is_not_tried_changes_nothing(
    play: Play, table: dict[str, Any], cluster: dict[str, Any]
) -> None:
    """Every mode, every level up to three places or none, and every policy: what would change a
    rank and is next to what is declared has been tried."""
    score = play(table, **cluster)
    before, changes = ranks(score), set(tried(score))
    nearby: list[Change] = [*RoundingMode, *NotApplicablePolicy]
    for level in (Level.CRITERION, Level.SECTION, Level.TOTAL):
        declared = table["rounding"].get(level.value)
        if declared is not None:
            near = {max(declared - 1, 0), declared + 1}
            nearby.extend(OtherPlaces(level, (places,)) for places in near)
            if level is not Level.TOTAL:
                nearby.append(OtherPlaces(level, ()))
    for change in nearby:
        if change not in changes:
            assert ranks(play(altered(table, change), **cluster)) == before


@settings(max_examples=60, deadline=None)
@given(tables(), clusters())
def test_every_rank_lies_within_its_range(
    play: Play, table: dict[str, Any], cluster: dict[str, Any]
) -> None:
    found = robustness(play(table, **cluster))
    ranked = {unit: rank for unit, rank in ranks(found.score).items() if rank is not None}
    assert found.ranges.keys() == ranked.keys()
    for unit, (best, worst) in found.ranges.items():
        assert 1 <= best <= ranked[unit] <= worst
    for one in found.outcomes:
        for it in one.ranks:
            if it.before is not None and it.after is not None:
                best, worst = found.ranges[it.unit]
                assert best <= it.after <= worst
