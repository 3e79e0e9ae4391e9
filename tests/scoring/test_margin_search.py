"""The smallest changes that turn the order agree with trying every value, one by one."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.core.exact.decimal_text import canonical
from thidua.core.exact.figure import Figure
from thidua.core.formula.tree import Name
from thidua.core.scoring.cluster_scoring import score_cluster
from thidua.core.scoring.margin import Change, Margin, Side, Way, margin_of
from thidua.core.scoring.results import ClusterScore

Play = Callable[..., ClusterScore]
Drawn = Callable[[st.SearchStrategy[Any]], Any]

UNITS = ("u", "v", "w", "x")
TRIED = 45
"""Steps either way that are tried one by one."""
FORMULAS = (
    "points * min({0}, 10) / 10",
    "points * {0} / highest({0}) if highest({0}) > 0 else 0",
    "points if rank({0}) <= 2 else points / 2",
    "points if {0} >= mean({0}) else points / 3",
    "max(points - power({0} - 7, 2, 1, 0) / 9, 0) if {0} >= 7 else points / 4",
    "points * min({0} / {1}, 1) if {1} > 3 else points / 4",
    "points / (1 + count(where = {0} > 5))",
    "points if 3 <= {0} < 6 or {0} > 11 else 0",
    "round(points * min({0}, 20) / 20, 0)",
    "points / 2 if {0} == highest({0}, where = {0} < 9) else points / 5",
    "min(points, points / {0}) if {0} != 4 else 1 / ({0} - 4)",
)
STEPS = [
    {"below": 5, "points": "0.5"},
    {"from": 5, "below": 9, "points": 3},
    {"from": 9, "below": 12, "points": 1},
    {"from": 12, "points": 4},
]
KNOTS = [[2, 0], [8, 4], [12, 1]]


@st.composite
def criteria(draw: Drawn, code: str, names: Sequence[str]) -> dict[str, Any]:
    """A criterion of 4 points that reads one or two indicators, by any kind of base."""
    name, other = draw(st.permutations(names))[:2]
    written = draw(st.sampled_from(FORMULAS)).format(name, other)
    base = draw(
        st.sampled_from(
            [
                {"formula": written},
                {"formula": written},
                {"formula": "ratio-capped", "inputs": {"actual": name, "target": f"{name}.target"}},
                {"bands": {"on": name, "steps": STEPS}},
                {"bands": {"on": name, "steps": STEPS[1:3], "uncovered": "no-score"}},
                {"interpolate": {"on": name, "steps": KNOTS}},
                {"judged": {"from": 0, "to": 4}},
                {},
            ]
        )
    )
    rows = draw(
        st.lists(
            st.sampled_from(
                [
                    {"deduct": "0.5", "per": name, "cap": 2},
                    {"deduct": 1, "when": f"{other} < 8"},
                    {"bonus": "0.5", "when": f"{name} > 10", "only_if": "full"},
                    {"bonus": "0.25", "per": f"{other} - 9"},
                ]
            ),
            max_size=2,
        )
    )
    gates = [{"gate": f"{name} == 13"}] if draw(st.integers(0, 9)) == 0 else []
    floor = draw(st.sampled_from([{}, {}, {"floor": "none"}, {"bonus_cap": 1}]))
    return {"code": code, "points": 4, **base, "rows": [*gates, *rows], **floor}


@st.composite
def tables(draw: Drawn) -> dict[str, Any]:
    names = draw(st.sampled_from([("a", "b"), ("a", "b", "n"), ("a", "fewer")]))
    codes = ("A", "B", "C")[: draw(st.integers(1, 3))]
    found = [draw(criteria(code, names)) for code in codes]
    head: dict[str, Any] = {"points": 4 * len(codes), "criteria": found}
    if draw(st.booleans()):
        found[0]["section"] = "S"
        section = draw(st.sampled_from([{}, {"deductions_cap": 1}, {"bonus_cap": "0.5"}]))
        head["sections"] = [{"code": "S", "points": 4, **section}]
    if draw(st.integers(0, 4)) == 0:
        head = {**head, "combine": "weighted-mean"}
        for one in [*head.get("sections", ()), *[it for it in found if "section" not in it]]:
            one["weight"] = draw(st.integers(1, 3))
    return {
        **head,
        **draw(
            st.sampled_from(
                [
                    {},
                    {"rounding": {"total": 1}, "rank_on": "rounded"},
                    {"rounding": {"criterion": 1, "total": 0}, "rank_on": "rounded"},
                ]
            )
        ),
        "rank_scheme": draw(st.sampled_from(["1224", "1223", "1234"])),
        "tie_breakers": draw(
            st.lists(
                st.sampled_from(
                    [
                        "criterion:A",
                        "indicator:a",
                        "indicator:b asc",
                        "fewest-deductions",
                        "criteria-at-maximum",
                        "criterion:A asc",
                        "formula:a * b",
                        "formula:rank(a)",
                        "formula:a / (b - 4) asc",
                    ]
                ),
                max_size=3,
                unique=True,
            )
        ),
    }


values = st.one_of(
    st.integers(0, 14).map(str),
    st.integers(0, 14).map(str),
    st.integers(0, 28).map(lambda halves: canonical(Fraction(halves, 2))),
)


@st.composite
def clusters(draw: Drawn) -> dict[str, Any]:
    """The units' figures and judged points; now and then a figure is bounded or missing."""
    units = UNITS[: draw(st.integers(2, 4))]
    written = {}
    for unit in units:
        words = [f"{one}={draw(values)}" for one in ("a", "b", "fewer")]
        words += [f"{one}.target={draw(st.integers(1, 12))}" for one in ("a", "b", "fewer", "n")]
        if draw(st.integers(0, 5)) == 0:
            words[0] = f"a=>{draw(values)}"
        if draw(st.booleans()):
            words.append(f"n={draw(st.integers(0, 5))}")
        written[unit] = " ".join(words)
    judged = {
        unit: " ".join(f"{code}={draw(st.integers(0, 8)) / 2}" for code in "ABC") for unit in units
    }
    return {"units": written, "judged": judged}


def score_of(play: Play, table: Mapping[str, Any], cluster: Mapping[str, Any]) -> ClusterScore:
    """The cluster; only criteria of the base "judged" take judged points, but now and then."""
    codes = {one["code"] for one in table["criteria"] if "judged" in one}
    judged = {
        unit: " ".join(pair for pair in written.split() if pair[0] in codes)
        for unit, written in cluster["judged"].items()
    }
    return play(table, cluster["units"], judged=judged)


def turned(score: ClusterScore, unit: str, side: Side) -> bool:
    """Whether the unit has passed all rivals, or has been passed by one."""
    ranks = {row.member.unit: row.rank for row in score.rows}
    own, others = ranks[unit], [ranks[rival.member.unit] for rival in side.rivals]
    if own is None:
        return False
    if side.way is Way.UP:
        return all(rank is not None and own < rank for rank in others)
    return any(rank is not None and rank < own for rank in others)


def changed(score: ClusterScore, unit: str, change: Change, steps: int) -> ClusterScore:
    """The cluster scored anew with the input so many steps away."""
    lever, grid = change.input.lever, change.input.grid
    assert lever is not None and grid is not None
    value, entries = grid.start + steps * grid.step, score.case.entries
    if lever.indicator:
        figures = {**entries.figures, (unit, Name(lever.indicator)): Figure(value)}
        entries = evolve(entries, figures=figures)
    else:
        key = (unit, lever.judged)
        judged = {**entries.judged, key: evolve(entries.judged[key], points=value)}
        entries = evolve(entries, judged=judged)
    return score_cluster(evolve(score.case, entries=entries))


def tried(score: ClusterScore, unit: str, side: Side, change: Change) -> int | None:
    """The fewest steps, without their sign, that turn the order; every value is tried."""
    grid = change.input.grid
    assert grid is not None
    for distance in range(grid.first, TRIED + 1):
        for steps in {distance, -distance}:
            inside = grid.low <= grid.start + steps * grid.step <= grid.high
            if inside and turned(changed(score, unit, change, steps), unit, side):
                return distance
    return None


def check(score: ClusterScore, margin: Margin) -> None:
    unit = margin.row.member.unit
    for side in margin.sides:
        for change in side.changes:
            if change.input.grid is None:
                continue
            expected = tried(score, unit, side, change)
            if change.steps is None or abs(change.steps) > TRIED:
                assert expected is None, (side.way, change)
            else:
                assert abs(change.steps) == expected, (side.way, change)
                assert turned(changed(score, unit, change, change.steps), unit, side)


@given(table=tables(), cluster=clusters(), number=st.integers(0, 3))
@settings(max_examples=40, deadline=None)
def test_smallest_change_is_that_of_trying_every_value(
    play: Play, table: dict[str, Any], cluster: dict[str, Any], number: int
) -> None:
    score = score_of(play, table, cluster)
    ranked = [row for row in score.rows if row.rank is not None]
    for row in ranked[number : number + 1]:
        margin = margin_of(score, row.member.unit)
        assert margin is not None
        check(score, margin)
