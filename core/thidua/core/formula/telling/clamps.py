"""Limits around a value: the ``min`` and ``max`` with a literal that tables are full of."""

from fractions import Fraction

from attrs import frozen

from thidua.core.formula.trace import Known, Trace
from thidua.core.formula.tree import Arithmetic, Call, Function, LabelKind, Labelled, Name, Number


@frozen
class Clamp:
    """One limit: ``min`` with a number is an upper one, ``max`` a lower one."""

    function: Function
    limit: Fraction
    bites: bool
    """Whether the limit has changed the value."""


@frozen
class Clamps:
    """A value and the limits around it, the innermost first."""

    inner: Trace
    limits: tuple[Clamp, ...]

    @property
    def is_at_least_zero(self) -> bool:
        """Whether the only limit is ``max(…, 0)``: a count of cases."""
        return [(one.function, one.limit) for one in self.limits] == [(Function.MAX, Fraction(0))]

    @property
    def counts_cases(self) -> bool:
        """Whether a figure is held at 0 first: cases of one point each, whose 1 is not written."""
        first = self.limits[0]
        is_figure = isinstance(bare(self.inner).node, Name)
        return is_figure and (first.function, first.limit) == (Function.MAX, Fraction(0))

    @property
    def is_share(self) -> bool:
        """Whether a quotient is limited to 1: a share of the points."""
        node = bare(self.inner).node
        limited = any(one.function is Function.MIN and one.limit == 1 for one in self.limits)
        return limited and isinstance(node, Arithmetic) and node.sign == "/"


def bare(trace: Trace) -> Trace:
    """The node under the names of inputs, which say nothing to a reader."""
    while isinstance(trace.node, Labelled) and trace.node.kind is LabelKind.INPUT:
        trace = trace.children[0]
    return trace


def literal(trace: Trace) -> Fraction | None:
    """The number of a literal; None for anything else."""
    node = bare(trace).node
    return node.value if isinstance(node, Number) else None


def clamps_of(trace: Trace) -> Clamps | None:
    """The limits of a call, those directly inside it included; None for any other node."""
    outer = bare(trace)
    taken = _taken_apart(outer)
    if taken is None:
        return None
    inner, function, limit = taken
    clamp = Clamp(function, limit, bites=outer.value != inner.value)
    below = clamps_of(inner)
    return Clamps(inner, (clamp,)) if below is None else Clamps(below.inner, (*below.limits, clamp))


def _taken_apart(trace: Trace) -> tuple[Trace, Function, Fraction] | None:
    node = trace.node
    if not isinstance(node, Call) or node.function not in (Function.MIN, Function.MAX):
        return None
    if len(trace.children) != 2 or not isinstance(trace.value, Known):
        return None
    first, second = trace.children
    for inner, limit in ((first, literal(second)), (second, literal(first))):
        if limit is not None:
            return inner, node.function, limit
    return None
