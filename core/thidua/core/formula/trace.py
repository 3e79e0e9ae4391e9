"""What a reading of the tree gives: values, unknowns with their reasons, and the trace."""

from fractions import Fraction

from attrs import field, frozen

from thidua.core.exact.figure import Figure
from thidua.core.exact.interval import Interval
from thidua.core.exact.reason import Reason
from thidua.core.formula.tree import Node


@frozen
class Known:
    """A number, exact or known to lie in an interval."""

    interval: Interval
    sources: tuple[Reason, ...] = field(default=(), eq=False)
    """The bounded figures that keep it from being one point, as reasons to be undecided."""

    @property
    def point(self) -> Fraction | None:
        """The number where it is exact; None where several are possible."""
        return self.interval.point


@frozen
class Unknown:
    """The third value: no answer, and why; in the order met, each reason once."""

    reasons: tuple[Reason, ...]


Value = Known | Unknown
Truth = bool | Unknown


@frozen
class Trace:
    """How one node came to its value. ``children`` holds only what was read, in reading order."""

    node: Node
    value: Known | Unknown | bool
    children: tuple["Trace", ...] = ()
    figure: Figure | None = None
    """For a :class:`~thidua.core.formula.tree.Name`: the figure as reported, with its bound."""
    unit: str = ""
    """For a child of an :class:`~thidua.core.formula.tree.Aggregate`: the code of the member whose
    operand it is. Such children stand by unit code: the counted members with a number, those left
    out with an :class:`Unknown`; members whom ``where`` passes over have none."""
