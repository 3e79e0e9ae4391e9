"""Criteria sets written as TOML, the way their authors write them."""

from collections.abc import Callable, Mapping
from fractions import Fraction

import pytest
from attrs import Factory, frozen

from thidua.core.exact.figure import Figure
from thidua.core.formula.evaluation import Reading, Unknown, decided
from thidua.core.formula.tree import Field, Name, Node
from thidua.core.model.compiled import CompiledCriterion, CompiledSet
from thidua.core.model.compiling import compile_set
from thidua.core.model.criteria import CriteriaSet
from thidua.core.model.formulas import Formula, Parameter
from thidua.core.model.indicator import Indicator
from thidua.core.model.structuring import read_criteria_set
from thidua.core.model.toml_places import load_toml
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Refused

HEAD = """
code = "test-set"
title = { vi = "Bảng điểm thử", en = "Test set" }
basis = "proposal"
"""

RATIO = Formula(
    code="ratio-capped",
    title=Text("Theo tỷ lệ", "In proportion"),
    explanation=Text("Điểm theo tỷ lệ", "Points in proportion"),
    inputs=("actual", "target"),
    parameters=(
        Parameter("floor", "0", Text("Sàn", "Floor")),
        Parameter(
            "when_target_zero",
            "unknown",
            Text("Khi mức giao bằng 0", "When the target is 0"),
            choices=(("zero", "0"), ("full", "points"), ("unknown", "actual / target")),
        ),
    ),
    expression="when_target_zero if target == 0 else 0 if actual < floor * target"
    " else points * min(actual / target, 1)",
)
SHARE = Formula(
    code="share",
    title=Text("Theo tỷ lệ đạt", "By share"),
    explanation=Text("Phần trên tổng", "Part of the whole"),
    inputs=("part",),
    parameters=(Parameter("factor", None, Text("Hệ số", "Factor")),),
    optional_inputs=(("whole", "100 * factor"),),
    expression="points * part / whole",
)


def doubled(inputs: Mapping[str, Fraction]) -> Fraction:
    return inputs["x"] * 2 + inputs["extra"]


PYTHON = Formula(
    code="doubled",
    title=Text("Gấp đôi", "Doubled"),
    explanation=Text("Gấp đôi", "Doubled"),
    inputs=("x",),
    parameters=(Parameter("extra", "0", Text("Thêm", "Extra")),),
    function=doubled,
    places=2,
)
FORMULAS = {formula.code: formula for formula in (RATIO, SHARE, PYTHON)}
INDICATORS = {
    code: Indicator(code=code, title=Text(code, code), unit=Text("%", "%"))
    for code in ("jobs", "plan", "cases", "late", "rate", "meetings", "plots")
}


@frozen
class Unit:
    """A unit with its figures by name, ``jobs`` or ``jobs.target``."""

    figures: Mapping[str, int | str] = Factory(dict)
    judgement: Fraction | None = None
    unit: str = "u1"

    def figure(self, name: Name) -> Figure | None:
        key = name.indicator if name.field is Field.ACTUAL else f"{name.indicator}.{name.field}"
        value = self.figures.get(key)
        return None if value is None else Figure(Fraction(value))

    def judged(self, criterion: str) -> Fraction | None:
        return self.judgement

    def child(self, code: str) -> Fraction | None:
        return Fraction(self.figures[code])


Read = Callable[[str], CriteriaSet]
Faults = Mapping[str, tuple[str, ...]]
"""The English faults, with their remedies, by place."""


@pytest.fixture(scope="session")
def read() -> Read:
    """Read the body of a criteria set; its code, title and basis are given."""
    return lambda body: read_criteria_set(load_toml(HEAD + body))


def faults_by_place(refused: Refused) -> Faults:
    found: dict[str, tuple[str, ...]] = {}
    for fault in refused.faults:
        text = fault.what.en if fault.remedy is None else f"{fault.what.en} {fault.remedy.en}"
        found[fault.place] = (*found.get(fault.place, ()), text)
    return found


@pytest.fixture(scope="session")
def by_place() -> Callable[[Refused], Faults]:
    return faults_by_place


@pytest.fixture(scope="session")
def faults(read: Read) -> Callable[[str], Faults]:
    """What is wrong with a body."""

    def found(body: str) -> Faults:
        with pytest.raises(Refused) as refused:
            read(body)
        return faults_by_place(refused.value)

    return found


@pytest.fixture(scope="session")
def compiled(read: Read) -> Callable[[str], CompiledSet]:
    return lambda body: compile_set(read(body), INDICATORS, FORMULAS)


@pytest.fixture(scope="session")
def indicators() -> Mapping[str, Indicator]:
    return INDICATORS


@pytest.fixture(scope="session")
def formulas() -> Mapping[str, Formula]:
    return FORMULAS


@frozen
class Points:
    """The numbers of one criterion; texts are the kinds of reasons why one is unknown."""

    full: Fraction | str
    deducted: Fraction | str
    base: Fraction | str
    bonus: Fraction | str


def points_of(
    item: CompiledCriterion, figures: Mapping[str, int | str], judged: Fraction | None = None
) -> Points:
    """The numbers of a compiled criterion for a cluster of one unit."""
    unit = Unit(figures, judged)
    reading = Reading(unit, (unit,), {"doubled": doubled})

    def number(node: Node) -> Fraction | str:
        value = decided(reading.number(node))
        return " ".join(one.kind for one in value.reasons) if isinstance(value, Unknown) else value

    return Points(number(item.full), number(item.deducted), number(item.base), number(item.bonus))


@pytest.fixture(scope="session")
def read_points() -> Callable[..., Points]:
    return points_of


@pytest.fixture(scope="session")
def score(compiled: Callable[[str], CompiledSet]) -> Callable[..., Points]:
    """The points of the first criterion of a body, given figures by name."""

    def points(
        body: str, figures: Mapping[str, int | str] | None = None, judged: int | None = None
    ) -> Points:
        item = compiled(body).criteria[0]
        return points_of(item, figures or {}, None if judged is None else Fraction(judged))

    return points
