"""The lines of a sheet under its headings, which may stand anywhere and be called otherwise."""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from attrs import evolve, field, frozen

from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault
from thidua.core.text.names import nearest, without_marks
from thidua.core.workspace.readers import Cell, Row, Table, cell_address
from thidua.core.workspace.sector_sheets.columns import Column, Form
from thidua.core.workspace.sector_sheets.guide_words import UPRIGHT_HEADS
from thidua.core.workspace.sector_sheets.places import Spot

HEADING_ROWS: Final = 30
"""How far down the headings may stand."""
MISSPELT: Final = 0.8
"""From this likeness on a heading is taken for a misspelt one."""
_LISTED: Final = 12
"""So many hidden rows are named."""
_ORNAMENT: Final = re.compile(r"[\s*:]+$")


_HEADS: Final = {without_marks(it) for head in UPRIGHT_HEADS for it in (head.vi, head.en)}


@frozen
class Line:
    """A record's cells, by the codes of their columns."""

    file: str
    sheet: str
    cells: Mapping[str, Cell]
    row: Row = field(eq=False)

    def cell(self, column: str) -> Cell:
        """The cell of a column; an empty one where the sheet has no such column."""
        return self.cells.get(column) or Cell(None, "")

    def spot(self, column: str) -> Spot:
        """Where a cell is; of a column that the sheet lacks, where the line begins."""
        cell = self.cells.get(column) or next(iter(self.cells.values()))
        return Spot(self.file, self.sheet, cell.address)

    def own_spot(self, form: Form) -> Spot:
        """Where the record itself is: its code, or else the first that it says."""
        said = [it.code for it in form.values if not self.cell(it.code).is_blank]
        return self.spot("code" if "code" in said else (*said, "code")[0])

    @property
    def is_blank(self) -> bool:
        """Whether no column that is read holds anything of the line's own."""
        return all(cell.is_blank or cell.merged for cell in self.cells.values())


@frozen
class SheetLines:
    """The lines of one sheet of a form."""

    form: Form
    spot: Spot
    """The first cell of its headings."""
    lines: tuple[Line, ...] = ()
    faults: tuple[Fault, ...] = ()
    ignored: tuple[str, ...] = ()
    """Headings that nothing reads."""
    lacks: frozenset[str] = frozenset()
    """The columns that it should have; told of its headings."""
    hidden: tuple[Column, ...] = ()
    """The columns that are hidden."""


def read_sheet(form: Form, table: Table, file: str) -> SheetLines:
    """The lines of a table as a form has them; what is wrong with its headings is noted."""
    rows = _upright(table).rows if form.upright else table.rows
    heading = max(rows[:HEADING_ROWS], key=lambda row: _likeness(form, row), default=None)
    if heading is None or not _likeness(form, heading):
        spot = Spot(file, table.sheet, "A1")
        return SheetLines(form, spot, faults=(_no_headings(form, str(spot)),))
    names = _names(heading, rows)
    columns = dict(_columns(form, names))
    unknown = {index: name for index, name in names.items() if index not in columns.values()}
    misspelt = dict(_misspelt(form, unknown, columns))
    spot = Spot(file, table.sheet, heading.cell(min(columns.values())).address)
    spots = {at: evolve(spot, address=heading.cell(at).address) for at in misspelt}
    # It is told, and read all the same, so that nothing seems to be missing under it.
    columns = {column.code: at for at, column in misspelt.items()} | columns
    lacking = [it for it in form.columns if it.required and it.code not in columns]
    lines = (_line(row, columns, file, table.sheet) for row in rows if row.number > heading.number)
    return SheetLines(
        form,
        spot,
        tuple(line for line in lines if not line.is_blank),
        (
            *(_lacking(column, str(spot)) for column in lacking),
            *(_no_column(unknown[at], it, str(spots[at])) for at, it in misspelt.items()),
        ),
        tuple(_ignored(unknown, misspelt)),
        frozenset(column.code for column in lacking),
        tuple(it for it in form.columns if columns.get(it.code) in table.hidden_columns),
    )


def hidden_parts(sheet: SheetLines) -> Iterator[Text]:
    """That lines and columns are read which whoever filled in the sheet does not see."""
    for column in sheet.hidden:
        if any(not line.cell(column.code).is_blank for line in sheet.lines):
            yield Text(
                f"'{sheet.spot.sheet}': cột bị ẩn vẫn được đọc: “{column.title.vi}”.",
                f"'{sheet.spot.sheet}': a hidden column is read: “{column.title.en}”.",
            )
    hidden = [str(line.row.number) for line in sheet.lines if line.row.hidden]
    if hidden:
        listed = ", ".join(hidden[:_LISTED]) + (", …" if len(hidden) > _LISTED else "")
        yield Text(
            f"'{sheet.spot.sheet}': dòng bị ẩn hoặc bị lọc vẫn được đọc: {listed}.",
            f"'{sheet.spot.sheet}': rows that are hidden or filtered away are read: {listed}.",
        )


def _ignored(unknown: Mapping[int, str], misspelt: Mapping[int, Column]) -> Iterator[str]:
    for index, name in unknown.items():
        if index not in misspelt and without_marks(name) not in _HEADS:
            yield name


def _upright(table: Table) -> Table:
    """The table with its rows as columns; each cell keeps its address."""
    width = max((len(row.cells) for row in table.rows), default=0)
    return Table(
        table.sheet,
        tuple(
            Row(column + 1, tuple(_addressed(row.cell(column), column, row) for row in table.rows))
            for column in range(width)
        ),
    )


def _addressed(cell: Cell, column: int, row: Row) -> Cell:
    return cell if cell.address else Cell(cell.value, cell_address(column, row.number))


def _name(cell: Cell) -> str:
    return _bare(cell.value) if isinstance(cell.value, str) else ""


def _bare(name: str) -> str:
    return _ORNAMENT.sub("", name).strip()


def _names(heading: Row, rows: Sequence[Row]) -> dict[int, str]:
    """What each column is called: by its code, or where that is blank by the title above it."""
    above = next((row for row in rows if row.number == heading.number - 1), None)
    width = max(len(heading.cells), len(above.cells) if above else 0)
    names: dict[int, str] = {}
    for index in range(width):
        title = _name(above.cell(index)) if above else ""
        if name := _name(heading.cell(index)) or title:
            names[index] = name
    return names


@lru_cache(maxsize=64)
def _called(form: Form) -> Mapping[str, Column]:
    """The columns of a form by all that they may be called."""
    by_title = {
        without_marks(_bare(name)): column
        for column in form.columns
        for name in (column.title.en, column.title.vi)
    }
    return by_title | {without_marks(column.code): column for column in form.columns}


def _columns(form: Form, names: Mapping[int, str]) -> Iterator[tuple[str, int]]:
    """The columns that are there, by their codes; each once."""
    called = _called(form)
    found: set[str] = set()
    for index, name in names.items():
        column = called.get(without_marks(name))
        if column is not None and column.code not in found:
            found.add(column.code)
            yield column.code, index


def _likeness(form: Form, row: Row) -> int:
    """How well a row fits as that of the headings: a row of codes before one of titles."""
    names = {index: name for index, cell in enumerate(row.cells) if (name := _name(cell))}
    codes = sum(column.code in names.values() for column in form.columns)
    return 2 * codes + len(list(_columns(form, names)))


def _line(row: Row, columns: Mapping[str, int], file: str, sheet: str) -> Line:
    return Line(file, sheet, {code: row.cell(index) for code, index in columns.items()}, row)


def _misspelt(
    form: Form, unknown: Mapping[int, str], columns: Mapping[str, int]
) -> Iterator[tuple[int, Column]]:
    """The unknown headings that look like that of a column which is not there."""
    lacking = {name: it for name, it in _called(form).items() if it.code not in columns}
    for index, name in unknown.items():
        for near in nearest(name, lacking):
            if SequenceMatcher(None, without_marks(name), near).ratio() >= MISSPELT:
                yield index, lacking[near]


def _no_column(name: str, column: Column, place: str) -> Fault:
    return Fault(
        Text(f"Không có cột “{name}”.", f"There is no column “{name}”."),
        place,
        Text(
            f"Có phải là “{column.code}” ({column.title.vi}) không?",
            f"Did you mean “{column.code}” ({column.title.en})?",
        ),
    )


def _lacking(column: Column, place: str) -> Fault:
    return Fault(
        Text(
            f"Thiếu cột “{column.code}” ({column.title.vi}).",
            f"The column “{column.code}” ({column.title.en}) is missing.",
        ),
        place,
    )


def _no_headings(form: Form, place: str) -> Fault:
    names = ", ".join(column.code for column in form.columns if column.required)
    return Fault(
        Text(
            f"Không tìm thấy dòng mã cột trong {HEADING_ROWS} dòng đầu của sheet.",
            f"No row of column codes in the first {HEADING_ROWS} rows of the sheet.",
        ),
        place,
        Text(f"Cần ít nhất: {names}.", f"At least: {names}.") if names else None,
    )
