"""Departures and other rules against clusters that are written anew and played."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import permutations
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.scoring.rank_changes import Drawn, Play, ranks, tried

from thidua.core.exact.rounding import RoundingMode
from thidua.core.model.criteria import NotApplicablePolicy
from thidua.core.scoring.alternatives import Change, OtherPlaces, OtherTotals
from thidua.core.scoring.results import ClusterScore
from thidua.core.scoring.robustness import Outcome, RankChange, robustness
from thidua.core.scoring.tally import Level

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
