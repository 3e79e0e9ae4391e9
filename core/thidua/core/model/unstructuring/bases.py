"""The base of a criterion as the plain values that declare it."""

from thidua.core.formula.tree import Step
from thidua.core.model.criteria import BandTable, Base, FormulaBase, Interpolation, Judged, Start
from thidua.core.model.unstructuring.plain import Plain, plain_number, said


def plain_base(base: Base, *, has_children: bool) -> Plain:
    """The keys of a criterion that declare its base; none for the base it has undeclared.

    Undeclared, a criterion starts full, and one that others name as parent sums its children.
    """
    match base:
        case Start(full=True):
            return {"start": "full"} if has_children else {}
        case Start():
            return {"start": "zero"}
        case FormulaBase():
            return _formula(base)
        case BandTable(on=on, steps=steps, uncovered=uncovered):
            plain = {"on": on, "uncovered": uncovered, "steps": [_step(step) for step in steps]}
            return {"bands": said(plain)}
        case Interpolation(on=on, knots=knots):
            pairs = [[plain_number(value), plain_number(points)] for value, points in knots]
            return {"interpolate": {"on": on, "steps": pairs}}
        case Judged(low=low, high=high):
            return {"judged": {"from": plain_number(low), "to": plain_number(high)}}
        case _:
            return {}


def _formula(base: FormulaBase) -> Plain:
    return {
        "formula": base.formula,
        "inputs": dict(base.inputs),
        "parameters": dict(base.parameters),
    }


def _step(step: Step) -> Plain:
    return said(
        {
            "over" if step.low_open else "from": plain_number(step.low),
            "below" if step.high_open else "to": plain_number(step.high),
            "points": plain_number(step.points),
        }
    )
