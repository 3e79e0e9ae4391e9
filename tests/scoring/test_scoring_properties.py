"""What must hold of every table and every cluster, whatever they are."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import pairwise, permutations
from random import Random
from typing import Any

from attrs import frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.core.exact.decimal_text import canonical
from thidua.core.scoring.comparing import compare
from thidua.core.scoring.results import ClusterScore

Play = Callable[..., ClusterScore]
Drawn = Callable[[st.SearchStrategy[Any]], Any]

UNITS = ("u", "v", "w", "x")
LETTERS = "abcdefg"
ROUNDING: tuple[dict[str, int], ...] = (
    {},
    {"criterion": 2, "total": 2},
    {"criterion": 1, "section": 0, "total": 0},
)


@frozen
class Points:
    """An amount of points, which scaling multiplies; any other number in a table is not one."""

    value: Fraction


def written(value: object, factor: Fraction = Fraction(1)) -> Any:
    """A table as its author writes it, with all its points multiplied."""
    if isinstance(value, Points):
        return canonical(value.value * factor)
    if isinstance(value, Mapping):
        return {key: written(one, factor) for key, one in value.items()}
    return [written(one, factor) for one in value] if isinstance(value, list) else value


amounts = st.integers(1, 40).map(lambda halves: Points(Fraction(halves, 2)))
caps = st.one_of(st.none(), amounts, st.just("none"))


def ratio(name: str) -> dict[str, Any]:
    return {"formula": "ratio-capped", "inputs": {"actual": name, "target": f"{name}.target"}}


@st.composite
def bases(draw: Drawn, name: str, points: Points) -> dict[str, Any]:
    """A base of a criterion that reads one indicator."""
    half, whole = Points(points.value / 2), points
    steps = [{"below": 5, "points": Points(Fraction(0))}, {"from": 5, "points": half}]
    knots = [[0, Points(Fraction(0))], [10, whole]]
    choices: list[dict[str, Any]] = [
        {},
        {"start": "zero"},
        ratio(name),
        {"formula": "peer-relative", "inputs": {"actual": name}},
        {"formula": f"points * min({name}, 10) / 10"},
        {"formula": f"points if rank({name}) <= 2 else points / 2"},
        {
            "formula": "per-case-add",
            "inputs": {"cases": name},
            "parameters": {"points_per_case": half},
        },
        {"bands": {"on": name, "steps": steps}},
        {"interpolate": {"on": name, "steps": knots}},
    ]
    base: dict[str, Any] = draw(st.sampled_from(choices))
    return base


@st.composite
def rows(draw: Drawn, name: str) -> dict[str, Any]:
    effect = draw(st.sampled_from(["deduct", "bonus", "earn"]))
    row: dict[str, Any] = {effect: draw(amounts)}
    if draw(st.booleans()):
        row["when"] = f"{name} > {draw(st.integers(0, 12))}"
    if draw(st.booleans()):
        row["per"] = f"{name} - 3"
        row["cap"] = draw(amounts)
    if effect == "bonus" and draw(st.booleans()):
        row["only_if"] = "full"
    return row


def without_nothing(table: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in table.items() if value is not None}


@st.composite
def tables(draw: Drawn, rounding: bool = True) -> dict[str, Any]:
    """A table of one to seven criteria in up to two sections and the set itself."""
    places = draw(st.lists(st.sampled_from([None, "S", "T"]), min_size=1, max_size=7))
    criteria = []
    for name, place in zip(LETTERS, places, strict=False):
        points = draw(amounts)
        criteria.append(
            without_nothing(
                {
                    "code": name.upper(),
                    "points": points,
                    "section": place,
                    "floor": draw(st.sampled_from([None, "none"])),
                    "deductions_cap": draw(caps),
                    "bonus_cap": draw(caps),
                    "applies_to": draw(st.sampled_from([None, ["division"]])),
                    **draw(bases(name, points)),
                    "rows": draw(st.lists(rows(name), max_size=3)),
                }
            )
        )
    sections = [
        without_nothing(
            {
                "code": code,
                "points": total_of(one for one in criteria if one.get("section") == code),
                "deductions_cap": draw(caps),
                "bonus_cap": draw(caps),
            }
        )
        for code in ("S", "T")
        if code in places
    ]
    return without_nothing(
        {
            "points": total_of(criteria),
            "criteria": criteria,
            "sections": sections,
            "bonus_cap": draw(caps),
            "deductions_cap": draw(caps),
            "not_applicable": draw(st.sampled_from(["rescale", "full-points", "average"])),
            "rounding": draw(st.sampled_from(ROUNDING)) if rounding else {},
            "tie_breakers": ["criterion:A", "indicator:b", "fewest-deductions"],
            "bands": [{"code": "good", "from": 60}],
        }
    )


def total_of(items: Any) -> Points:
    return Points(sum((item["points"].value for item in items), Fraction(0)))


values = st.integers(0, 24).map(lambda halves: canonical(Fraction(halves, 2)))


@st.composite
def figures(draw: Drawn) -> str:
    """The figures of a unit; now and then one is missing."""
    found = {name: draw(values) for name in LETTERS}
    found |= {f"{name}.target": draw(values.filter(lambda text: text != "0")) for name in LETTERS}
    if draw(st.integers(0, 5)) == 0:
        del found[draw(st.sampled_from(LETTERS))]
    return " ".join(f"{key}={value}" for key, value in found.items())


clusters = st.fixed_dictionaries({unit: figures() for unit in UNITS})
KINDS = {"w": "commune"}


def outcome(score: ClusterScore) -> dict[str, tuple[object, ...]]:
    """All that matters of a ranking, whatever order things stand in."""
    return {
        unit: (
            row.status,
            row.rank,
            row.points,
            row.exact_points,
            row.band and row.band.code,
            row.decided_by,
            frozenset(row.unknown),
            row.total and row.total.deductions,
        )
        for unit, row in score.by_unit.items()
    }


@settings(max_examples=60, deadline=None)
@given(tables(), clusters, st.randoms(use_true_random=False))
def test_the_order_of_units_criteria_sections_and_rows_changes_nothing(
    play: Play, table: dict[str, Any], units: dict[str, str], random: Random
) -> None:
    def shuffled(items: list[Any]) -> list[Any]:
        return random.sample(items, len(items))

    other = {
        **table,
        "criteria": shuffled([{**one, "rows": shuffled(one["rows"])} for one in table["criteria"]]),
        "sections": shuffled(table["sections"]),
    }
    first = play(written(table), units, kinds=KINDS)
    second = play(written(other), dict(shuffled(list(units.items()))), kinds=KINDS)
    assert outcome(first) == outcome(second)


@settings(max_examples=60, deadline=None)
@given(tables(rounding=False), clusters, st.sampled_from(["2", "0.5", "3.7"]))
def test_scaling_all_points_caps_and_row_effects_scales_totals(
    play: Play, table: dict[str, Any], units: dict[str, str], factor: str
) -> None:
    by = Fraction(factor)
    plain = play(written(table), units, kinds=KINDS)
    scaled = play(written(table, by), units, kinds=KINDS)
    assert scaled.points == plain.points * by
    for unit, row in plain.by_unit.items():
        other = scaled.by_unit[unit]
        assert other.points == (None if row.points is None else row.points * by)
        assert (other.rank, other.status, other.band) == (row.rank, row.status, row.band)


@settings(max_examples=40, deadline=None)
@given(tables(), clusters)
def test_the_same_cluster_scored_twice_is_the_same(
    play: Play, table: dict[str, Any], units: dict[str, str]
) -> None:
    first = play(written(table), units, kinds=KINDS)
    assert first.rows == play(written(table), units, kinds=KINDS).rows


@settings(max_examples=40, deadline=None)
@given(tables(), clusters, figures())
def test_a_member_who_is_excluded_changes_nothing_for_the_others(
    play: Play, table: dict[str, Any], units: dict[str, str], more: str
) -> None:
    without = play(written(table), units, kinds=KINDS)
    joined = play(
        written(table), {**units, "other": more}, kinds=KINDS, standings={"other": "excluded"}
    )
    assert joined.rows[:-1] == without.rows
    assert joined.rows[-1].member.unit == "other"
    assert joined.provisional == without.provisional


@settings(max_examples=60, deadline=None)
@given(tables(), clusters)
def test_lines_sum_to_the_points_and_differences_to_the_gap_to_the_last_digit(
    play: Play, table: dict[str, Any], units: dict[str, str]
) -> None:
    score = play(written(table), units, kinds=KINDS)
    for row in score.rows:
        if row.total is not None and row.total.tally is not None:
            tally = row.total.tally
            assert sum(line.base for line in tally.lines) == tally.base
            assert sum(line.bonus for line in tally.lines) == tally.bonus
            assert sum(line.points for line in tally.lines) == row.points
    for first, second in permutations(UNITS, 2):
        ours, theirs = score.by_unit[first].points, score.by_unit[second].points
        found = compare(score, first, second)
        if ours is None or theirs is None:
            assert found is None
        else:
            assert found is not None
            assert found.gap == sum(one.gap for one in found.differences) == ours - theirs


@settings(max_examples=60, deadline=None)
@given(tables(), clusters)
def test_a_better_total_never_has_a_worse_rank(
    play: Play, table: dict[str, Any], units: dict[str, str]
) -> None:
    score = play(written(table), units, kinds=KINDS)
    ranked = [row for row in score.rows if row.rank is not None]
    for above, below in pairwise(ranked):
        first, second = score.case.ranked_points(above), score.case.ranked_points(below)
        assert first is not None and second is not None
        assert above.rank is not None and below.rank is not None
        assert first >= second
        assert above.rank <= below.rank
        assert (above.rank < below.rank) == (first > second or above.parted != below.parted)
