"""The cells of .ods and .xls files by python-calamine, with the facts that it leaves out."""

import io
from collections.abc import Sequence
from pathlib import Path

from thidua.core.workspace.readers import CellValue
from thidua.office import legacy_workbook_guard, open_document_guard
from thidua.office.number_shown import NumberFormat
from thidua.office.sheet_building import cell_of, table_of, value_of
from thidua.office.sheet_facts import Facts, SheetFacts
from thidua.plugins import Cell, Table

_PLAIN = NumberFormat()


def parse_open_document(file: Path, content: bytes) -> tuple[Table, ...]:
    """Every sheet of an .ods file whose guard has let it pass; damaged as ``DAMAGE`` says."""
    return _tables(content, open_document_guard.facts_of(file, content))


def parse_legacy_workbook(file: Path, content: bytes) -> tuple[Table, ...]:
    """Every sheet of an .xls file whose guard has let it pass; damaged as ``DAMAGE`` says."""
    return _tables(content, legacy_workbook_guard.facts_of(file, content))


def _tables(content: bytes, facts: Facts) -> tuple[Table, ...]:
    import python_calamine

    try:
        book = python_calamine.load_workbook(io.BytesIO(content))
        return tuple(
            _table(
                sheet.name,
                # Without the empty rows and columns before the first cell, addresses would shift.
                book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False),
                facts[sheet.name],
                hidden=sheet.visible is not python_calamine.SheetVisibleEnum.Visible,
            )
            for sheet in book.sheets_metadata
            if sheet.typ is python_calamine.SheetTypeEnum.WorkSheet
        )
    except python_calamine.CalamineError as cause:
        raise ValueError(str(cause)) from cause


def _table(
    name: str, rows: Sequence[Sequence[object]], facts: SheetFacts, *, hidden: bool
) -> Table:
    if sum(value != "" for values in rows for value in values) < facts.filled:
        raise ValueError("cells are lacking")
    width = max(facts.columns, max(map(len, rows), default=0))
    cells = [
        [
            _cell(values[column - 1] if column <= len(values) else "", row, column, facts)
            for column in range(1, width + 1)
        ]
        for row, values in enumerate([*rows, *[()] * (facts.rows - len(rows))], start=1)
    ]
    return table_of(name, cells, facts, hidden=hidden)


def _cell(value: object, row: int, column: int, facts: SheetFacts) -> Cell:
    return cell_of(_value(value, (row, column), facts), row, column, facts)


def _value(value: object, spot: tuple[int, int], facts: SheetFacts) -> CellValue:
    """The value; where the facts know better, theirs."""
    if spot in facts.errors:
        return facts.errors[spot]
    shown = facts.formats.get(spot, _PLAIN)
    if shown != _PLAIN and (isinstance(value, bool) or not isinstance(value, int | float)):
        raise ValueError("a number is lacking")
    return None if value == "" else value_of(value, shown, spot, facts)
