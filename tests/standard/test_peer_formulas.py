"""Formulas that score a unit against the others of its cluster."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

import pytest

from thidua import standard
from thidua.core.exact.figure import Figure
from thidua.core.formula.tree import Field, Name
from thidua.core.model.compiling import compile_set
from thidua.core.model.indicator import Indicator
from thidua.core.model.observation import Layer
from thidua.core.model.scheme import Scheme
from thidua.core.model.structuring import read_criteria_set
from thidua.core.scoring.cluster_scoring import score_cluster
from thidua.core.scoring.entries import Entries, Member
from thidua.core.scoring.results import Case
from thidua.core.text.bilingual import Text

FORMULAS = {formula.code: formula for formula in standard.thidua_formulas()}


def points_of(
    formula: str,
    actuals: Mapping[str, int],
    targets: Mapping[str, int] | None = None,
    parameters: Mapping[str, str] | None = None,
    also: Iterable[str] = (),
) -> dict[str, Fraction | None]:
    """The points of every unit by one formula worth 10; ``also`` are units without figures."""
    inputs = {"actual": "x"} if targets is None else {"actual": "x", "target": "x.target"}
    criterion = {
        "code": "c",
        "title": {"vi": "Tiêu chí", "en": "Criterion"},
        "points": 10,
        "formula": formula,
        "inputs": inputs,
        "parameters": parameters or {},
    }
    plain = {
        "code": "one",
        "title": {"vi": "Bảng", "en": "Table"},
        "basis": "proposal",
        "points": 10,
        "criteria": [criterion],
    }
    named = Indicator("x", Text(vi="x", en="x"), Text(vi="đơn vị", en="units"))
    compiled = compile_set(read_criteria_set(plain), {"x": named}, FORMULAS)
    figures = {(unit, Name("x")): Figure(Fraction(value)) for unit, value in actuals.items()}
    for unit, value in (targets or {}).items():
        figures[unit, Name("x", Field.TARGET)] = Figure(Fraction(value))
    case = Case(
        Scheme.plain(compiled.source),
        {"one": compiled},
        tuple(Member(unit, unit, "unit") for unit in (*actuals, *also)),
        Entries(Layer.SELF, figures),
    )
    score = score_cluster(case)
    totals = {unit: row.total for unit, row in score.by_unit.items()}
    return {unit: None if total is None else total.points for unit, total in totals.items()}


def test_the_leader_gets_all_and_the_others_in_proportion() -> None:
    assert points_of("peer-relative", {"a": 40, "b": 10, "c": 0}) == {
        "a": 10,
        "b": Fraction("2.5"),
        "c": 0,
    }


def test_where_nobody_has_anything_nobody_gets_points() -> None:
    assert points_of("peer-relative", {"a": 0, "b": -1}) == {"a": 0, "b": 0}


def test_a_result_not_known_is_not_taken_for_nothing_where_others_have_nothing() -> None:
    assert points_of("peer-relative", {"a": 0}, also=["b"]) == {"a": 0, "b": None}
    above = points_of("peer-relative-above-target", {"a": 0}, {}, also=["b"])
    assert above == {"a": 0, "b": None}


def test_units_without_a_target_and_without_a_result_get_nothing() -> None:
    assert points_of("peer-relative-above-target", {"a": 0, "b": 0}, {}) == {"a": 0, "b": 0}


def test_the_share_at_the_target_can_be_set() -> None:
    got = points_of(
        "peer-relative-above-target", {"a": 10, "b": 20}, {"a": 10, "b": 10}, {"at_target": "0.8"}
    )
    assert got == {"a": 8, "b": 10}


@pytest.mark.parametrize(("choice", "points"), [("zero", 0), ("full", 10), ("unknown", None)])
def test_a_target_of_zero_disturbs_no_other_unit(choice: str, points: int | None) -> None:
    got = points_of(
        "peer-relative-above-target",
        {"a": 5, "b": 12, "c": 11},
        {"a": 0, "b": 10, "c": 10},
        {"when_target_zero": choice},
    )
    assert got == {"a": points, "b": 10, "c": Fraction("7.5")}
