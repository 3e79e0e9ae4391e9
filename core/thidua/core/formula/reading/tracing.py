"""How a value came about: the nodes that were read for it, and none of the others."""

from collections.abc import Iterable

from thidua.core.formula.reading.quantity import as_value
from thidua.core.formula.reading.reader import Cell
from thidua.core.formula.reading.truth import pairs
from thidua.core.formula.trace import Trace, Truth
from thidua.core.formula.tree import Aggregate, And, Choose, Compare, Given, Name, Node, Or
from thidua.core.formula.walking import children, is_truth


def trace_node(cell: Cell, node: Node, known: dict[int, Trace]) -> Trace:
    """The trace of a node; ``known`` holds those of shared nodes, by id."""
    if id(node) not in known:
        known[id(node)] = Trace(
            node,
            cell.answer(node) if is_truth(node) else as_value(cell.quantity(node)),
            _children(cell, node, known),
            cell.own.figure(node) if isinstance(node, Name) else None,
        )
    return known[id(node)]


def _children(cell: Cell, node: Node, known: dict[int, Trace]) -> tuple[Trace, ...]:
    if isinstance(node, Aggregate):
        return _members(cell, node)
    return tuple(trace_node(cell, below, known) for below in _taken(cell, node))


def _taken(cell: Cell, node: Node) -> tuple[Node, ...]:
    """The nodes directly below that were read."""
    match node:
        case Choose(condition, then, otherwise):
            answer = cell.answer(condition)
            if isinstance(answer, bool):
                return (condition, then if answer else otherwise)
            return (condition,)
        case And(operands) | Or(operands):
            read = _up_to(isinstance(node, Or), map(cell.answer, operands))
            return operands[:read]
        case Compare(operands=operands):
            return operands[: 1 + _up_to(False, pairs(cell, node))]
        case Given():
            return ()
    return children(node)


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
