"""What the names of a criteria set stand for while it is compiled, and what went wrong."""

from collections.abc import Collection, Mapping
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
    any_indicator: bool = False
    """A source that may declare more indicators could not be read: no name is unknown."""
    any_formula: bool = False
    """As ``any_indicator``, of formulas."""
    unclear: frozenset[str] = frozenset()
    """Formulas that exist, but whose inputs and parameters could not be read."""

    @property
    def indicator_codes(self) -> Collection[str] | None:
        """The indicators that an expression may name; None for whatever it names."""
        return None if self.any_indicator else self.indicators.keys()

    def answers(self, code: str) -> bool:
        """Whether an indicator of that code exists, or may exist."""
        return self.any_indicator or code in self.indicators


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
            indicators=self.known.indicator_codes,
            rows=self.rows,
            points=self.points,
        )
