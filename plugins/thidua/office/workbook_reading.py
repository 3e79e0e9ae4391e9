"""Workbooks in: guarded, then parsed in a child process that can be stopped, whatever it does.

The library that parses an .xlsx, .ods or .xls file is the largest surface that a hostile file
has; some damaged files make it loop, abort, or take all memory. Only cells come back.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from thidua.core.text.bilingual import Text
from thidua.office import file_refusals
from thidua.plugins import Reader, Table

_TARGET: Final = "thidua.office.reading_child:read"

Guard = Callable[[Path], bytes]


def read_workbook(file: Path) -> tuple[Table, ...]:
    """Read every sheet of an .xlsx file; Refused where it is none, or unsafe to open."""
    from thidua.office.workbook_guard import guarded

    return _read(file, ".xlsx", guarded)


def read_open_document(file: Path) -> tuple[Table, ...]:
    """Read every sheet of an .ods file; Refused where it is none, or unsafe to open."""
    from thidua.office.open_document_guard import guarded

    return _read(file, ".ods", guarded)


def read_legacy_workbook(file: Path) -> tuple[Table, ...]:
    """Read every sheet of an .xls file of Excel 97-2003; Refused where it is none, or unsafe."""
    from thidua.office.legacy_workbook_guard import guarded

    return _read(file, ".xls", guarded)


def _read(file: Path, suffix: str, guard: Guard) -> tuple[Table, ...]:
    from thidua.office.table_text import DAMAGED, from_json
    from thidua.plugins.confinement import Stop, Stopped, run_confined

    payload = b"%s\n%s" % (suffix.encode("ascii"), guard(file))
    try:
        answer = run_confined(_TARGET, payload)
        if answer == DAMAGED:
            raise file_refusals.not_a_workbook(file)
        return from_json(answer)
    except Stopped as stopped:
        if stopped.kind is Stop.FAILED:  # the library has met what it did not expect
            raise file_refusals.not_a_workbook(file) from stopped
        raise file_refusals.stopped(file, stopped.words) from stopped
    except ValueError as cause:
        raise file_refusals.not_a_workbook(file) from cause


WORKBOOK_READER = Reader(
    code="xlsx",
    title=Text("Bảng tính Excel (.xlsx)", "Excel workbook (.xlsx)"),
    suffixes=(".xlsx",),
    read=read_workbook,
)
OPEN_DOCUMENT_READER = Reader(
    code="ods",
    title=Text("Bảng tính LibreOffice (.ods)", "LibreOffice spreadsheet (.ods)"),
    suffixes=(".ods",),
    read=read_open_document,
)
LEGACY_READER = Reader(
    code="xls",
    title=Text("Bảng tính Excel 97-2003 (.xls)", "Excel 97-2003 workbook (.xls)"),
    suffixes=(".xls",),
    read=read_legacy_workbook,
)
