"""What runs in the confined child: one file in, its cells out as JSON."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from thidua.office import calamine_parsing, workbook_parsing
from thidua.office.archive_guard import DAMAGE
from thidua.office.table_text import DAMAGED, as_json
from thidua.plugins import Table

Parse = Callable[[Path, bytes], tuple[Table, ...]]

PARSERS: Final[Mapping[str, Parse]] = {
    ".xlsx": workbook_parsing.parse_workbook,
    ".ods": calamine_parsing.parse_open_document,
    ".xls": calamine_parsing.parse_legacy_workbook,
}
"""By the suffix that the payload begins with, up to the first line end."""


def read(payload: bytes) -> bytes:
    """The tables of a file as JSON, or ``DAMAGED``."""
    suffix, _, content = payload.partition(b"\n")
    name = suffix.decode("ascii")
    try:
        return as_json(PARSERS[name](Path(name), content))
    except DAMAGE:
        return DAMAGED
