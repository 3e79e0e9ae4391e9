"""How a tree answers when some of its figures are multiplied by the same number."""

from collections.abc import Collection, Iterable
from typing import Final

from thidua.core.formula.tree import (
    Aggregate,
    AggregateKind,
    And,
    Arithmetic,
    AtMost,
    Call,
    Choose,
    Compare,
    Function,
    GeometricMean,
    Given,
    Interpolate,
    Labelled,
    Name,
    Negate,
    Node,
    Not,
    Number,
    Or,
    PythonCall,
    Steps,
)
from thidua.core.formula.walking import children

ANY: Final = None
"""The degree of a plain 0: it goes with every other."""
Degree = int | None


class NotHomogeneous(Exception):
    """The value is no power of the factor times what it was."""


def degree(node: Node, scaled: Collection[str]) -> Degree:
    """The power of a positive factor that comes out where the figures of the indicators ``scaled``
    are multiplied by it, of the unit and of its peers; 0 for a truth that stays as it is.

    NotHomogeneous where there is no such power. A Python function is taken to have degree 0: of
    figures that scale together, only a ratio makes points.
    """
    match node:
        case Number(value):
            return 0 if value else ANY
        case Name(indicator):
            return 1 if indicator in scaled else 0
        case Negate(operand) | Labelled(operand=operand):
            return degree(operand, scaled)
        case Arithmetic("+" | "-", left, right):
            return _same((left, right), scaled)
        case Arithmetic(sign, left, right):
            return _product(sign, degree(left, scaled), degree(right, scaled))
        case Call(Function.MIN | Function.MAX, operands):
            return _same(operands, scaled)
        case Compare(operands=operands):
            _same(operands, scaled)
            return 0
        case AtMost(operand, maximum):
            return _same((operand, maximum), scaled)
        case Choose(condition, then, otherwise):
            degree(condition, scaled)
            return _same((then, otherwise), scaled)
        case Aggregate():
            return _of_aggregate(node, scaled)
        case Given():
            return 0
        case PythonCall(arguments=arguments):
            for _, argument in arguments:
                degree(argument, scaled)
            return 0
    return _unmoved(node, scaled)


def _unmoved(node: Node, scaled: Collection[str]) -> Degree:
    """Nodes that keep still only if nothing in them moves: rounding, steps, lines, conditions."""
    assert isinstance(
        node, Call | Steps | Interpolate | GeometricMean | And | Or | Not
    ) or not children(node)
    for below in children(node):
        if degree(below, scaled) not in (0, ANY):
            raise NotHomogeneous
    return 0


def _same(nodes: Iterable[Node], scaled: Collection[str]) -> Degree:
    found = {degree(node, scaled) for node in nodes} - {ANY}
    if len(found) > 1:
        raise NotHomogeneous
    return found.pop() if found else ANY


def _product(sign: str, left: Degree, right: Degree) -> Degree:
    if left is ANY or right is ANY:
        return ANY
    return left + right if sign == "*" else left - right


def _of_aggregate(node: Aggregate, scaled: Collection[str]) -> Degree:
    if node.where is not None:
        degree(node.where, scaled)
    found = degree(node.operand, scaled)
    return 0 if node.kind in (AggregateKind.COUNT, AggregateKind.RANK) else found
