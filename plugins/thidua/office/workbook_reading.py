"""Excel workbooks in: values as last saved, error cells as errors, numbers as they are shown."""

import io
import math
import unicodedata
import warnings
from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from thidua.core.text.bilingual import Text
from thidua.core.workspace.readers import CellValue
from thidua.office.cell_errors import is_error
from thidua.office.file_refusals import not_a_workbook
from thidua.office.number_shown import number_format
from thidua.office.workbook_guard import DAMAGE, SheetFacts, guarded
from thidua.plugins import Cell, Reader, Row, Table, cell_address

SIGNIFICANT_DIGITS: Final = 15
"""What Excel keeps of a number and shows of it; further digits of a double are its noise."""


def read_workbook(file: Path) -> tuple[Table, ...]:
    """Read every sheet of an .xlsx file; Refused where it is none, or unsafe to open."""
    content, facts = guarded(file)
    try:
        with warnings.catch_warnings():
            # What openpyxl leaves out (drawings, rules) holds no value of a cell.
            warnings.simplefilter("ignore")
            return _tables(content, facts)
    except DAMAGE as cause:
        raise not_a_workbook(file) from cause


def _tables(content: bytes, facts: Mapping[str, SheetFacts]) -> tuple[Table, ...]:
    import openpyxl

    book = openpyxl.load_workbook(
        io.BytesIO(content), read_only=True, data_only=True, keep_links=False
    )
    try:
        # openpyxl offers the part of a sheet only under this name.
        return tuple(_table(sheet, facts[sheet._worksheet_path]) for sheet in book.worksheets)
    finally:
        book.close()


def _table(sheet: Any, facts: SheetFacts) -> Table:
    sheet.reset_dimensions()  # the declared ones may lie
    rows = [
        _row(number, cells, facts)
        for number, cells in enumerate(sheet.iter_rows(max_col=facts.columns or 1), start=1)
    ]
    _fill_merged(rows, facts)
    return Table(
        unicodedata.normalize("NFC", sheet.title), tuple(rows), sheet.sheet_state != "visible"
    )


def _row(number: int, cells: tuple[Any, ...], facts: SheetFacts) -> Row:
    return Row(
        number,
        tuple(
            _cell(cell, column, number, facts.formulas.get((number, column + 1)))
            for column, cell in enumerate(cells)
        ),
        hidden=number in facts.hidden_rows,
    )


def _cell(cell: Any, column: int, row: int, formula: bool | None) -> Cell:
    """``formula``: None for a plain cell, else whether its formula gave a text."""
    address = cell_address(column, row)
    computed = formula is not None
    if cell.value is None:
        # A formula that gave an empty text is blank; one never computed is not.
        return Cell(None, address, error=formula is False, computed=computed)
    value = _value(cell)
    error = cell.data_type == "e" or (isinstance(value, str) and is_error(value))
    return Cell(value, address, error=error, computed=computed)


def _value(cell: Any) -> CellValue:
    value = cell.value
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, int | float):
        return _number(value, str(cell.number_format))
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else unicodedata.normalize("NFC", str(value))


def _number(value: int | float, code: str) -> Fraction | str:
    if isinstance(value, float) and not math.isfinite(value):
        return "#NUM!"
    digits = str(value) if isinstance(value, int) else f"{value:.{SIGNIFICANT_DIGITS}g}"
    return number_format(code).shown(Fraction(digits))


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
    )
    rows[row.number - 1] = Row(row.number, tuple(cells), row.hidden)


WORKBOOK_READER = Reader(
    code="xlsx",
    title=Text("Bảng tính Excel (.xlsx)", "Excel workbook (.xlsx)"),
    suffixes=(".xlsx",),
    read=read_workbook,
)
