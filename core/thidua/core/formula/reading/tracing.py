"""How a value came about: the nodes that were read for it, and none of the others."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from thidua.core.formula.reading.quantity import as_value
from thidua.core.formula.reading.reader import Cell
from thidua.core.formula.reading.truth import pairs
from thidua.core.formula.trace import Trace, Truth
from thidua.core.formula.tree import Aggregate, And, Choose, Compare, Given, Name, Node, Or
from thidua.core.formula.walking import children, is_truth


def trace_node(cell: Cell, node: Node, known: dict[int, Trace]) -> Trace:
    """The trace of a node; ``known`` holds those of shared nodes, by id."""
    found = known.get(id(node))
    if found is None:
        found = known[id(node)] = Trace(
            node,
            cell.answer(node) if is_truth(node) else as_value(cell.quantity(node)),
            _children(cell, node, known),
            cell.own.figure(node) if isinstance(node, Name) else None,
        )
    return found


def _children(cell: Cell, node: Node, known: dict[int, Trace]) -> tuple[Trace, ...]:
    if isinstance(node, Aggregate):
        return _members(cell, node)
    taken = _TAKEN.get(type(node))
    below = children(node) if taken is None else taken(cell, node)
    return tuple([trace_node(cell, one, known) for one in below])


def _of_choice(cell: Cell, node: Choose) -> tuple[Node, ...]:
    answer = cell.answer(node.condition)
    if isinstance(answer, bool):
        return (node.condition, node.then if answer else node.otherwise)
    return (node.condition,)


def _of_and_or(cell: Cell, node: And | Or) -> tuple[Node, ...]:
    return node.operands[: _up_to(isinstance(node, Or), map(cell.answer, node.operands))]


def _of_comparison(cell: Cell, node: Compare) -> tuple[Node, ...]:
    return node.operands[: 1 + _up_to(False, pairs(cell, node))]


_TAKEN: Mapping[type, Callable[[Cell, Any], tuple[Node, ...]]] = {
    Choose: _of_choice,
    And: _of_and_or,
    Or: _of_and_or,
    Compare: _of_comparison,
    Given: lambda cell, node: (),
}
"""The nodes directly below that were read, where those are not all."""


def _up_to(settling: bool, truths: Iterable[Truth]) -> int:
    """How many are read until one settles the answer."""
    count = 0
    for truth in truths:
        count += 1
        if truth is settling:
            break
    return count


def _members(cell: Cell, node: Aggregate) -> tuple[Trace, ...]:
    """The operand's value for every member that counts or is left out, by unit code."""
    members = cell.members(node)
    values = {unit: as_value(value) for unit, value in members.values.items()}
    found = {**values, **members.unknowns}
    return tuple(Trace(node.operand, found[unit], unit=unit) for unit in sorted(found))
