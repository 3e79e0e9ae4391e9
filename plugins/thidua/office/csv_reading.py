"""Comma-separated files in: UTF-8, with the comma or, as Excel in Vietnam writes, the semicolon."""

import csv
from pathlib import Path

from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Refused, refuse
from thidua.plugins import Cell, Reader, Row, Table, cell_address

LARGEST_FILE = 10 * 1024 * 1024
_ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}


def read_csv(file: Path) -> tuple[Table, ...]:
    """Read a .csv file as one nameless sheet of text cells."""
    text = _text(file)
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    try:
        lines = list(csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True))
    except csv.Error as cause:
        raise refuse(
            f"không đọc được: {cause}.",
            f"cannot be read: {cause}.",
            place=file.name,
            remedy=_SAVE_AGAIN,
        ) from cause
    return (Table("", tuple(_row(number, line) for number, line in enumerate(lines, start=1))),)


_SAVE_AGAIN = Text(
    "Hãy lưu lại ở dạng CSV UTF-8.",
    "Save the file again as CSV UTF-8.",
)


def _text(file: Path) -> str:
    try:
        content = file.read_bytes()
    except OSError as cause:
        raise refuse(
            f"không mở được tệp: {cause.strerror}.",
            f"the file cannot be opened: {cause.strerror}.",
            place=file.name,
        ) from cause
    if len(content) > LARGEST_FILE:
        raise refuse("tệp quá 10 MiB.", "the file is over 10 MiB.", place=file.name)
    if b"\0" in content:
        raise _not_text(file)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as cause:
        raise _not_text(file) from cause


def _not_text(file: Path) -> Refused:
    return refuse(
        "không phải là tệp văn bản UTF-8.", "is no UTF-8 text.", place=file.name, remedy=_SAVE_AGAIN
    )


def _row(number: int, line: list[str]) -> Row:
    return Row(number, tuple(_cell(value, index, number) for index, value in enumerate(line)))


def _cell(value: str, column: int, row: int) -> Cell:
    address = cell_address(column, row)
    return Cell(value or None, address, error=value.strip().upper() in _ERRORS)


CSV_READER = Reader(
    code="csv",
    title=Text("Tệp CSV (UTF-8)", "CSV file (UTF-8)"),
    suffixes=(".csv",),
    read=read_csv,
)
