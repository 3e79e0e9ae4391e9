"""The parts of the behaviour checks that decide by themselves: degrees, traces, figures to try."""

import subprocess
import sys
from collections.abc import Callable, Mapping
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import strategies as st

from thidua import standard
from thidua.core.exact.figure import Bound, Figure
from thidua.core.exact.interval import point
from thidua.core.formula.parsing import Names, parse_expression
from thidua.core.formula.trace import Known, Trace
from thidua.core.formula.tree import (
    AtMost,
    Call,
    Child,
    Choose,
    Field,
    Function,
    GeometricMean,
    Interpolate,
    Name,
    Node,
    Number,
    PythonCall,
    Step,
    Steps,
)
from thidua.core.model.compiling import compile_set
from thidua.plugins.confinement import Limits, run_confined
from thidua.plugins.kit import CheckResult
from thidua.plugins.kit.behaviour import fingerprint
from thidua.plugins.kit.behaviour.degrees import ANY, NotHomogeneous, degree
from thidua.plugins.kit.behaviour.domains import domains_of
from thidua.plugins.kit.behaviour.reevaluation import Contradiction, NotExact, reevaluated
from thidua.plugins.kit.behaviour.searching import smallest
from thidua.plugins.kit.behaviour.subject import subjects_of

from .conftest import INDICATORS, compiled, criterion, python_formula

MIB = 1024 * 1024
Examined = Callable[..., dict[str, list[CheckResult]]]


def node_of(expression: str) -> Node:
    return parse_expression(expression, Names(points=Fraction(10)))


# Degrees


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("a", 1),
        ("b", 0),
        ("0", ANY),
        ("-a", 1),
        ("a + a.target", 1),
        ("a - 0", 1),
        ("a * a.target", 2),
        ("a / a.target", 0),
        ("0 / a", ANY),
        ("max(a, 0) / a.target", 0),
        ("points * min(a / a.target, 1)", 0),
        ("0 if a < 0.5 * a.target else points", 0),
        ("points if given(a) else 0", 0),
        ("floor(a / a.target)", 0),
        ("round(a / a.target, 2) if a > 0 and not a == a.target or a < 0 else 1", 0),
        ("power(a / a.target, 1, 2, 4)", 0),
        ("a / highest(a)", 0),
        ("sum(a, where = a > 0)", 1),
        ("rank(a)", 0),
        ("count(where = a > 0)", 0),
    ],
)
def test_the_power_of_a_common_factor(expression: str, expected: int | None) -> None:
    assert degree(node_of(expression), {"a"}) == expected


@pytest.mark.parametrize(
    "expression",
    [
        "a + 1",
        "max(a, 1)",
        "points if a > 5 else 0",
        "floor(a)",
        "power(a, 1, 2, 4)",
        "a if b > 0 else 1",
        "highest(a, where = a > 3)",
        "points if b > 0 and a > 5 else 0",
    ],
)
def test_what_a_common_factor_changes_in_no_simple_way(expression: str) -> None:
    with pytest.raises(NotHomogeneous):
        degree(node_of(expression), {"a"})


def test_the_degree_of_tables() -> None:
    a, target = Name("a"), Name("a", Field.TARGET)
    ratio = node_of("a / a.target")
    assert degree(Steps(ratio, (Step(Fraction(1)),)), {"a"}) == 0
    assert degree(AtMost(ratio, Number(Fraction(1))), {"a"}) == 0
    assert degree(Child("c"), {"a"}) == 0
    assert degree(PythonCall("f", (("x", a), ("y", target)), 0), {"a"}) == 0
    with pytest.raises(NotHomogeneous):
        degree(Interpolate(a, ((Fraction(0), Fraction(0)), (Fraction(1), Fraction(1)))), {"a"})


# Traces


def known(value: int | str | Fraction) -> Known:
    return Known(point(Fraction(value)))


def number(value: int | str) -> Trace:
    return Trace(Number(Fraction(value)), known(value))


KNOTS = ((Fraction(0), Fraction(0)), (Fraction(10), Fraction(5)), (Fraction(20), Fraction(5)))
STEPS = (
    Step(Fraction(1), high=Fraction(10)),
    Step(Fraction(2), low=Fraction(10), high=Fraction(20), high_open=False),
    Step(Fraction(3), low=Fraction(20), low_open=True),
)


@pytest.mark.parametrize(("value", "expected"), [(9, 1), (10, 2), (20, 2), (21, 3)])
def test_a_step_again(value: int, expected: int) -> None:
    trace = Trace(Steps(Number(Fraction(0)), STEPS), known(expected), (number(value),))
    assert reevaluated(trace, "u", {}) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(-1, "0"), (0, "0"), (5, "2.5"), (10, "5"), (15, "5"), (30, "5")]
)
def test_a_line_again(value: int, expected: str) -> None:
    trace = Trace(Interpolate(Number(Fraction(0)), KNOTS), known(expected), (number(value),))
    assert reevaluated(trace, "u", {}) == Fraction(expected)


def called(function: Function, answer: str, *values: int | str) -> Trace:
    arguments = tuple(Number(Fraction(value)) for value in values)
    return Trace(Call(function, arguments), known(answer), tuple(map(number, values)))


@pytest.mark.parametrize(
    "trace",
    [
        called(Function.POWER, "1.41", 2, 1, 2, 2),
        called(Function.POWER, "0", 0, 1, 2, 2),
        called(Function.POWER, "0.5", 2, -1, 1, 1),
        called(Function.ROUND, "-2.68", "-2.675", 2),
        called(Function.FLOOR, "-3", "-2.5"),
        called(Function.MIN, "1", 3, 1),
        Trace(
            GeometricMean((Number(Fraction(2)), Number(Fraction(8))), (1, 1), 0),
            known(4),
            (number(2), number(8)),
        ),
        Trace(Child("c"), known(3)),
        Trace(AtMost(Number(Fraction(3)), Number(Fraction(4))), known(3), (number(3), number(4))),
    ],
)
def test_a_function_again(trace: Trace) -> None:
    assert isinstance(trace.value, Known)
    assert reevaluated(trace, "u", {}) == trace.value.point


@pytest.mark.parametrize(
    "trace",
    [
        called(Function.POWER, "1.42", 2, 1, 2, 2),
        called(Function.POWER, "1.4", 2, 1, 2, 2),
        called(Function.POWER, "1.415", 2, 1, 2, 2),
        Trace(Steps(Number(Fraction(0)), STEPS[1:]), known(1), (number(3),)),
        Trace(AtMost(Number(Fraction(5)), Number(Fraction(4))), known(5), (number(5), number(4))),
        Trace(
            Choose(node_of("1 > 2"), Number(Fraction(1)), Number(Fraction(2))),
            known(1),
            (Trace(node_of("1 > 2"), False, (number(1), number(2))), number(1)),
        ),
    ],
)
def test_a_step_that_does_not_follow(trace: Trace) -> None:
    with pytest.raises(Contradiction):
        reevaluated(trace, "u", {})


@pytest.mark.parametrize(
    "trace",
    [
        Trace(Name("a"), known(1), figure=Figure(Fraction(1), Bound.OVER)),
        Trace(Name("a"), known(1)),
        Trace(Child("c"), Known(evolve(point(Fraction(1)), high=None))),
    ],
)
def test_figures_that_are_no_one_number_are_not_compared(trace: Trace) -> None:
    with pytest.raises(NotExact):
        reevaluated(trace, "u", {})


def test_a_trace_that_contradicts_itself_fails_the_check(
    examined: Examined, monkeypatch: pytest.MonkeyPatch
) -> None:
    from thidua.plugins.kit.behaviour import tracing

    def contradicting(*_: object) -> Fraction:
        raise Contradiction

    monkeypatch.setattr(tracing, "reevaluated", contradicting)
    (found,) = examined(criterion("min(share / 10, points)"), examples=3)["trace"]
    assert found.came_out.en.endswith("worked out again, give a step that does not follow.")


FORMULAS_OF_ALL_NODES = (
    "points * a / highest(a) if highest(a) > 0 and not a < 0 else 0",
    "max(points - rank(share) + 1, 0)",
    "points * (0.5 if a >= mean(a) or a > 90 else -0.1 * -count(where = a > 5) / 6)",
    "points * lowest(a) / sum(a) if sum(a) > 0 else 0",
    "min(power(share, 1, 2, 2), points)",
    "round(points * share / 100, 1) if given(share) else floor(points / 3)",
    "max(points - days_late(day), 0)",
)


@pytest.mark.parametrize("formula", FORMULAS_OF_ALL_NODES)
def test_the_trace_of_every_kind_of_node_gives_the_points_again(
    examined: Examined, formula: str
) -> None:
    (found,) = examined(criterion(formula), examples=40)["trace"]
    assert found.came_out.en == "Holds for 1 criterion."


# Figures to try


def values_of(table: str, name: Name) -> tuple[Fraction, ...]:
    (subject,) = subjects_of(compiled(table), INDICATORS, ())
    return domains_of(subject)[name].values


def test_figures_are_tried_at_a_threshold_and_one_step_beside_it() -> None:
    bands = """
        [[criteria]]
        code = "C-1"
        points = 10
        bands = { on = "share", steps = [{ below = 77, points = 0 }, { from = 77, points = 10 }] }
    """
    around = {Fraction(77), Fraction("76.99"), Fraction("77.01")}
    assert around <= set(values_of(bands, Name("share")))
    counted = criterion("points if people >= 7 else 0")
    assert set(map(Fraction, (6, 7, 8))) <= set(values_of(counted, Name("people")))
    line = """
        [[criteria]]
        code = "C-1"
        points = 10
        interpolate = { on = "a", steps = [[-3, 0], [61, 10]] }
    """
    assert {Fraction(-3), Fraction("60.99")} <= set(values_of(line, Name("a")))
    assert min(values_of(counted, Name("people"))) == 0


def test_grades_and_answers_take_only_the_values_they_have() -> None:
    assert values_of(criterion("points * grade / 3"), Name("grade")) == tuple(
        map(Fraction, (1, 2, 3))
    )
    assert values_of(criterion("points * done"), Name("done")) == (Fraction(0), Fraction(1))


# Searching


def test_an_example_that_fails_only_at_times_is_found_all_the_same() -> None:
    calls = iter(range(10**9))
    found = smallest(st.integers(0, 9), lambda _: next(calls) == 3, examples=20, seed=1)
    assert found is None or 0 <= found <= 9


def test_nothing_is_imported_of_hypothesis_before_the_checks_run() -> None:
    script = (
        "import sys, thidua.plugins.kit.behaviour;"
        "sys.exit('hypothesis' in sys.modules or 'sqlalchemy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


# Confined


def table_with_python() -> str:
    return criterion("tried", inputs='x = "share"')


def rounded_share(inputs: Mapping[str, Fraction]) -> int:
    return (inputs["points"] * inputs["x"] / 100).__floor__()


def test_fingerprints_tell_different_rules_apart() -> None:
    one = compiled(table_with_python(), python_formula(rounded_share))
    other = compiled(table_with_python(), python_formula(lambda inputs: 5))
    first = fingerprint(one, INDICATORS, {}, seed=1)
    assert first == fingerprint(one, INDICATORS, {}, seed=1)
    assert first != fingerprint(other, INDICATORS, {}, seed=1)


CONFINED = """
from thidua import standard
from thidua.core.model.compiling import compile_set
from thidua.plugins.kit.behaviour import behaviour_checks, fingerprint
indicators = {it.code: it for it in standard.thidua_indicators()}
formulas = {it.code: it for it in standard.thidua_formulas()}
one = compile_set(next(iter(standard.thidua_criteria_sets())), indicators, formulas)
found = behaviour_checks(one, indicators, formulas, examples=10, seed=1)
answer = " ".join(sorted({it.verdict.value for it in found})).encode()
answer += b" " + fingerprint(one, indicators, formulas, seed=1).encode()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the confinement is complete on Linux only")
def test_the_checks_run_in_a_child_that_can_write_nothing() -> None:
    code = f"(lambda names: (exec({CONFINED!r}, names), names['answer'])[1])({{}})"
    limits = Limits(wall_seconds=60, cpu_seconds=60, memory=512 * MIB)
    *verdicts, there = run_confined("builtins:eval", code.encode(), limits).decode().split()
    assert verdicts == ["passed", "skipped"]
    indicators = {it.code: it for it in standard.thidua_indicators()}
    formulas = {it.code: it for it in standard.thidua_formulas()}
    one = compile_set(next(iter(standard.thidua_criteria_sets())), indicators, formulas)
    assert fingerprint(one, indicators, formulas, seed=1) == there
