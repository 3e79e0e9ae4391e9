"""The trace of a cell, evaluated again by the rules of the design, gives the cell's points."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import pairwise
from math import floor
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua import standard
from thidua.core.exact.figure import Figure
from thidua.core.formula.trace import Known, Trace
from thidua.core.formula.tree import (
    Aggregate,
    AggregateKind,
    And,
    Arithmetic,
    AtMost,
    Call,
    Choose,
    Compare,
    Function,
    Given,
    Interpolate,
    Judgement,
    Labelled,
    Name,
    Negate,
    Not,
    Number,
    Or,
    Step,
    Steps,
)
from thidua.core.formula.walking import names_read
from thidua.core.model.compiled import CompiledSet
from thidua.core.model.compiling import compile_set
from thidua.core.model.criteria import Judged
from thidua.core.model.indicator import ValueKind
from thidua.core.model.observation import JudgedPoints, Layer, Place
from thidua.core.model.scheme import Scheme
from thidua.core.scoring.cluster_scoring import score_cluster
from thidua.core.scoring.entries import Entries, Member
from thidua.core.scoring.explaining import explain_member
from thidua.core.scoring.results import Case, ClusterScore
from thidua.sectors import industry_trade, labour_social

Play = Callable[..., ClusterScore]
Value = Fraction | bool


def half_up(value: Fraction, places: Fraction) -> Fraction:
    """To the nearest; a half away from zero."""
    scaled = abs(value) * 10 ** int(places)
    whole = floor(scaled + Fraction(1, 2))
    return Fraction(whole if value >= 0 else -whole, 10 ** int(places))


def holds(sign: str, left: Fraction, right: Fraction) -> bool:
    order = (left > right) - (left < right)
    return {
        "<": order < 0,
        "<=": order <= 0,
        ">": order > 0,
        ">=": order >= 0,
        "==": order == 0,
        "!=": order != 0,
    }[sign]


def within(step: Step, value: Fraction) -> bool:
    low = step.low is None or (value > step.low if step.low_open else value >= step.low)
    high = step.high is None or (value < step.high if step.high_open else value <= step.high)
    return low and high


def on_a_line(knots: tuple[tuple[Fraction, Fraction], ...], value: Fraction) -> Fraction:
    if value <= knots[0][0]:
        return knots[0][1]
    for (left, low), (right, high) in pairwise(knots):
        if value <= right:
            return low + (high - low) * (value - left) / (right - left)
    return knots[-1][1]


def called(function: Function, values: list[Fraction]) -> Fraction:
    match function:
        case Function.MIN:
            return min(values)
        case Function.MAX:
            return max(values)
        case Function.FLOOR:
            return Fraction(floor(values[0]))
        case Function.ROUND:
            return half_up(*values)
    base, power, root, places = values
    unit = Fraction(1, 10 ** int(places))
    found = half_up(Fraction(float(base) ** float(power / root)), places)
    nearest = [found - unit, found, found + unit]
    return min(nearest, key=lambda one: abs(one**root - base**power))


def over_members(kind: AggregateKind, own: Fraction | None, values: list[Fraction]) -> Fraction:
    match kind:
        case AggregateKind.HIGHEST:
            return max(values)
        case AggregateKind.LOWEST:
            return min(values)
        case AggregateKind.SUM:
            return sum(values, Fraction(0))
        case AggregateKind.MEAN:
            return sum(values, Fraction(0)) / len(values)
        case AggregateKind.COUNT:
            return Fraction(len(values))
    assert own is not None
    return Fraction(1 + sum(value > own for value in values))


def again(trace: Trace, unit: str) -> Value:
    """The value of a trace from those of its children."""

    def numbers() -> list[Fraction]:
        found = [again(child, unit) for child in trace.children]
        return [value for value in found if not isinstance(value, bool)]

    match trace.node:
        case Number(value):
            return value
        case Name():
            assert trace.figure is not None
            return trace.figure.value
        case Judgement(low=low, high=high):
            judged = stated(trace)
            assert low <= judged <= high
            return judged
        case Labelled():
            return again(trace.children[0], unit)
        case Negate():
            return -numbers()[0]
        case Arithmetic(sign):
            left, right = numbers()
            return {
                "+": lambda: left + right,
                "-": lambda: left - right,
                "*": lambda: left * right,
                "/": lambda: left / right,
            }[sign]()
        case Call(function):
            return called(function, numbers())
        case Choose():
            return again(trace.children[1], unit)
        case Compare(signs):
            values = numbers()
            pairs = zip(signs, values, values[1:], strict=False)
            return all(holds(sign, left, right) for sign, left, right in pairs)
        case And():
            return all(again(child, unit) for child in trace.children)
        case Or():
            return any(again(child, unit) for child in trace.children)
        case Not():
            return not again(trace.children[0], unit)
        case Given():
            assert isinstance(trace.value, bool)
            return trace.value
        case Aggregate(kind):
            by_unit = {child.unit: stated(child) for child in trace.children}
            return over_members(kind, by_unit.get(unit), list(by_unit.values()))
        case Steps(steps=steps):
            (value,) = numbers()
            (found,) = [step.points for step in steps if within(step, value)]
            return found
        case Interpolate(knots=knots):
            return on_a_line(knots, numbers()[0])
        case AtMost():
            value, maximum = numbers()
            assert value <= maximum
            return value
    raise AssertionError(f"no rule for {trace.node}")


def stated(trace: Trace) -> Fraction:
    assert isinstance(trace.value, Known) and trace.value.point is not None
    return trace.value.point


def check(score: ClusterScore) -> int:
    """Evaluate every known cell again; how many there were."""
    count = 0
    for row in score.rows:
        for item in explain_member(score, row):
            if item.base is None or item.bonus is None or item.cell.points is None:
                continue
            assert again(item.base, row.member.unit) == item.cell.points.base
            assert again(item.bonus, row.member.unit) == item.cell.points.bonus
            count += 1
    return count


TABLE = """
points = 100
[[criteria]]
code = "A"
points = 10
formula = "points * min(max((a.baseline - a) / (a.baseline - a.target), 0), 1)"
[[criteria]]
code = "B"
points = 10
bonus_cap = 4
formula = "round(b * 1.337, 1) - -floor(b / 3)"
[[criteria]]
code = "C"
points = 10
deductions_cap = 6
rows = [
  { code = "C.1", deduct = 1, when = "c < 5 or not given(d)" },
  { code = "C.2", deduct = "0.5", per = "c", cap = 4 },
  { bonus = 2, when = "c > 3 and d != 2 and not 1 < d <= 4" },
  { code = "C.4", only_if = "full", one_of = [
    { bonus = 2, when = "c >= 9 and d >= 9" }, { bonus = 1, when = "c >= 5" } ] },
]
[[criteria]]
code = "D"
points = 10
bands = { on = "c + d", steps = [
  { below = 5, points = 0 }, { from = 5, to = 12, points = 4 }, { over = 12, points = 10 } ] }
[[criteria]]
code = "E"
points = 10
interpolate = { on = "e", steps = [[2, 0], [8, 7], [10, 10]] }
[[criteria]]
code = "F"
points = 10
formula = "points * (a - lowest(a)) / (highest(a) - lowest(a)) if highest(a) > lowest(a) else 0"
[[criteria]]
code = "G"
points = 10
formula = "points / rank(mean(b, where = b > 1) - b) if count(where = b == b) > 2 else sum(b) / 100"
[[criteria]]
code = "H"
points = 10
judged = { from = 0, to = 10 }
rows = [ { earn = 3, when = "e > 5" }, { deduct = 1, when = 'row("C.1") > 0' } ]
[[criteria]]
code = "I"
points = 10
formula = "power(e / 10, 1, 2, 3) * points"
[[criteria]]
code = "J"
points = 10
start = "zero"
rows = [ { earn = 4, per = "a" }, { earn = 3, when = "b > 4" } ]
"""

values = st.integers(0, 20).map(lambda halves: str(Fraction(halves, 2)))
units = st.fixed_dictionaries(
    {
        unit: st.tuples(values, values, values, values, values).map(
            lambda found: " ".join(
                [
                    "a.baseline=12",
                    "a.target=20",
                    *(f"{k}={v}" for k, v in zip("abcde", found, strict=True)),
                ]
            )
        )
        for unit in ("u", "v", "w")
    }
)


@settings(max_examples=60, deadline=None)
@given(units, st.integers(0, 10))
def test_the_trace_gives_the_points(play: Play, units: dict[str, str], judged: int) -> None:
    score = play(TABLE, units, judged={unit: f"H={judged}" for unit in units})
    assert check(score) >= 3 * 8


def compiled(table: Any, contributed: tuple[Any, ...]) -> CompiledSet:
    indicators = {one.code: one for one in contributed}
    formulas = {formula.code: formula for formula in standard.thidua_formulas()}
    return compile_set(table, indicators, formulas)


@pytest.mark.parametrize("sector", [labour_social, industry_trade])
def test_the_traces_of_the_shipped_sectors_give_their_points(sector: Any) -> None:
    """Ten units whose every figure is drawn at random."""
    contributed = (*standard.thidua_indicators(), *sector.thidua_indicators())
    kinds = {one.code: one.kind for one in contributed}
    (source,) = sector.thidua_criteria_sets()
    table = compiled(source, contributed)
    random = Random(2026)

    def figure(name: Name) -> Figure:
        high = {ValueKind.YES_NO: 1, ValueKind.GRADE: 3}.get(kinds[name.indicator], 100)
        return Figure(Fraction(random.randint(1, high)))

    trees = [tree for one in table.criteria for tree in (one.base, one.bonus)]
    names = sorted({name for tree in trees for name in names_read(tree)}, key=str)
    members = tuple(Member(f"u{number}", "", "division") for number in range(10))
    judged: Mapping[tuple[str, str], JudgedPoints] = {
        (member.unit, one.criterion.code): JudgedPoints(
            member.unit,
            one.criterion.code,
            Place("k", "p"),
            Layer.SELF,
            Fraction(random.randint(int(one.criterion.base.low), int(one.criterion.base.high))),
            "biên bản",
        )
        for member in members
        for one in table.criteria
        if isinstance(one.criterion.base, Judged)
    }
    entries = Entries(
        Layer.SELF,
        {(member.unit, name): figure(name) for member in members for name in names},
        judged,
    )
    score = score_cluster(Case(Scheme.plain(source), {source.code: table}, members, entries))
    assert check(score) > 300
