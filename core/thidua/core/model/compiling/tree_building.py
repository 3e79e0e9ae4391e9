"""Small trees from smaller ones, without a node that would do nothing."""

from collections.abc import Sequence
from fractions import Fraction
from functools import reduce

from thidua.core.formula.tree import Arithmetic, Call, Function, Node, Number
from thidua.core.model.criteria import Cap

ZERO = Number(Fraction(0))


def total(nodes: Sequence[Node]) -> Node:
    """The sum of some nodes; 0 for none."""
    return reduce(lambda left, right: Arithmetic("+", left, right), nodes) if nodes else ZERO


def at_most(node: Node, cap: Cap) -> Node:
    """The node, cut at a cap where there is one."""
    return Call(Function.MIN, (node, Number(cap))) if isinstance(cap, Fraction) else node


def at_least(node: Node, floor: Cap) -> Node:
    """The node, raised to a floor where there is one."""
    return Call(Function.MAX, (node, Number(floor))) if isinstance(floor, Fraction) else node


def less(node: Node, amount: Fraction) -> Node:
    """The node less an amount."""
    return Arithmetic("-", node, Number(amount)) if amount else node


def times(amount: Fraction, node: Node) -> Node:
    """An amount for each."""
    return node if amount == 1 else Arithmetic("*", Number(amount), node)
