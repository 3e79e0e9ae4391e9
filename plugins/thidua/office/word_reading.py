"""Word documents in: each table of a report as a sheet, its words and figures as they stand."""

import io
import unicodedata
import zipfile
import zlib
from pathlib import Path
from typing import Any, Final

from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Refused, refuse
from thidua.office import file_refusals
from thidua.office.cell_errors import is_error
from thidua.office.file_refusals import MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from thidua.plugins import Cell, Reader, Row, Table, cell_address

LARGEST_CONTENT: Final = 64 * 1024 * 1024
"""Bytes of all parts of a document together, pictures included, when unpacked."""
MOST_PARTS: Final = 2_000
_BLOCK: Final = 1 << 18
_DAMAGE: Final = (
    ValueError, TypeError, LookupError, AttributeError, RuntimeError, EOFError, OSError,
    SyntaxError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip


def read_word_tables(file: Path) -> tuple[Table, ...]:
    """Every table of a .docx file, named ``Bảng 1``, ``Bảng 2`` … in the order of the text.

    A table within a table is part of its cell. Refused where the file is no readable document,
    holds no table, or would not fit.
    """
    content = file_refusals.content_of(file)
    try:
        _check_parts(file, content)
        tables = _tables(file, content)
    except _DAMAGE as cause:
        raise _not_a_document(file) from cause
    if not tables:
        raise _no_table(file)
    return tables


def _check_parts(file: Path, content: bytes) -> None:
    """Unpack every part once, counting: declared sizes may lie. A document type, which hides
    entities, is none of Word's."""
    size = 0
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = archive.infolist()
        if len(members) > MOST_PARTS:
            raise file_refusals.swells(file)
        for member in members:
            with archive.open(member) as packed:
                is_first = True
                while block := packed.read(_BLOCK):
                    size += len(block)
                    if size > LARGEST_CONTENT:
                        raise file_refusals.swells(file)
                    if is_first and b"<!DOCTYPE" in block:
                        raise _not_a_document(file)
                    is_first = False


def _tables(file: Path, content: bytes) -> tuple[Table, ...]:
    import docx

    document = docx.Document(io.BytesIO(content))
    cells = 0
    tables = []
    for number, table in enumerate(document.tables, start=1):
        rows = [_row(index, row) for index, row in enumerate(table.rows, start=1)]
        cells += sum(len(row.cells) for row in rows)
        widest = max((len(row.cells) for row in rows), default=0)
        if len(rows) > MOST_ROWS or widest > MOST_COLUMNS or cells > MOST_CELLS:
            raise file_refusals.too_many_cells(file)
        tables.append(Table(f"Bảng {number}", tuple(rows)))
    return tuple(tables)


def _row(number: int, row: Any) -> Row:
    """The cells of the grid; what spans columns stands in the first of them, and what goes on
    from the row above is merged with it."""
    cells = [Cell(None, cell_address(index, number)) for index in range(row.grid_cols_before)]
    for element in row._tr.tc_lst:  # the only way to tell what a cell spans
        words = _words(element) if element.vMerge != "continue" else _words(element._tc_above)
        merged = element.vMerge == "continue"
        address = cell_address(len(cells), number)
        cells.append(Cell(words or None, address, error=is_error(words), merged=merged))
        for _ in range(1, element.grid_span):
            cells.append(Cell(None, cell_address(len(cells), number)))
    return Row(number, tuple(cells))


def _words(element: Any) -> str:
    """The paragraphs of a cell, in one Unicode form."""
    return unicodedata.normalize("NFC", "\n".join(it.text for it in element.p_lst).strip())


def _not_a_document(file: Path) -> Refused:
    return refuse(
        "không phải là tệp Word .docx đọc được, hoặc tệp đã bị hỏng hay đặt mật khẩu.",
        "is no readable .docx document, or is damaged or protected by a password.",
        place=file.name,
        remedy=Text(
            "Hãy mở tệp bằng Word và lưu lại ở dạng Word Document (.docx), không mật khẩu.",
            "Open it in Word and save it as a Word Document (.docx) without a password.",
        ),
    )


def _no_table(file: Path) -> Refused:
    return refuse("không có bảng nào.", "holds no table.", place=file.name)


WORD_READER: Final = Reader(
    code="word-tables",
    title=Text("Bảng trong văn bản Word (.docx)", "Tables of a Word document (.docx)"),
    suffixes=(".docx",),
    read=read_word_tables,
)
