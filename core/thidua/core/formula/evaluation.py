"""The exact reading of a tree, one cell at a time: every node read at most once, lazily."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from attrs import define, field, frozen

from thidua.core.exact.figure import Figure
from thidua.core.exact.reason import Reason, ReasonKind
from thidua.core.formula.reading.aggregates import read_aggregate, read_members
from thidua.core.formula.reading.arithmetic import (
    read_arithmetic,
    read_call,
    read_child,
    read_judgement,
    read_labelled,
    read_name,
    read_negate,
    read_number,
)
from thidua.core.formula.reading.python_functions import (
    FunctionFault,
    FunctionStopped,
    exact_answer,
    read_python_call,
)
from thidua.core.formula.reading.quantity import Quantity, as_value
from thidua.core.formula.reading.reader import LeftOut, Members, PythonFunction, Reader
from thidua.core.formula.reading.tables import (
    read_at_most,
    read_geometric_mean,
    read_interpolate,
    read_steps,
)
from thidua.core.formula.reading.tracing import trace_node
from thidua.core.formula.reading.truth import (
    read_and,
    read_choose,
    read_compare,
    read_given,
    read_labelled_truth,
    read_not,
    read_or,
)
from thidua.core.formula.trace import Known, Trace, Truth, Unknown, Value
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
    PythonCall,
    Steps,
)

__all__ = [
    "FunctionFault",
    "FunctionStopped",
    "Known",
    "LeftOut",
    "PythonFunction",
    "Reader",
    "Reading",
    "SharedAggregates",
    "Trace",
    "Truth",
    "Unknown",
    "Value",
    "decided",
    "exact_answer",
]

_NUMBERS: Mapping[type, Callable[[Any, Any], Quantity]] = {
    Number: read_number,
    Name: read_name,
    Judgement: read_judgement,
    Child: read_child,
    Labelled: read_labelled,
    Negate: read_negate,
    Arithmetic: read_arithmetic,
    Call: read_call,
    Choose: read_choose,
    Aggregate: read_aggregate,
    Steps: read_steps,
    Interpolate: read_interpolate,
    AtMost: read_at_most,
    GeometricMean: read_geometric_mean,
    PythonCall: read_python_call,
}
_TRUTHS: Mapping[type, Callable[[Any, Any], Truth]] = {
    Compare: read_compare,
    And: read_and,
    Or: read_or,
    Not: read_not,
    Given: read_given,
    Labelled: read_labelled_truth,
}


@frozen(eq=False)
class SharedAggregates:
    """What the aggregates found, for all the cells of one cluster, period and layer.

    Without it each cell reads every member again.
    """

    _found: dict[tuple[int, tuple[str, ...]], tuple[Aggregate, Members]] = field(
        factory=dict, init=False
    )

    def members(
        self, node: Aggregate, peers: Sequence[Reader], read: Callable[[], Members]
    ) -> Members:
        """What was found for this very node over these units, read now if it is the first time."""
        key = (id(node), tuple([peer.unit for peer in peers]))
        found = self._found.get(key)
        if found is None:
            # The node is kept so that no later one can take over its id.
            found = self._found[key] = (node, read())
        return found[1]


@define(eq=False)
class Reading:
    """The figures of one unit, among its peers, read through trees that may share nodes."""

    own: Reader
    peers: Sequence[Reader] = ()
    """All members over whom aggregates run, the unit itself included."""
    python: Mapping[str, PythonFunction] = field(factory=dict)
    trace: bool = False
    """Whether :meth:`trace_of` will be asked."""
    shared: SharedAggregates | None = None
    _quantities: dict[int, Quantity] = field(factory=dict, init=False)
    _truths: dict[int, Truth] = field(factory=dict, init=False)
    _reads: list[Name] = field(factory=list, init=False)
    _members: list[Members] = field(factory=list, init=False)
    _roots: list[Node] = field(factory=list, init=False)
    """Kept alive, because what is known of a node is kept under its id."""

    def number(self, node: Node) -> Value:
        """The value of a number node."""
        self._roots.append(node)
        return as_value(self.quantity(node))

    def truth(self, node: Node) -> Truth:
        """The value of a truth node."""
        self._roots.append(node)
        return self.answer(node)

    def trace_of(self, node: Node) -> Trace:
        """How the value of a node came about; ValueError unless made with ``trace``."""
        if not self.trace:
            raise ValueError("this reading keeps no trace")
        self._roots.append(node)
        return trace_node(self, node, {})

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """The members that aggregates went without, each with why; once each."""
        return tuple(dict.fromkeys(one for found in self._members for one in found.left_out))

    @property
    def reads(self) -> frozenset[Name]:
        """The figures of the unit on which the values so far depend: untaken branches are not."""
        return frozenset(self._reads)

    @property
    def peer_reads(self) -> frozenset[tuple[str, Name]]:
        """The figures that aggregates read, each with the code of its unit."""
        return frozenset[tuple[str, Name]]().union(*(found.reads for found in self._members))

    def quantity(self, node: Node) -> Quantity:
        """The value of a number node, for the nodes above it."""
        found = self._quantities.get(id(node))
        if found is None:
            found = self._quantities[id(node)] = _NUMBERS[type(node)](self, node)
        return found

    def answer(self, node: Node) -> Truth:
        """The value of a truth node, for the nodes above it."""
        found = self._truths.get(id(node))
        if found is None:
            found = self._truths[id(node)] = _TRUTHS[type(node)](self, node)
        return found

    def note(self, name: Name) -> Figure | None:
        """The figure of a name, which is now among those read."""
        self._reads.append(name)
        return self.own.figure(name)

    def member(self, peer: Reader) -> "Reading":
        """A reading of another member in the same cluster."""
        return Reading(peer, self.peers, self.python, shared=self._sharing())

    def members(self, node: Aggregate) -> Members:
        """The members as an aggregate sees them."""
        found = self._sharing().members(node, self.peers, lambda: read_members(self, node))
        self._members.append(found)
        return found

    def _sharing(self) -> SharedAggregates:
        if self.shared is None:
            self.shared = SharedAggregates()
        return self.shared


def decided(value: Value) -> Fraction | Unknown:
    """The one number that is left; else unknown, with the bounded figures that leave it open."""
    if isinstance(value, Unknown):
        return value
    if value.point is not None:
        return value.point
    return Unknown(value.sources or (Reason(ReasonKind.UNDECIDED),))
