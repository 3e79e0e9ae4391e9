"""Looking at a tree without reading it: children, names, aggregates, depth."""

from collections.abc import Iterator

from thidua.core.formula.tree import (
    Aggregate,
    And,
    Arithmetic,
    AtMost,
    Call,
    Child,
    Choose,
    Compare,
    GeometricMean,
    Given,
    Interpolate,
    Judgement,
    Labelled,
    Name,
    Negate,
    Node,
    Not,
    Number,
    Or,
    Steps,
)


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below, in reading order."""
    match node:
        case Number() | Name() | Judgement() | Child():
            return ()
        case Negate(operand) | Not(operand) | Given(operand):
            return (operand,)
        case Labelled(operand=operand):
            return (operand,)
        case Arithmetic(left=left, right=right):
            return (left, right)
        case Call(arguments=arguments):
            return arguments
        case Compare(operands=operands) | GeometricMean(operands=operands):
            return operands
        case And(operands) | Or(operands):
            return operands
        case Choose(condition, then, otherwise):
            return (condition, then, otherwise)
        case Aggregate(operand=operand, where=where):
            return (operand,) if where is None else (operand, where)
        case Steps(on=on) | Interpolate(on=on):
            return (on,)
        case AtMost(operand, maximum):
            return (operand, maximum)
    return tuple(argument for _, argument in node.arguments)


def walk(node: Node, *, into_aggregates: bool = True) -> Iterator[Node]:
    """The node and everything below it, each shared node once, parents first."""
    seen: set[int] = set()
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        if into_aggregates or not isinstance(one, Aggregate):
            waiting.extend(reversed(children(one)))


def names_read(node: Node) -> frozenset[Name]:
    """Every figure that the tree may read, of the unit or, inside aggregates, of any member."""
    return frozenset(one for one in walk(node) if isinstance(one, Name))


def own_names(node: Node) -> frozenset[Name]:
    """The figures of the unit itself: those outside aggregates."""
    below = walk(node, into_aggregates=False)
    return frozenset(one for one in below if isinstance(one, Name))


def has_aggregate(node: Node) -> bool:
    """Whether the value depends on the other members of the cluster."""
    return any(isinstance(one, Aggregate) for one in walk(node))


def depth(node: Node) -> int:
    """How many nodes stand one above the other at the deepest place."""
    depths: dict[int, int] = {}
    waiting = [node]
    while waiting:
        below = children(waiting[-1])
        if unseen := [one for one in below if id(one) not in depths]:
            waiting.extend(unseen)
        else:
            depths[id(waiting.pop())] = 1 + max((depths[id(one)] for one in below), default=0)
    return depths[id(node)]


def is_truth(node: Node) -> bool:
    """Whether the node stands for true or false rather than a number."""
    return isinstance(unlabelled(node), _TRUTHS)


_TRUTHS = (Compare, And, Or, Not, Given)


def unlabelled(node: Node) -> Node:
    """The node itself under any labels."""
    while isinstance(node, Labelled):
        node = node.operand
    return node
