"""Bases: within the floor and the points; what exceeds them is bonus, or has no score."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import pytest

from thidua.core.formula.tree import (
    AtMost,
    Call,
    Function,
    Interpolate,
    Judgement,
    LabelKind,
    Labelled,
    Name,
    Number,
    Steps,
)
from thidua.core.model.compiled import CompiledSet

Score = Callable[..., Any]
Compiled = Callable[[str], CompiledSet]


def criterion(lines: str, points: int | str = 10) -> str:
    return f'points = 10\n[[criteria]]\ncode = "c"\npoints = {points}\n{lines}' + (
        "" if points == 10 else "\n[[criteria]]\ncode = 'rest'\npoints = 10"
    )


@pytest.mark.parametrize(
    ("lines", "rate", "base", "bonus"),
    [
        ("formula = 'rate'", 7, 7, 0),
        ("formula = 'rate'", -3, 0, 0),
        ("formula = 'rate'\nfloor = 'none'", -3, -3, 0),
        ("formula = 'rate'", 12, "over-maximum", 0),
        ("formula = 'rate'\nbonus_cap = 'none'", 12, 10, 2),
        ("formula = 'rate'\nbonus_cap = 1", 12, 10, 1),
        ("formula = 'rate'\nbonus_cap = 1", 10, 10, 0),
        ("formula = 'rate'\nbonus_cap = 5\nrows = [{ bonus = 4 }]", 12, 10, 5),
        ("formula = 'rate'\nrows = [{ earn = 4 }]", 8, 10, 0),
        ("interpolate = { on = 'rate', steps = [[50, 0], [100, 10]] }", 75, 5, 0),
        ("interpolate = { on = 'rate', steps = [[50, -5], [100, 10]] }", 10, 0, 0),
        ("interpolate = { on = 'rate', steps = [[0, 0], [10, 12]] }\nbonus_cap = 2", 10, 10, 2),
        (
            "bands = { on = 'rate', steps = [{ from = 5, points = 9 }, { below = 5, points = 1 }]}",
            5, 9, 0,
        ),
        (
            "bands = { on = 'rate', uncovered = 'no-score', steps = [{ over = 98, points = 5 }] }",
            98, "uncovered", 0,
        ),
    ],
)  # fmt: skip
def test_a_base_lies_between_its_floor_and_its_points(
    score: Score, lines: str, rate: int, base: int | str, bonus: int
) -> None:
    found = score(criterion(lines), {"rate": rate})
    assert (found.base, found.bonus) == (base, bonus)


def test_judged_points_split_alike(score: Score) -> None:
    body = criterion("judged = { from = 0, to = 12 }\nbonus_cap = 5")
    assert (score(body, {}, 8).base, score(body, {}, 8).bonus) == (8, 0)
    assert (score(body, {}, 11).base, score(body, {}, 11).bonus) == (10, 1)
    assert score(criterion("judged = { from = 0, to = 10 }"), {}).base == "not-judged"


def test_a_bonus_only_criterion_gives_only_bonus(score: Score) -> None:
    body = criterion("formula = '10 * rate'\nbonus_cap = 15", 0)
    assert (score(body, {"rate": 1}).base, score(body, {"rate": 1}).bonus) == (0, 10)
    assert (score(body, {"rate": 2}).base, score(body, {"rate": 2}).bonus) == (0, 15)


def number(value: int) -> Number:
    return Number(Fraction(value))


@pytest.mark.parametrize(
    ("lines", "full"),
    [
        (
            "formula = 'rate'",
            AtMost(Call(Function.MAX, (Name("rate"), number(0))), number(10)),
        ),
        ("formula = 'rate'\nfloor = 'none'", AtMost(Name("rate"), number(10))),
        (
            "formula = 'rate'\nbonus_cap = 1",
            Call(Function.MIN, (Call(Function.MAX, (Name("rate"), number(0))), number(10))),
        ),
        ("judged = { from = 0, to = 10 }", Judgement("c", Fraction(0), Fraction(10))),
        ("start = 'zero'", number(0)),
    ],
)
def test_limits_that_cannot_be_met_are_not_in_the_tree(
    compiled: Compiled, lines: str, full: object
) -> None:
    assert compiled(criterion(lines)).criteria[0].full == full


def test_tables_are_nodes(compiled: Compiled) -> None:
    bands = compiled(criterion("bands = { on = 'rate', steps = [{ points = 4 }] }")).criteria[0]
    assert isinstance(bands.full, Steps) and bands.full.on == Name("rate")
    line = compiled(criterion("interpolate = { on = 'rate', steps = [[0, 0], [1, 1]] }"))
    assert isinstance(line.criteria[0].full, Interpolate)


RATIO = "formula = 'ratio-capped'\ninputs = { actual = 'jobs', target = 'jobs.target' }\n"


@pytest.mark.parametrize(
    ("more", "figures", "expected"),
    [
        ("", {"jobs": 90, "jobs.target": 100}, 9),
        ("", {"jobs": 120, "jobs.target": 100}, 10),
        ("parameters = { floor = '0.95' }", {"jobs": 90, "jobs.target": 100}, 0),
        ("", {"jobs": 5, "jobs.target": 0}, "divided-by-zero"),
        ("parameters = { when_target_zero = 'full' }", {"jobs": 5, "jobs.target": 0}, 10),
        ("parameters = { when_target_zero = 'zero' }", {"jobs": 5, "jobs.target": 0}, 0),
    ],
)
def test_a_standard_formula_with_its_parameters(
    score: Score, more: str, figures: Mapping[str, int], expected: object
) -> None:
    assert score(criterion(RATIO + more), figures).base == expected


def test_optional_inputs_may_be_left_out(score: Score) -> None:
    share = "formula = 'share'\nparameters = { factor = 2 }\n"
    assert score(criterion(share + "inputs = { part = 'jobs' }"), {"jobs": 100}).base == 5
    given = "inputs = { part = 'jobs', whole = 'plan' }"
    assert score(criterion(share + given), {"jobs": 3, "plan": 4}).base == Fraction("7.5")


def test_a_python_formula_takes_inputs_parameters_and_points(
    score: Score, compiled: Compiled
) -> None:
    body = criterion("formula = 'doubled'\ninputs = { x = 'rate + 1' }\nparameters = { extra = 3 }")
    assert score(body, {"rate": 2}).base == 9
    (formula,) = compiled(body).formulas
    assert formula.code == "doubled"


def test_inputs_are_labelled_by_their_names_and_a_formula_by_its_code(compiled: Compiled) -> None:
    body = criterion("formula = 'points * a / b'\ninputs = { a = 'jobs', b = 'plan.target' }")
    full = compiled(body).criteria[0].full
    assert "Labelled(kind=<LabelKind.INPUT: 'input'>, label='b'" in repr(full)
    assert LabelKind.FORMULA not in repr(full)
    standard = compiled(criterion(RATIO)).criteria[0].full
    assert isinstance(standard, AtMost) and isinstance(standard.operand, Call)
    named = standard.operand.arguments[0]
    assert isinstance(named, Labelled) and named.kind is LabelKind.FORMULA
    assert named.label == "ratio-capped"


def test_an_input_may_be_followed_to_its_target(score: Score) -> None:
    body = criterion("formula = 'points * a / a.target'\ninputs = { a = 'jobs' }")
    assert score(body, {"jobs": 1, "jobs.target": 2}).base == 5
