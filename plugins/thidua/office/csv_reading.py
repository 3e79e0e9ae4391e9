"""Comma-separated files in: UTF-8, with the comma or, as Excel in Vietnam writes, the semicolon."""

import csv
import io
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from thidua.core.text.bilingual import Text
from thidua.office import file_refusals
from thidua.office.cell_errors import is_error
from thidua.office.file_refusals import MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from thidua.plugins import Cell, Reader, Row, Table, cell_address

DELIMITERS: Final = (",", ";", "\t")
LOOKED_AT: Final = 50
"""Rows from which the delimiter is told."""


def read_csv(file: Path) -> tuple[Table, ...]:
    """Read a .csv file as one nameless sheet of text cells, numbered as a spreadsheet does."""
    text = _text(file)
    delimiter = _delimiter(text)
    rows: list[Row] = []
    cells = 0
    lines = _lines(text, delimiter)
    try:
        for number, line in enumerate(lines, start=1):
            cells += len(line)
            if number > MOST_ROWS or len(line) > MOST_COLUMNS or cells > MOST_CELLS:
                raise file_refusals.too_many_cells(file)
            rows.append(_row(number, line))
    except csv.Error as cause:
        raise file_refusals.broken_quotes(file, len(rows) + 1) from cause
    return (Table("", tuple(rows)),)


def _text(file: Path) -> str:
    content = file_refusals.content_of(file)
    if b"\0" in content:
        raise file_refusals.not_text(file)
    try:
        return unicodedata.normalize("NFC", content.decode("utf-8-sig"))
    except UnicodeDecodeError as cause:
        raise file_refusals.not_text(file) from cause


def _lines(text: str, delimiter: str, *, strict: bool = True) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)


def _delimiter(text: str) -> str:
    """The delimiter that gives most rows the same number of columns, above one."""
    return max(DELIMITERS, key=lambda delimiter: _evenness(text, delimiter))


def _evenness(text: str, delimiter: str) -> tuple[int, int]:
    try:
        lines = list(islice(_lines(text, delimiter, strict=False), LOOKED_AT))
    except csv.Error:  # refused with its place when the file is read
        return (0, 0)
    widths = Counter(len(line) for line in lines if len(line) > 1)
    return max(((rows, width) for width, rows in widths.items()), default=(0, 0))


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
