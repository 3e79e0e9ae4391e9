"""What the names of a criteria set stand for while it is compiled, and what went wrong."""

from collections.abc import Mapping
from fractions import Fraction

from attrs import define, field, frozen

from thidua.core.formula.parsing import Names
from thidua.core.formula.tree import Node
from thidua.core.model.expressions import read_condition, read_number
from thidua.core.model.formulas import Formula
from thidua.core.model.indicator import Indicator
from thidua.core.model.plain_table import Faults


@frozen
class Known:
    """The indicators and formulas that a set may name, by code."""

    indicators: Mapping[str, Indicator]
    formulas: Mapping[str, Formula]


@define
class Scope:
    """Where an expression stands: the rows and points that it may read, and the faults so far."""

    known: Known
    rows: Mapping[str, Node]
    points: Fraction | None
    faults: Faults
    used: set[str] = field(factory=set)
    """Codes of the standard formulas that were applied."""

    def number(self, source: str, place: str, aliases: Mapping[str, Node] | None = None) -> Node:
        """The tree of an expression that gives a number."""
        return read_number(source, place, self._names(aliases or {}), self.faults)

    def condition(self, source: str, place: str) -> Node:
        """The tree of an expression that is true or false."""
        return read_condition(source, place, self._names({}), self.faults)

    def _names(self, aliases: Mapping[str, Node]) -> Names:
        return Names(
            aliases=aliases,
            indicators=self.known.indicators.keys(),
            rows=self.rows,
            points=self.points,
        )
