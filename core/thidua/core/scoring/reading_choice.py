"""Whether the cells of a set are read one by one or in columns: nobody above can tell which."""

from importlib.util import find_spec

from thidua.core.scoring.cells import Cell, cells_of
from thidua.core.scoring.scored import Scored

COLUMNS_PAY_FROM = 10_000
"""Cells of one set in one cluster from which columns are quicker, numpy's import included."""


def cells_by_criterion(scored: Scored) -> dict[str, dict[str, Cell]]:
    """The cells of every criterion without parent, by criterion and unit.

    Read in columns where there are many and numpy is installed, which is imported only then.
    Refused where a plugin's function was stopped.
    """
    items = [item for item in scored.compiled.criteria if item.criterion.parent is None]
    if len(items) * len(scored.members) >= COLUMNS_PAY_FROM and find_spec("numpy") is not None:
        from thidua.core.scoring.columns.cell_records import cells_in_columns

        return cells_in_columns(scored, items)
    return {item.criterion.code: cells_of(scored, item) for item in items}
