"""What the readings of the nodes ask of the columnar reading under way."""

from typing import Protocol

from thidua.core.formula.columns.comparing import Truths
from thidua.core.formula.columns.figures import FigureColumn, Segments, Selection
from thidua.core.formula.columns.masks import Mask
from thidua.core.formula.columns.numbers import Numbers
from thidua.core.formula.tree import Name, Node


class Columns(Protocol):
    """Whole clusters, read through trees that may share nodes."""

    @property
    def rows(self) -> int: ...
    @property
    def segments(self) -> Segments: ...
    @property
    def peers(self) -> Mask | None: ...

    def number(self, node: Node) -> Numbers:
        """The values of a number node."""
        ...

    def truth(self, node: Node) -> Truths:
        """The answers of a truth node."""
        ...

    def selected(self, taken: Mask | None) -> Selection:
        """The rows of a mask (None: every row), by clusters."""
        ...

    def reported(self, name: Name) -> FigureColumn | None:
        """The figures of a name; None where nobody has one."""
        ...

    def figures_of(self, name: Name) -> Numbers:
        """The figures of a name as numbers."""
        ...

    def judged_points(self, criterion: str) -> Numbers:
        """The points that appraisers chose."""
        ...

    def child(self, code: str) -> Numbers:
        """The base points of a child section or criterion."""
        ...
