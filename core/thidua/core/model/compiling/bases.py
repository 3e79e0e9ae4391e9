"""The base of a criterion as a tree, within its floor and its points; what exceeds them."""

from fractions import Fraction

from attrs import frozen

from thidua.core.formula.tree import (
    AtMost,
    Call,
    Function,
    Interpolate,
    Judgement,
    Node,
    Number,
    Steps,
)
from thidua.core.model.compiling.formulas import formula_node
from thidua.core.model.compiling.name_resolution import Scope
from thidua.core.model.compiling.tree_building import ZERO, at_least, at_most, less
from thidua.core.model.criteria import (
    BandTable,
    Criterion,
    FormulaBase,
    Interpolation,
    Judged,
    Start,
)


@frozen
class Bounded:
    """A node, and what is known of its value before any figure is: None where nothing is."""

    node: Node
    low: Fraction | None = None
    high: Fraction | None = None


@frozen
class SplitBase:
    """A base within floor and points, and what of it is bonus (None: nothing can be)."""

    base: Node
    overflow: Node | None = None


def base_value(place: str, criterion: Criterion, scope: Scope) -> Bounded:
    """What the base gives, before its limits; not for criteria whose base is their children."""
    match criterion.base:
        case FormulaBase() as base:
            return Bounded(formula_node(place, base, scope))
        case BandTable(on, steps):
            points = [step.points for step in steps]
            steps_node = Steps(scope.number(on, f"{place}.bands.on"), steps)
            return Bounded(steps_node, min(points), max(points))
        case Interpolation(on, knots):
            points = [points for _, points in knots]
            line = Interpolate(scope.number(on, f"{place}.interpolate.on"), knots)
            return Bounded(line, min(points), max(points))
        case Judged(low, high):
            return Bounded(Judgement(criterion.code, low, high), low, high)
        case Start(full=True):
            return Bounded(Number(criterion.points), criterion.points, criterion.points)
        case _:
            return Bounded(ZERO, Fraction(0), Fraction(0))


def split(value: Bounded, criterion: Criterion) -> SplitBase:
    """Raise what is below the floor; what is above the points is bonus where a ``bonus_cap`` is
    set, and else unknown."""
    points, floor = criterion.points, criterion.floor
    raised = value.node
    if isinstance(floor, Fraction) and (value.low is None or value.low < floor):
        raised = at_least(value.node, floor)
    if value.high is not None and value.high <= points:
        return SplitBase(raised)
    if criterion.bonus_cap is None:
        return SplitBase(AtMost(raised, Number(points)))
    overflow = Call(Function.MAX, (less(value.node, points), ZERO))
    # Between a floor and points that are the same (a bonus-only criterion) there is one value.
    base = Number(points) if floor == points else at_most(raised, points)
    return SplitBase(base, overflow)
