"""Members of whom everything recorded is the same: their points are, whatever they are."""

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from thidua.core.formula.columns.figures import FigureColumn
from thidua.core.formula.columns.integers import IntColumn
from thidua.core.formula.columns.masks import Mask
from thidua.core.scoring.columns.table import ClusterTable


@frozen(eq=False)
class Twins:
    """Compares members of one cluster, so that enclosures that meet can be told to be equal."""

    table: ClusterTable

    def __call__(self, ones: IntColumn, others: IntColumn) -> Mask:
        """Which of the pairs of rows are the same in kind, sector, figures, judged points and
        criteria that do not apply."""
        table = self.table
        alike = _same(table.kinds.codes, ones, others) & _same(table.sectors.codes, ones, others)
        for column in (*table.figures.values(), *table.judged.values()):
            alike &= _same_figures(column, ones, others)
        for reasons in table.not_applicable.values():
            apart = np.zeros(table.rows, bool)
            apart[list(reasons)] = True
            alike &= _same(apart, ones, others)
        return alike


def _same_figures(column: FigureColumn, ones: IntColumn, others: IntColumn) -> Mask:
    alike = _same(column.scaled, ones, others)
    for mask in (column.present, column.given):
        if mask is not None:
            alike &= _same(mask, ones, others)
    if column.beyond is not None:
        # What no column holds may differ.
        alike &= ~(column.beyond[ones] | column.beyond[others])
    return alike


def _same(values: NDArray[np.generic], ones: IntColumn, others: IntColumn) -> Mask:
    found: Mask = values[ones] == values[others]
    return found
