"""The second reading of a tree: exactly, whole clusters at once, every node read at most once."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from attrs import define, field

from thidua.core.formula.columns.aggregates import read_aggregate
from thidua.core.formula.columns.comparing import Truths
from thidua.core.formula.columns.conditions import (
    read_and,
    read_choose,
    read_compare,
    read_given,
    read_labelled_truth,
    read_not,
    read_or,
)
from thidua.core.formula.columns.figures import FigureColumn, Segments, Selection
from thidua.core.formula.columns.masks import Mask, has_all
from thidua.core.formula.columns.numbers import Numbers, all_unknown, constant
from thidua.core.formula.columns.operations import (
    read_arithmetic,
    read_call,
    read_child,
    read_judgement,
    read_labelled,
    read_name,
    read_negate,
    read_python_call,
)
from thidua.core.formula.columns.tables import (
    read_at_most,
    read_geometric_mean,
    read_interpolate,
    read_steps,
)
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

_NUMBERS: Mapping[type, Callable[[Any, Any], Numbers]] = {
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
_TRUTHS: Mapping[type, Callable[[Any, Any], Truths]] = {
    Compare: read_compare,
    And: read_and,
    Or: read_or,
    Not: read_not,
    Given: read_given,
    Labelled: read_labelled_truth,
}


@define(eq=False)
class ColumnReading:
    """The figures of whole clusters, one row a member, as one criterion sees them."""

    figures: Mapping[Name, FigureColumn]
    """A name that is absent was reported by nobody."""
    segments: Segments
    judged: Mapping[str, FigureColumn] = field(factory=dict)
    """The points that appraisers chose, by criterion."""
    children: Mapping[str, Numbers] = field(factory=dict)
    """The base points of children, by code."""
    peers: Mask | None = None
    """The rows over which aggregates run; None: all. Values at other rows mean nothing."""
    rows: int = field(init=False)
    """How many members there are, over all clusters."""
    _numbers: dict[int, Numbers] = field(factory=dict, init=False)
    _truths: dict[int, Truths] = field(factory=dict, init=False)
    _selected: dict[int, tuple[Mask, Selection]] = field(factory=dict, init=False)
    _roots: list[Node] = field(factory=list, init=False)
    """Kept alive, because what is known of a node is kept under its id."""

    @rows.default
    def _rows_of_segments(self) -> int:
        return self.segments.rows

    def number(self, node: Node) -> Numbers:
        """The values of a number node."""
        if type(node) is Number:  # met often, and held once for all readings
            return constant(node.value, self.rows)
        found = self._numbers.get(id(node))
        if found is None:
            found = self._numbers[id(node)] = _NUMBERS[type(node)](self, node)
            self._roots.append(node)
        return found

    def truth(self, node: Node) -> Truths:
        """The answers of a truth node."""
        found = self._truths.get(id(node))
        if found is None:
            found = self._truths[id(node)] = _TRUTHS[type(node)](self, node)
            self._roots.append(node)
        return found

    def selected(self, taken: Mask | None) -> Selection:
        """The rows of a mask (None: every row), by clusters; found once for each mask."""
        if taken is None:
            return Selection(None, self.segments)
        found = self._selected.get(id(taken))
        if found is None:
            found = self._selected[id(taken)] = (taken, self._select(taken))
        return found[1]

    def _select(self, taken: Mask) -> Selection:
        if has_all(taken):
            return Selection(None, self.segments)
        return Selection(np.flatnonzero(taken), self.segments.among(taken))

    def reported(self, name: Name) -> FigureColumn | None:
        """The figures of a name; None where nobody has one."""
        return self.figures.get(name)

    def figures_of(self, name: Name) -> Numbers:
        """The figures of a name as numbers; equal names share their arrays."""
        return self._numbers_of(self.figures.get(name))

    def judged_points(self, criterion: str) -> Numbers:
        """The points that appraisers chose; unknown until one has."""
        return self._numbers_of(self.judged.get(criterion))

    def child(self, code: str) -> Numbers:
        """The base points of a child section or criterion."""
        found = self.children.get(code)
        return all_unknown(self.rows) if found is None else found

    def _numbers_of(self, column: FigureColumn | None) -> Numbers:
        return all_unknown(self.rows) if column is None else column.numbers
