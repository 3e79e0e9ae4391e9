"""The members scored by one criteria set: their rows, and which criteria concern them."""

from collections.abc import Mapping
from functools import cached_property

import numpy as np
from attrs import frozen

from thidua.core.formula.columns.figures import FigureColumn, Segments
from thidua.core.formula.columns.integers import IntColumn
from thidua.core.formula.columns.masks import Mask, both, unless_all
from thidua.core.formula.tree import Name
from thidua.core.model.compiled import CompiledCriterion, CompiledSet
from thidua.core.model.criteria import Criterion
from thidua.core.scoring.columns.table import ClusterTable, Rules, column_of, part_of


@frozen(eq=False, slots=False)
class SetMembers:
    """Those rows of a table that are scored by one set, counted from 0 among themselves."""

    compiled: CompiledSet
    table: ClusterTable
    taken: IntColumn | None
    """Their rows in the table, rising; None: all of them."""

    @property
    def rows(self) -> int:
        """How many they are."""
        return self.table.rows if self.taken is None else len(self.taken)

    @cached_property
    def segments(self) -> Segments:
        """Where clusters lie among these rows."""
        if self.taken is None:
            return self.table.segments
        return Segments(np.searchsorted(self.taken, self.table.segments.starts))

    @cached_property
    def figures(self) -> Mapping[Name, FigureColumn]:
        """The figures that the set may read."""
        if self.taken is None:
            return self.table.figures
        read = {indicator.code for indicator in self.compiled.indicators}
        return {
            name: column_of(column, self.taken)
            for name, column in self.table.figures.items()
            if name.indicator in read
        }

    @cached_property
    def judged(self) -> Mapping[str, FigureColumn]:
        """Judged points by criterion."""
        if self.taken is None:
            return self.table.judged
        return {
            code: column_of(column, self.taken)
            for code, column in self.table.judged.items()
            if code in self.compiled.by_code
        }

    def of_whole(self, mask: Mask | None) -> Mask | None:
        """These members' part of a mask over the whole table."""
        return mask if mask is None or self.taken is None else part_of(mask, self.taken)

    def in_whole(self, rows: IntColumn) -> IntColumn:
        """The rows in the table of some of these members."""
        return rows if self.taken is None else self.taken[rows]

    def onto_whole(self, mask: Mask) -> Mask:
        """A mask over these members as one over the whole table."""
        if self.taken is None:
            return mask
        whole = np.zeros(self.table.rows, bool)
        whole[self.taken] = mask
        return whole

    def applies(self, item: CompiledCriterion) -> Mask | None:
        """The members whom a criterion concerns; a child criterion concerns those whom its parent
        concerns."""
        criterion = self._counted(item).code
        if criterion not in self._applies:
            self._applies[criterion] = self._read_applies(self._counted(item))
        return self._applies[criterion]

    @cached_property
    def _applies(self) -> dict[str, Mask | None]:
        return {}

    def _counted(self, item: CompiledCriterion) -> Criterion:
        criterion = item.criterion
        while criterion.parent is not None:
            criterion = self.compiled.by_code[criterion.parent].criterion
        return criterion

    def _read_applies(self, criterion: Criterion) -> Mask | None:
        of_kind = apart = None
        if criterion.applies_to:
            of_kind = unless_all(self.table.kinds.holds(criterion.applies_to))
        if reasons := self.table.not_applicable.get(criterion.code):
            apart = np.ones(self.table.rows, bool)
            apart[list(reasons)] = False
        return self.of_whole(both(of_kind, apart))


def members_of(rules: Rules, table: ClusterTable, code: str) -> SetMembers:
    """Those who are scored by a set in any part of the scheme."""
    sectors = {
        sector
        for sector in table.sectors.words
        if any(part.set_for(sector) == code for part in rules.scheme.parts)
    }
    scored = unless_all(table.sectors.holds(sectors))
    return SetMembers(rules.sets[code], table, None if scored is None else np.flatnonzero(scored))
