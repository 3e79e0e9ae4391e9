"""What the exact reading asks of the world: one unit's figures, and the plugins' functions."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Protocol

from attrs import field, frozen

from thidua.core.exact.figure import Figure
from thidua.core.exact.reason import Reason
from thidua.core.formula.reading.quantity import Quantity
from thidua.core.formula.trace import Known, Truth, Unknown
from thidua.core.formula.tree import Aggregate, Name, Node

PythonFunction = Callable[[Mapping[str, Fraction]], object]
"""Trusted to give an exact number; what it does give is checked."""


class Reader(Protocol):
    """The figures of one unit in one cluster, period and layer."""

    @property
    def unit(self) -> str:
        """The unit's code."""
        ...

    def figure(self, name: Name) -> Figure | None:
        """A reported figure; None where nothing was reported."""
        ...

    def judged(self, criterion: str) -> Fraction | None:
        """The points that an appraiser chose; None until one has."""
        ...

    def child(self, code: str) -> Fraction | None:
        """The base points of a child section or criterion; None where they are unknown."""
        ...


@frozen
class LeftOut:
    """A member that an aggregate went without, because its value is unknown."""

    unit: str
    reasons: tuple[Reason, ...]


@frozen(eq=False)
class Members:
    """The members of a cluster as one aggregate sees them."""

    values: Mapping[str, Fraction | Known]
    """The members that count, by unit code."""
    unknowns: Mapping[str, Unknown]
    """The members left out."""
    together: Fraction | Known
    """The aggregate of the values; 0 where there are none."""
    left_out: tuple[LeftOut, ...]
    """The members left out here and by the aggregates inside the operand."""
    reads: frozenset[tuple[str, Name]]
    """Every figure that was read, with its unit."""
    ordered: tuple[Fraction, ...] | None = field()
    """The values in rising order; None where one is bounded."""

    @ordered.default
    def _in_order(self) -> tuple[Fraction, ...] | None:
        numbers = [value for value in self.values.values() if isinstance(value, Fraction)]
        return tuple(sorted(numbers)) if len(numbers) == len(self.values) else None


class Cell(Protocol):
    """The reading under way, as the nodes' own readings see it."""

    @property
    def own(self) -> Reader: ...
    @property
    def peers(self) -> Sequence[Reader]: ...
    @property
    def python(self) -> Mapping[str, PythonFunction]: ...

    def quantity(self, node: Node) -> Quantity:
        """The value of a number node."""
        ...

    def answer(self, node: Node) -> Truth:
        """The value of a truth node."""
        ...

    def member(self, peer: Reader) -> "Cell":
        """A reading of another member in the same cluster."""
        ...

    def members(self, node: Aggregate) -> Members:
        """The members as an aggregate sees them, read once for all cells that share them."""
        ...

    @property
    def left_out(self) -> tuple[LeftOut, ...]: ...
    @property
    def reads(self) -> frozenset[Name]: ...
    @property
    def peer_reads(self) -> frozenset[tuple[str, Name]]: ...

    def note(self, name: Name) -> Figure | None:
        """The figure of a name, which is now among those read."""
        ...
