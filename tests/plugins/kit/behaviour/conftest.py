"""Small criteria sets, faulty on purpose, and what the behaviour checks say of them."""

import string
import tomllib
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pytest

from thidua import standard
from thidua.core.model.compiled import CompiledSet
from thidua.core.model.compiling import compile_set
from thidua.core.model.contribution import Check
from thidua.core.model.formulas import Formula
from thidua.core.model.indicator import Direction, Indicator, ValueKind, WhenBlank
from thidua.core.model.structuring import read_criteria_set
from thidua.core.text.bilingual import Text
from thidua.plugins.kit import CheckResult
from thidua.plugins.kit.behaviour import behaviour_checks

Examined = Callable[..., dict[str, list[CheckResult]]]

_FORMULAS = {formula.code: formula for formula in standard.thidua_formulas()}


def _indicator(code: str, unit: str = "t", **more: Any) -> Indicator:
    return Indicator(code, Text(f"Chỉ tiêu {code}", f"Indicator {code}"), Text(unit, unit), **more)


INDICATORS: Mapping[str, Indicator] = {
    **{code: _indicator(code) for code in string.ascii_lowercase},
    "fewer": _indicator("fewer", whole=True, direction=Direction.LOWER),
    "share": _indicator("share", "%"),
    "people": _indicator("people", "người", whole=True),
    "events": _indicator(
        "events", "vụ", whole=True, direction=Direction.LOWER, when_blank=WhenBlank.ZERO
    ),
    "day": _indicator("day", "ngày", kind=ValueKind.DATE, direction=Direction.LOWER),
    "grade": _indicator("grade", kind=ValueKind.GRADE, grades=("yeu", "kha", "tot")),
    "done": _indicator("done", kind=ValueKind.YES_NO),
}
"""Letters are amounts in tonnes, the higher the better."""


def python_formula(function: Callable[[Mapping[str, Any]], Any], *inputs: str) -> Formula:
    """A plain Python formula "tried", of two decimals."""
    title = Text("Thử", "Tried")
    return Formula("tried", title, title, inputs or ("x",), function=function, places=2)


def compiled(table: str, *formulas: Formula) -> CompiledSet:
    """The set of some criteria as TOML; its points are theirs."""
    criteria = tomllib.loads(table)
    points = sum(it["points"] for it in criteria["criteria"] if "parent" not in it)
    head = {"code": "t", "title": {"vi": "Bảng", "en": "Table"}, "basis": "proposal"}
    for place, it in enumerate(criteria["criteria"], start=1):
        it.setdefault("title", {"vi": f"Tiêu chí {place}", "en": f"Criterion {place}"})
    source = read_criteria_set({**head, "points": points, **criteria})
    return compile_set(source, INDICATORS, _FORMULAS | {it.code: it for it in formulas})


def criterion(formula: str, *, points: int = 10, inputs: str = "", more: str = "") -> str:
    """One criterion, C-1, of a formula."""
    given = f"inputs = {{ {inputs} }}" if inputs else ""
    return f"""
        [[criteria]]
        code = "C-1"
        points = {points}
        formula = '{formula}'
        {given}
        {more}
    """


@pytest.fixture(scope="session")
def examined() -> Examined:
    """What every check says of a set, by its code."""

    def of(
        table: str | CompiledSet,
        *formulas: Formula,
        examples: int = 25,
        checks: Iterable[Check] = (),
    ) -> dict[str, list[CheckResult]]:
        one = compiled(table, *formulas) if isinstance(table, str) else table
        results: dict[str, list[CheckResult]] = {}
        for it in behaviour_checks(one, INDICATORS, {}, examples=examples, seed=1, checks=checks):
            results.setdefault(it.check, []).append(it)
        return results

    return of


@pytest.fixture(scope="session")
def tried(examined: Examined) -> Callable[..., dict[str, list[CheckResult]]]:
    """What every check says of one criterion that a Python formula of x, y scores."""

    def of(function: Callable[[Mapping[str, Any]], Any], **more: Any) -> Any:
        formula = python_formula(function, "x", "y")
        table = criterion("tried", inputs='x = "a", y = "a.target"')
        return examined(table, formula, **more)

    return of
