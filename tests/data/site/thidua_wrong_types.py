"""A plugin that returns what no hook should."""

from fractions import Fraction

from thidua.core.model.criteria import Basis, Criterion, Section
from thidua.plugins import Check, CriteriaSet, Indicator, Text, hookimpl


@hookimpl
def thidua_sector():
    return {"code": "wrong", "title": "Sai"}


@hookimpl
def thidua_indicators():
    return [
        Indicator("right", Text("Đúng", "Right"), Text("số", "number")),
        "children_born",
        Indicator("plain_title", "Children", Text("số", "number")),
    ]


@hookimpl
def thidua_checks():
    return Check("alone", Text("Một mình", "Alone"), "right > 0")


@hookimpl
def thidua_criteria_sets():
    title = Text("Bảng điểm", "Point table")
    yield CriteriaSet(
        "floats-2026", title, Basis.PROPOSAL, Fraction(1), (Criterion("W-01", 1.0, title),)
    )
    yield CriteriaSet(
        "sum-2026",
        title,
        Basis.PROPOSAL,
        Fraction(100),
        (Criterion("W-02", Fraction(90), title, section="A"),),
        (Section("A", Fraction(100), title),),
    )
