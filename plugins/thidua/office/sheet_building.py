"""Cells from what a library reads and what the facts of its sheet add: the same for all formats."""

import math
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Final

from thidua.core.workspace.readers import CellValue
from thidua.office.cell_errors import is_error
from thidua.office.number_shown import NumberFormat
from thidua.office.sheet_facts import SheetFacts, Spot
from thidua.plugins import Cell, Row, Table, cell_address

SIGNIFICANT_DIGITS: Final = 15
"""What Excel keeps of a number and shows of it; further digits of a double are its noise."""


def value_of(value: object, shown: NumberFormat, spot: Spot, facts: SheetFacts) -> CellValue:
    """A value as a library gives it, as the user sees it; text composed, numbers exact.

    Where what is shown is another number, the facts are told.
    """
    if value is None or isinstance(value, bool):
        return None if value is None else "có" if value else "không"
    if isinstance(value, int | float):
        return _number(value, shown, spot, facts)
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else unicodedata.normalize("NFC", str(value))


def _number(
    value: int | float, shown: NumberFormat, spot: Spot, facts: SheetFacts
) -> Fraction | str:
    if isinstance(value, float) and not math.isfinite(value):
        return "#NUM!"
    digits = str(value) if isinstance(value, int) else f"{value:.{SIGNIFICANT_DIGITS}g}"
    number = Fraction(digits)
    if otherwise := shown.otherwise(number):
        facts.said[spot] = otherwise
    return shown.shown(number)


def cell_of(value: CellValue, row: int, column: int, facts: SheetFacts) -> Cell:
    """One cell with its flags; row and column count from 1."""
    address = cell_address(column - 1, row)
    formula = facts.formulas.get((row, column))
    computed = formula is not None
    if value is None:
        # A formula that gave an empty text is blank; one never computed is not.
        return Cell(None, address, error=formula is False, computed=computed)
    error = (row, column) in facts.errors or (isinstance(value, str) and is_error(value))
    said = facts.said.get((row, column), "")
    return Cell(value, address, error=error, computed=computed, shown=said)


def table_of(
    name: str, rows: Iterable[Sequence[Cell]], facts: SheetFacts, *, hidden: bool
) -> Table:
    """A sheet of rows numbered from 1, merged cells filled downwards."""
    built = [
        Row(number, tuple(cells), hidden=number in facts.hidden_rows)
        for number, cells in enumerate(rows, start=1)
    ]
    _fill_merged(built, facts)
    columns = frozenset(column - 1 for column in facts.hidden_columns)
    return Table(unicodedata.normalize("NFC", name), tuple(built), hidden, columns)


def _fill_merged(rows: list[Row], facts: SheetFacts) -> None:
    """Show in each cell that is merged with one above it what that one shows."""
    for column, top, bottom in facts.merged:
        if top > len(rows):
            continue
        source = rows[top - 1].cell(column - 1)
        for row in rows[top:bottom]:
            _put(rows, row, column - 1, source)


def _put(rows: list[Row], row: Row, column: int, source: Cell) -> None:
    cells = [row.cell(index) for index in range(max(len(row.cells), column + 1))]
    cells[column] = Cell(
        source.value,
        cell_address(column, row.number),
        error=source.error,
        computed=source.computed,
        merged=True,
        shown=source.shown,
    )
    rows[row.number - 1] = Row(row.number, tuple(cells), row.hidden)
