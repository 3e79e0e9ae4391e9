"""The cells of .xlsx workbooks by openpyxl: values as last saved, under their number formats."""

import io
import re
import warnings
from pathlib import Path
from typing import Any, Final

from thidua.office.number_shown import number_format
from thidua.office.sheet_building import cell_of, table_of, value_of
from thidua.office.sheet_facts import SheetFacts
from thidua.office.workbook_guard import facts_of
from thidua.plugins import Cell, Table

_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


def parse_workbook(file: Path, content: bytes) -> tuple[Table, ...]:
    """Every sheet of a workbook whose guard has let it pass; damaged as ``DAMAGE`` says."""
    import openpyxl

    facts = facts_of(file, content)
    with warnings.catch_warnings():
        # What openpyxl leaves out (drawings, rules) holds no value of a cell.
        warnings.simplefilter("ignore")
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
        [_cell(cell, number, column, facts) for column, cell in enumerate(cells, start=1)]
        for number, cells in enumerate(sheet.iter_rows(max_col=facts.columns or 1), start=1)
    ]
    if len(rows) < facts.rows:
        raise ValueError("rows are lacking")
    return table_of(sheet.title, rows, facts, hidden=sheet.sheet_state != "visible")


def _cell(cell: Any, row: int, column: int, facts: SheetFacts) -> Cell:
    if cell.data_type == "e":
        facts.errors[row, column] = str(cell.value)
    value = None
    if cell.value is not None:
        plain = _unescaped(cell.value) if isinstance(cell.value, str) else cell.value
        value = value_of(plain, number_format(_format(cell)), (row, column), facts)
    return cell_of(value, row, column, facts)


def _unescaped(text: str) -> str:
    """``_x0007_`` as the control sign for which Excel writes it, so that it does not pass as text.

    ``_x005F_x0007_`` is the text itself.
    """
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def _format(cell: Any) -> str:
    return str(cell.number_format) if cell.data_type == "n" else "General"
