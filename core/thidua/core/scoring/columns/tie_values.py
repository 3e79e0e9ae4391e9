"""The values of tie keys by the column. Points come from the parts that all members share."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property

import numpy as np
from attrs import frozen

from thidua.core.exact.figure import Bound
from thidua.core.formula.columns.integers import IntColumn, measured
from thidua.core.formula.columns.masks import Mask, either, filled, unless_all
from thidua.core.formula.columns.numbers import Numbers
from thidua.core.formula.columns.reading import ColumnReading
from thidua.core.formula.columns.scales import lowest_terms
from thidua.core.formula.tree import Name, Node
from thidua.core.model.criteria import TieKey, TieKeyKind
from thidua.core.model.indicator import Direction
from thidua.core.scoring.columns import amounts
from thidua.core.scoring.columns.enclosing import Amounts, amounts_of, exact, nothing
from thidua.core.scoring.columns.places import PlaceColumns
from thidua.core.scoring.columns.ranking import KeyColumn
from thidua.core.scoring.columns.table import ClusterTable, Rules, column_of, part_of
from thidua.core.scoring.columns.totals import PartColumns, SetColumns
from thidua.core.scoring.tally import Level

_LEVELS = {TieKeyKind.SECTION: Level.SECTION, TieKeyKind.CRITERION: Level.CRITERION}


@frozen(eq=False, slots=False)
class TieValues:
    """Reads tie keys for the rows that are asked for, greater meaning better."""

    rules: Rules
    table: ClusterTable
    present: Mask | None
    """The members over whom aggregates run; None: everybody."""
    parts: Sequence[PartColumns]
    sets: Mapping[str, SetColumns]

    def __call__(self, key: TieKey, rows: IntColumn) -> KeyColumn:
        """The values of a key for some rows."""
        column = self._column(key, rows)
        if self._is_descending(key):
            return column
        return KeyColumn(amounts.scaled(column.values, Fraction(-1)), column.known)

    def _column(self, key: TieKey, rows: IntColumn) -> KeyColumn:
        if key.kind is TieKeyKind.INDICATOR:
            return self._figures(Name(key.code), rows)
        if key.kind is TieKeyKind.FORMULA:
            return self._formula(key.code, rows)
        common = [part for part in self.parts if part.part.is_common]
        if key.kind is TieKeyKind.FEWEST_DEDUCTIONS:
            return _sum_of([part.deductions for part in common], rows)
        roots = [self.sets[part.part.set_codes()[0]].root for part in common]
        if key.kind is TieKeyKind.CRITERIA_AT_MAXIMUM:
            return _sum_of([root.reached for root in roots], rows)
        return _points(roots, (_LEVELS[key.kind], key.code), rows)

    def _figures(self, name: Name, rows: IntColumn) -> KeyColumn:
        """A bounded figure is an unknown key; a wide one is put aside."""
        whole = self.table.figures.get(name)
        if whole is None:
            return _nothing(rows)
        numbers = column_of(whole, rows).numbers
        known = filled(numbers.known, len(rows), absent=True).copy()
        for place in np.flatnonzero(filled(numbers.beyond, len(rows), absent=False)).tolist():
            apart = self.table.special.get(int(rows[place]), {}).get(name)
            known[place] = apart is None or apart.bound is Bound.EXACT
        return KeyColumn(amounts_of(numbers), unless_all(known))

    def _formula(self, code: str, rows: IntColumn) -> KeyColumn:
        node = self._formulas.get(code)
        if node is None:
            return _nothing(rows)
        reading = ColumnReading(self.table.figures, self.table.segments, peers=self.present)
        return _ordered(reading.number(node).take(rows))

    def _is_descending(self, key: TieKey) -> bool:
        if key.descending is not None:
            return key.descending
        if key.kind is TieKeyKind.INDICATOR:
            return self._directions.get(key.code) is not Direction.LOWER
        return key.kind is not TieKeyKind.FEWEST_DEDUCTIONS

    @cached_property
    def _formulas(self) -> Mapping[str, Node]:
        return {
            code: node
            for compiled in self.rules.sets.values()
            for code, node in compiled.tie_formulas
        }

    @cached_property
    def _directions(self) -> Mapping[str, Direction]:
        return {
            indicator.code: indicator.direction
            for compiled in self.rules.sets.values()
            for indicator in compiled.indicators
        }


def _nothing(rows: IntColumn) -> KeyColumn:
    return KeyColumn(nothing(len(rows)), np.zeros(len(rows), bool))


def _sum_of(some: Sequence[Amounts | None], rows: IntColumn) -> KeyColumn:
    found = [amounts.taken(one, rows) for one in some if one is not None]
    return KeyColumn(amounts.total(found) if found else nothing(len(rows)), None)


def _points(roots: Sequence[PlaceColumns], place: tuple[Level, str], rows: IntColumn) -> KeyColumn:
    """The points as rounded at their level, of the first part where anything there applies."""
    column = _nothing(rows)
    for root in reversed(roots):
        if place in root.by_place:
            found = root.by_place[place]
            column = _first(part_of(found.valued, rows), amounts.taken(found.points, rows), column)
    return column


def _first(valued: Mask | None, points: Amounts, otherwise: KeyColumn) -> KeyColumn:
    if valued is None:
        return KeyColumn(points, None)
    known = None if otherwise.known is None else valued | otherwise.known
    return KeyColumn(amounts.chosen(valued, points, otherwise.values), known)


def _ordered(numbers: Numbers) -> KeyColumn:
    """Quotients stand for their place in the order of all of them, which is exact. Of rows beyond
    only the scalar reading knows whether they have a value."""
    known = numbers.known if numbers.known is None else either(numbers.known, numbers.beyond)
    if numbers.denominators is None:
        return KeyColumn(amounts_of(numbers), known)
    lowest = lowest_terms(numbers)
    pairs = np.stack([lowest.numerators, lowest.bottom.values])
    found, which = np.unique(pairs, axis=1, return_inverse=True)
    quotients = [lowest.factor * Fraction(top, bottom) for top, bottom in found.T.tolist()]
    places = np.argsort(sorted(range(len(quotients)), key=quotients.__getitem__))
    values = measured(places[which.ravel()], numbers.beyond)
    return KeyColumn(exact(Fraction(1), values), known)
