"""Comma-separated files in: UTF-8, with the comma or, as Excel in Vietnam writes, the semicolon."""

import io
import unicodedata
from pathlib import Path

from thidua.core.text.bilingual import Text
from thidua.core.text.delimited import RowBroken, broken_quotes, delimiter_of, rows_of
from thidua.office import file_refusals
from thidua.office.cell_errors import is_error
from thidua.office.file_refusals import MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from thidua.plugins import Cell, Reader, Row, Table, cell_address


def read_csv(file: Path) -> tuple[Table, ...]:
    """Read a .csv file as one nameless sheet of text cells, numbered as a spreadsheet does."""
    text = _text(file)
    delimiter = delimiter_of(_lines(text))
    rows: list[Row] = []
    cells = 0
    try:
        for number, (_, line) in enumerate(rows_of(_lines(text), delimiter), start=1):
            cells += len(line)
            if number > MOST_ROWS or len(line) > MOST_COLUMNS or cells > MOST_CELLS:
                raise file_refusals.too_many_cells(file)
            rows.append(_row(number, line))
    except RowBroken as cause:
        raise broken_quotes(f"{file.name}, {len(rows) + 1}") from cause
    return (Table("", tuple(rows)),)


def _text(file: Path) -> str:
    content = file_refusals.content_of(file)
    if b"\0" in content:
        raise file_refusals.not_text(file)
    try:
        return unicodedata.normalize("NFC", content.decode("utf-8-sig"))
    except UnicodeDecodeError as cause:
        raise file_refusals.not_text(file) from cause


def _lines(text: str) -> io.StringIO:
    return io.StringIO(text, newline="")


def _row(number: int, line: list[str]) -> Row:
    return Row(number, tuple(_cell(value, index, number) for index, value in enumerate(line)))


def _cell(value: str, column: int, row: int) -> Cell:
    return Cell(value or None, cell_address(column, row), error=is_error(value))


CSV_READER = Reader(
    code="csv",
    title=Text("Tệp CSV (UTF-8)", "CSV file (UTF-8)"),
    suffixes=(".csv",),
    read=read_csv,
)
