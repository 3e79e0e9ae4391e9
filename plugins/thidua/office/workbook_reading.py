"""Excel workbooks in: values as last saved, error cells as errors, percents as shown."""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Refused, refuse
from thidua.core.workspace.readers import CellValue
from thidua.plugins import Cell, Reader, Row, Table, cell_address

LARGEST_FILE = 10 * 1024 * 1024
LARGEST_CONTENT = 128 * 1024 * 1024
"""Bytes after decompression; a small file that swells beyond it is an attack or a mistake."""
LARGEST_RATIO = 200
MOST_ROWS = 20_000
MOST_COLUMNS = 512


def read_workbook(file: Path) -> tuple[Table, ...]:
    """Read every sheet of an .xlsx file; Refused where it is none, or unsafe to open."""
    _refuse_unsafe(file)
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        values = openpyxl.load_workbook(file, data_only=True)
        formulas = openpyxl.load_workbook(file, data_only=False)
    except (InvalidFileException, KeyError, ValueError, zipfile.BadZipFile, OSError) as cause:
        raise _not_a_workbook(file) from cause
    return tuple(_table(file, sheet, formulas[sheet.title]) for sheet in values.worksheets)


def _refuse_unsafe(file: Path) -> None:
    """Refuse what would not fit before anything is parsed: sizes as inflated, not as declared."""
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise _too_large(file)
        with zipfile.ZipFile(file) as archive:
            for member in archive.infolist():
                _check_member(file, archive, member)
    except (zipfile.BadZipFile, OSError) as cause:
        raise _not_a_workbook(file) from cause


def _check_member(file: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    inflated = 0
    with archive.open(member) as content:
        while block := content.read(1 << 20):
            inflated += len(block)
            if inflated > LARGEST_CONTENT or inflated > LARGEST_RATIO * max(
                member.compress_size, 1 << 16
            ):
                raise _too_large(file)


def _table(file: Path, values: Any, formulas: Any) -> Table:
    if values.max_row > MOST_ROWS or values.max_column > MOST_COLUMNS:
        raise _too_large(file)
    rows = tuple(_rows(values, formulas))
    return Table(sheet=values.title, rows=rows, hidden=values.sheet_state != "visible")


def _rows(values: Any, formulas: Any) -> Iterator[Row]:
    for number, (shown, written) in enumerate(
        zip(values.iter_rows(), formulas.iter_rows(), strict=True), start=1
    ):
        cells = tuple(
            _cell(cell, source, index, number)
            for index, (cell, source) in enumerate(zip(shown, written, strict=True))
        )
        yield Row(number, cells, hidden=bool(values.row_dimensions[number].hidden))


def _cell(shown: Any, written: Any, column: int, row: int) -> Cell:
    address = cell_address(column, row)
    computed = written.data_type == "f"
    if shown.data_type == "e":
        return Cell(str(shown.value), address, error=True, computed=computed)
    if computed and shown.value is None:
        return Cell("công thức chưa tính", address, error=True, computed=True)
    return Cell(_value(shown), address, computed=computed)


def _value(cell: Any) -> CellValue:
    value = cell.value
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, int | float):
        # A double is shown by its shortest digits, which is what the user typed.
        number = Fraction(str(value)) if isinstance(value, int) else Fraction(repr(value))
        return _percent(number) if "%" in str(cell.number_format) else number
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) or value is None else str(value)


def _percent(number: Fraction) -> str:
    """0.0512 under a percent format is 5,12 % to whoever typed it."""
    from thidua.core.text.number_format import format_number

    return f"{format_number(number * 100, 'vi')} %"


def _not_a_workbook(file: Path) -> Refused:
    return refuse(
        "không phải là tệp Excel .xlsx đọc được.",
        "is no readable .xlsx workbook.",
        place=file.name,
        remedy=Text(
            "Hãy mở tệp bằng Excel và lưu lại ở dạng .xlsx.",
            "Open it in Excel and save it as .xlsx.",
        ),
    )


def _too_large(file: Path) -> Refused:
    return refuse(
        f"tệp quá lớn (giới hạn {MOST_ROWS} dòng, {MOST_COLUMNS} cột).",
        f"the file is too large (at most {MOST_ROWS} rows and {MOST_COLUMNS} columns).",
        place=file.name,
        remedy=Text(
            "Hãy xoá các dòng, cột thừa ngoài bảng, hoặc chia thành nhiều tệp.",
            "Delete stray rows and columns outside the table, or split the file.",
        ),
    )


WORKBOOK_READER = Reader(
    code="xlsx",
    title=Text("Bảng tính Excel (.xlsx)", "Excel workbook (.xlsx)"),
    suffixes=(".xlsx",),
    read=read_workbook,
)
