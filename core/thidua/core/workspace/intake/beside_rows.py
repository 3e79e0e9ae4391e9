"""Rows of a sheet of results that hold no figure: totals, notes, signatures, numbers of columns.

People add them to every table. None is passed over in silence: the import names their numbers.
"""

import re
from collections.abc import Collection
from typing import Final

from thidua.core.model.code import CODE
from thidua.core.text.names import without_marks
from thidua.core.workspace.intake.sheets import Record, text_of

_TOTALS: Final = ("tong", "cong", "toan tinh", "toan nganh", "total", "sum")
"""How a row of totals begins, in plain letters."""
_COLUMN_MARK: Final = re.compile(r"\(?(?:[0-9]{1,2}|[A-Za-z])\)?(?:\s?=.*)?")
_FEWEST_MARKS: Final = 3


def holds_no_figure(record: Record, units: Collection[str]) -> bool:
    """Whether a row stands beside the figures: it names no unit and no indicator.

    A row with a value is one of them only where it says that it is a total, or numbers the
    columns below their headings: a figure that has lost its codes is a fault.
    """
    if _numbers_columns(record):
        return True
    if record.text("unit") in units or not _is_no_code(record.text("indicator")):
        return False
    if record.cell("value").is_blank:
        return _is_no_code(record.text("unit"))
    return not record.cell("value").error and _is_total(record)


def _is_no_code(text: str) -> bool:
    return not CODE.fullmatch(text)


def _is_total(record: Record) -> bool:
    words = (cell.value for cell in record.row.cells if isinstance(cell.value, str))
    first = next((without_marks(word) for word in words if word.strip()), "")
    return not record.text("indicator") and any(re.match(rf"{word}\b", first) for word in _TOTALS)


def _numbers_columns(record: Record) -> bool:
    """``(1) | (2) | (3) = (1) + (2)`` under the headings."""
    if record.row.number > record.sheet.heading_row + 1:
        return False
    cells = [text_of(cell) for cell in record.row.cells if not cell.is_blank]
    return len(cells) >= _FEWEST_MARKS and all(map(_COLUMN_MARK.fullmatch, cells))
