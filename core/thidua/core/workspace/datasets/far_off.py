"""A digit too many in bulk: new results far off the unit's own others, found by the column."""

from collections.abc import Callable
from fractions import Fraction

import numpy as np
from attrs import frozen

from thidua.core.dataset.naming import column_of
from thidua.core.formula.columns.integers import IntColumn
from thidua.core.formula.columns.masks import Mask, filled
from thidua.core.formula.columns.reading import ColumnReading
from thidua.core.formula.naming import Names
from thidua.core.formula.parsing import parse_expression
from thidua.core.formula.tree import Field, Name
from thidua.core.model.indicator import Indicator
from thidua.core.model.observation import ObservationKind
from thidua.core.text.fault import Fault
from thidua.core.workspace.datasets.faults_found import FaultsFound
from thidua.core.workspace.datasets.figures import Special
from thidua.core.workspace.intake.jumps import doubt_of, far_expression, is_far


@frozen(eq=False)
class FarOff:
    """Figures of members in rows, in which results are looked for as ``jumps`` does."""

    units: tuple[str, ...]
    """The unit of each row."""
    reading: ColumnReading
    special: Special
    """What the columns of the reading cannot hold."""

    def tell(self, indicator: Indicator, fresh: IntColumn, found: FaultsFound) -> None:
        """Note the rows of ``fresh``, which have a new result, where it is far off."""
        fresh = np.sort(fresh)
        name = Name(indicator.code)
        previous, target = (Name(name.indicator, one) for one in (Field.PREVIOUS, Field.TARGET))
        has_previous = self._present(previous)[fresh]
        for other, kind, rows in (
            (previous, ObservationKind.ACTUAL, fresh[has_previous]),
            (target, ObservationKind.TARGET, fresh[~has_previous]),
        ):
            far = rows[self._is_far(name, other, rows)]
            found.add(far, self._telling(indicator, kind, far, other))

    def _is_far(self, name: Name, other: Name, rows: IntColumn) -> Mask:
        """Of some rows. Where the columns cannot tell, it is read from the figures themselves."""
        if not len(rows) or other not in self.reading.figures:
            return np.zeros(len(rows), bool)
        tree = parse_expression(far_expression(column_of(name), column_of(other)), Names())
        truths, count = self.reading.truth(tree), self.reading.rows
        beyond = filled(truths.beyond, count, absent=False)[rows]
        far: Mask = truths.true[rows] & filled(truths.known, count, absent=True)[rows] & ~beyond
        for at in np.flatnonzero(beyond).tolist():
            row = int(rows[at])
            far[at] = is_far(self._value(row, name), self._value(row, other))
        return far

    def _present(self, name: Name) -> Mask:
        column = self.reading.figures.get(name)
        if column is None:
            return np.zeros(self.reading.rows, bool)
        return filled(column.present, self.reading.rows, absent=True)

    def _value(self, row: int, name: Name) -> Fraction:
        figure = self.special.get(row, {}).get(name)
        if figure is not None:
            return figure.value
        column = self.reading.figures[name]
        return Fraction(int(column.scaled[row]), 10**column.places)

    def _telling(
        self, indicator: Indicator, kind: ObservationKind, rows: IntColumn, other: Name
    ) -> Callable[[int], Fault]:
        def tell(at: int) -> Fault:
            row = int(rows[at])
            value, beside = (self._value(row, one) for one in (Name(indicator.code), other))
            return doubt_of(self.units[row], indicator, value, kind, beside)

        return tell
