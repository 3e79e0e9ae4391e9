"""Which figures of a column an integer column of the file holds, and which stand beside it."""

from collections.abc import Mapping
from fractions import Fraction

import numpy as np
from attrs import evolve, frozen

from thidua.core.dataset.scaling import rescaled
from thidua.core.dataset.special_figures import Mark, Special
from thidua.core.exact.figure import Bound, Figure
from thidua.core.formula.columns.figures import FigureColumn
from thidua.core.formula.columns.integers import IntColumn
from thidua.core.formula.columns.masks import Mask, both, but, filled, where_any

PRESUMED = Figure(Fraction(0), presumed=True)

Beside = Mapping[int, Special]
"""Row to what stands beside its cell."""


@frozen(eq=False)
class Cells:
    """A column of the file."""

    values: IntColumn
    """At the places of the file; 0 where not held."""
    held: Mask | None
    """None: every row."""
    beside: Beside


def cells_of(
    column: FigureColumn, apart: Mapping[int, Figure], places: int, *, zero_when_blank: bool
) -> Cells:
    """The cells of a column at so many decimals; ``apart`` are its special figures.

    What is held depends on the figures alone, not on what the column given could hold.
    """
    values, fits = rescaled(column.scaled, column.places, places)
    held = but(both(column.reported, fits), column.beyond)
    if apart:
        values, held = _with_apart(values, held, apart, places)
    if held is None:
        return Cells(values, None, {})
    rows = [*_rows_beside(column, held, zero_when_blank=zero_when_blank), *apart]
    beside = {row: _beside(column, row, apart) for row in rows if not held[row]}
    marked = {row: Mark.ILLUSTRATIVE for row in apart if held[row] and apart[row].illustrative}
    return Cells(values, held, {**beside, **marked})


def _with_apart(
    values: IntColumn, held: Mask | None, apart: Mapping[int, Figure], places: int
) -> tuple[IntColumn, Mask]:
    """Also the special figures that the column of the file can hold."""
    values, held = values.copy(), filled(held, len(values), absent=True).copy()
    for row, figure in apart.items():
        number = None if figure.presumed else _scaled(figure, places)
        held[row] = number is not None
        values[row] = number or 0
    return values, held


def _rows_beside(column: FigureColumn, held: Mask, *, zero_when_blank: bool) -> list[int]:
    """The rows of which a blank in the file would not say what the column says."""
    rows = len(held)
    present = filled(column.present, rows, absent=True)
    reported = filled(column.reported, rows, absent=True)
    as_blank = present & ~reported if zero_when_blank else ~present
    found: list[int] = np.flatnonzero(~held & ~as_blank).tolist()
    return found


def _beside(column: FigureColumn, row: int, apart: Mapping[int, Figure]) -> Special:
    if row in apart:
        return apart[row]
    if column.present is not None and not column.present[row]:
        return Mark.ABSENT
    if column.beyond is not None and column.beyond[row]:
        raise ValueError(f"row {row} has a figure that neither the column nor the table holds")
    if column.reported is not None and not column.reported[row]:
        return PRESUMED
    return Figure(Fraction(int(column.scaled[row]), 10**column.places))


def column_of_cells(
    cells: Cells, places: int, *, zero_when_blank: bool
) -> tuple[FigureColumn, dict[int, Figure]]:
    """A column of the file as figures, and the special figures that go with it.

    ValueError where a mark stands beside a blank.
    """
    column = FigureColumn(
        cells.values,
        places,
        present=None if zero_when_blank else cells.held,
        given=cells.held if zero_when_blank else None,
    )
    if not cells.beside:
        return column, {}
    marked = [row for row, one in cells.beside.items() if one is Mark.ILLUSTRATIVE]
    if cells.held is not None and not cells.held[marked].all():
        raise ValueError("a blank is said to be illustrative")
    unit = 10**places
    apart = {
        row: Figure(Fraction(int(cells.values[row]), unit), illustrative=True) for row in marked
    }
    others = {row: one for row, one in cells.beside.items() if one is not Mark.ILLUSTRATIVE}
    return _with_others(column, others, apart) if others else (column, apart)


def _with_others(
    column: FigureColumn, others: Beside, apart: dict[int, Figure]
) -> tuple[FigureColumn, dict[int, Figure]]:
    """With the figures that stand in the stead of cells, or their absence."""
    rows = len(column.scaled)
    scaled = column.scaled.copy()
    present = filled(column.present, rows, absent=True).copy()
    given = filled(column.given, rows, absent=True).copy()
    beyond = np.zeros(rows, bool)
    for row, one in others.items():
        figure = one if isinstance(one, Figure) else None
        present[row] = figure is not None
        given[row] = figure is not None and not figure.presumed
        held = None if figure is None else _scaled(figure, column.places)
        scaled[row] = held or 0
        beyond[row] = figure is not None and held is None
        if figure is not None and (held is None or figure.illustrative):
            apart[row] = figure
    found = evolve(
        column,
        scaled=scaled,
        present=None if present.all() else present,
        given=None if given.all() or np.array_equal(given, present) else given,
        beyond=where_any(beyond),
    )
    return found, apart


def _scaled(figure: Figure, places: int) -> int | None:
    """The figure as the column's integer; None where it is bounded or does not fit."""
    number = figure.value * 10**places
    fits = number.denominator == 1 and -(2**63) <= number.numerator < 2**63
    return number.numerator if fits and figure.bound is Bound.EXACT else None
