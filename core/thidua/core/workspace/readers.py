"""File formats in: a reader turns a file into sheets of plain cells, and judges nothing.

What a cell means (a code, a figure, a date as text) is decided by the import that asked for it;
the reader only says what stands where, so that every fault can name its sheet and cell.
"""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path

from attrs import field, frozen, validators

from thidua.core.model.code import is_code
from thidua.core.text.bilingual import Text

CellValue = str | Fraction | date | None
"""Text as it stands; a number exactly as written; a calendar day; None for an empty cell."""


def column_letters(column: int) -> str:
    """The letters of a column counted from 0, as a spreadsheet names it.

    >>> column_letters(0), column_letters(25), column_letters(26), column_letters(702)
    ('A', 'Z', 'AA', 'AAA')
    """
    letters = ""
    rest = column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def cell_address(column: int, row: int) -> str:
    """The address of a cell: ``column`` from 0, ``row`` from 1 as people count.

    >>> cell_address(2, 7)
    'C7'
    """
    return f"{column_letters(column)}{row}"


@frozen
class Cell:
    """One cell.

    With ``error`` the program that wrote the file could not compute it, and ``value`` is what it
    shows there (``#DIV/0!``): never to be read as empty.
    """

    value: CellValue
    address: str
    """Column letters and row number, ``C7``; also for a .csv, which people open as a sheet."""
    error: bool = False
    computed: bool = False
    """The value was computed by the file's own formula, and is what was last saved; with
    ``error`` and no value, it has never been computed."""
    merged: bool = False
    """The cell is merged with one above it, whose value it shows."""
    shown: str = ""
    """What the cell shows, where that is another number than it holds: ``1.712`` for 1712000."""

    @property
    def is_blank(self) -> bool:
        """Whether nothing is written in the cell (spaces are nothing)."""
        if self.error:
            return False
        return self.value is None or (isinstance(self.value, str) and not self.value.strip())


@frozen
class Row:
    """One row with its number from 1. ``cells`` are dense from column A; trailing ones may lack."""

    number: int
    cells: tuple[Cell, ...]
    hidden: bool = False
    """Hidden or filtered away: whoever filled in the form does not see it."""

    def cell(self, column: int) -> Cell:
        """The cell of a column counted from 0; past the end of the row, an empty one."""
        if column < len(self.cells):
            return self.cells[column]
        return Cell(None, cell_address(column, self.number))

    @property
    def is_blank(self) -> bool:
        """Whether nothing is written in the row itself."""
        return all(cell.is_blank or cell.merged for cell in self.cells)


@frozen
class Table:
    """One sheet, empty rows included, so that the numbers stay those of the file."""

    sheet: str
    """The sheet's name; empty for a format that has one nameless sheet (.csv)."""
    rows: tuple[Row, ...]
    hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()
    """Counted from 0; of an .xlsx only."""

    def place(self, file: str, address: str) -> str:
        """Where a cell is, for a fault, in the notation that spreadsheets use themselves.

        >>> Table("Đơn vị", ()).place("units.xlsx", "C7")
        "units.xlsx, 'Đơn vị'!C7"
        """
        return f"{file}, '{self.sheet}'!{address}" if self.sheet else f"{file}, {address}"


ReadFile = Callable[[Path], tuple[Table, ...]]
"""Reads a file; raises ``Refused`` where it is not what its suffix says, or is unsafe to open."""


def _are_suffixes(_: object, __: object, suffixes: tuple[str, ...]) -> None:
    for suffix in suffixes:
        if not suffix.startswith(".") or suffix != suffix.lower() or len(suffix) < 2:
            raise ValueError(f"not a suffix in lower case with its dot: {suffix!r}")


@frozen
class Reader:
    """A file format that figures and units can be imported from."""

    code: str = field(validator=is_code)
    title: Text
    suffixes: tuple[str, ...] = field(validator=[validators.min_len(1), _are_suffixes])
    """File name endings in lower case, ``(".xlsx",)``."""
    read: ReadFile = field(eq=False, repr=False)

    def reads(self, file: Path) -> bool:
        """Whether the file's name has one of the suffixes."""
        return file.name.lower().endswith(self.suffixes)
