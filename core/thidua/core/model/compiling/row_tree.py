"""The tree of one rule row: cases in order, so many points for each, caps."""

from collections.abc import Sequence
from fractions import Fraction

from thidua.core.formula.tree import (
    Call,
    Choose,
    Compare,
    Function,
    LabelKind,
    Labelled,
    Node,
    Number,
)
from thidua.core.model.compiling.name_resolution import Scope
from thidua.core.model.compiling.tree_building import ZERO, at_most, times, total
from thidua.core.model.criteria import Alternative, Criterion, Row
from thidua.core.model.places import alternative_places, within


def row_node(place: str, row: Row, label: str, deductions: Sequence[Node], scope: Scope) -> Node:
    """What a row earns, deducts or adds, after its cap; never below 0.

    ``deductions`` are what a bonus "only if full" looks at.
    """
    cases = alternative_places(place, row)
    if len(cases) == 1:
        at, case = cases[0]
        node = _case(at, case, _lower(case.cap, row.cap), ZERO, scope)
    else:
        node = ZERO
        for at, case in reversed(cases):
            node = _case(at, case, case.cap, node, scope)
        node = at_most(node, row.cap)
    if row.only_if_full and deductions:
        nothing_lost = Compare(("==",), (total(deductions), ZERO))
        node = Choose(nothing_lost, node, ZERO)
    return Labelled(LabelKind.ROW, label, node)


def _lower(cap: Fraction | None, other: Fraction | None) -> Fraction | None:
    return min((one for one in (cap, other) if one is not None), default=None)


def _case(
    place: str, case: Alternative, cap: Fraction | None, otherwise: Node, scope: Scope
) -> Node:
    node: Node = Number(case.amount)
    if case.per is not None:
        per = scope.number(case.per, within(place, "per"))
        node = at_most(times(case.amount, Call(Function.MAX, (per, ZERO))), cap)
    elif cap is not None and cap < case.amount:
        node = Number(cap)
    if case.when is None:
        return node
    return Choose(scope.condition(case.when, within(place, "when")), node, otherwise)


def row_label(criterion: Criterion, position: int) -> str:
    """The name of a row: its code, or its criterion's with its position, ``a4#2``."""
    return criterion.rows[position].code or f"{criterion.code}#{position + 1}"
