"""Reading conditions: three-valued, from left to right, no further than the answer needs."""

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from thidua.core.exact.figure import Bound
from thidua.core.exact.interval import compare
from thidua.core.formula.reading.quantity import Quantity, interval_of, undecided, unknown_of
from thidua.core.formula.reading.reader import Cell
from thidua.core.formula.trace import Known, Truth, Unknown
from thidua.core.formula.tree import (
    And,
    Choose,
    Compare,
    CompareSign,
    Field,
    Given,
    Labelled,
    Name,
    Node,
    Not,
    Or,
)
from thidua.core.formula.walking import own_names, unlabelled


def read_labelled_truth(cell: Cell, node: Labelled) -> Truth:
    return cell.answer(node.operand)


def read_not(cell: Cell, node: Not) -> Truth:
    operand = cell.answer(node.operand)
    return operand if isinstance(operand, Unknown) else not operand


def read_and(cell: Cell, node: And) -> Truth:
    return until(False, (cell.answer(operand) for operand in node.operands))


def read_or(cell: Cell, node: Or) -> Truth:
    return until(True, (cell.answer(operand) for operand in node.operands))


def until(settling: bool, truths: Iterable[Truth]) -> Truth:
    """The settling value as soon as one has it, whatever is unknown before; else unknown."""
    unknowns = []
    for truth in truths:
        if truth is settling:
            return settling
        if isinstance(truth, Unknown):
            unknowns.append(truth)
    return unknown_of(unknowns) if unknowns else not settling


def read_choose(cell: Cell, node: Choose) -> Quantity:
    condition = cell.answer(node.condition)
    if isinstance(condition, Unknown):
        return condition
    return cell.quantity(node.then if condition else node.otherwise)


def read_given(cell: Cell, node: Given) -> Truth:
    """Whether each figure was reported; what it says does not matter."""
    operand = unlabelled(node.operand)
    names = (operand,) if isinstance(operand, Name) else own_names(operand)
    figures = [cell.note(name) for name in names]
    return all(figure is not None and not figure.presumed for figure in figures)


def read_compare(cell: Cell, node: Compare) -> Truth:
    return until(False, pairs(cell, node))


def pairs(cell: Cell, node: Compare) -> Iterator[Truth]:
    """Each sign between its two operands; an operand is read once, and only when needed."""
    left, left_edge = _operand(cell, node.operands[0])
    for sign, operand in zip(node.signs, node.operands[1:], strict=True):
        right, right_edge = _operand(cell, operand)
        if isinstance(left, Unknown) or isinstance(right, Unknown):
            yield unknown_of((left, right))
        elif not left_edge and not right_edge:
            yield _compared(left, sign, right)
        elif left_edge and right_edge:
            yield _ON_NUMBERS[sign]((left, left_edge), (right, right_edge))
        elif right_edge:
            yield _compared_with_edge(left, sign, right, right_edge)
        else:
            yield _compared_with_edge(right, _MIRRORED[sign], left, left_edge)
        left, left_edge = right, right_edge


def _operand(cell: Cell, node: Node) -> tuple[Quantity, int]:
    """An operand, and for a bounded target its edge.

    A target "dưới 6" means just below 6 (edge -1), "trên 6" just above (1): 6 itself does not
    meet it.
    """
    quantity = cell.quantity(node)
    name = unlabelled(node)
    if not isinstance(name, Name) or name.field is not Field.TARGET:
        return quantity, 0
    figure = cell.note(name)
    return quantity, _EDGES[figure.bound] if figure else 0


_EDGES = {Bound.EXACT: 0, Bound.NEAR: 0, Bound.UNDER: -1, Bound.OVER: 1}

_ON_NUMBERS: Mapping[CompareSign, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
_MIRRORED: Mapping[CompareSign, CompareSign] = {
    "<": ">",
    "<=": ">=",
    ">": "<",
    ">=": "<=",
    "==": "==",
    "!=": "!=",
}
_BESIDE: Mapping[int, Mapping[CompareSign, CompareSign]] = {
    -1: {"<": "<", "<=": "<", ">": ">=", ">=": ">="},
    1: {"<": "<=", "<=": "<=", ">": ">", ">=": ">"},
}
"""What a comparison with "just below" or "just above" a figure asks of the figure itself."""


def _compared_with_edge(
    left: Fraction | Known, sign: CompareSign, right: Fraction | Known, edge: int
) -> Truth:
    if sign in _BESIDE[edge]:
        return _compared(left, _BESIDE[edge][sign], right)
    return sign == "!="


def _compared(left: Fraction | Known, sign: CompareSign, right: Fraction | Known) -> Truth:
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return bool(_ON_NUMBERS[sign](left, right))
    answer = compare(interval_of(left), sign, interval_of(right))
    return undecided((left, right)) if answer is None else answer
