"""Columns by their headings, rows by their numbers: the common ground of every import.

A heading is matched by its code or its Vietnamese or English title; a column that nothing reads
is named in the summary, and one that looks misspelt is a fault with the nearest title.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from attrs import frozen

from thidua.core.exact.decimal_text import canonical
from thidua.core.text.bilingual import Text
from thidua.core.text.dates import DateRefused, read_date
from thidua.core.text.fault import Fault, Refused, refuse
from thidua.core.text.names import matching_key, nearest
from thidua.core.workspace.readers import Cell, Row, Table

HEADING_ROWS = 30
"""How far down the headings may stand, below a title and notes."""


@frozen
class Column:
    """A column that an import knows."""

    code: str
    title: Text
    required: bool = False

    def answers_to(self, heading: str) -> bool:
        """Whether a heading names this column."""
        names = (self.code, self.title.vi, self.title.en)
        return matching_key(heading) in {matching_key(name) for name in names}


@frozen
class Record:
    """One row under its headings."""

    sheet: "Sheet"
    row: Row

    def cell(self, column: str) -> Cell:
        """The cell under a column; an empty one where the sheet lacks the column."""
        index = self.sheet.columns.get(column)
        return Cell(None, "") if index is None else self.row.cell(index)

    def place(self, column: str = "") -> str:
        """Where the cell (or the row) is, for a fault."""
        address = self.cell(column).address if column in self.sheet.columns else ""
        return self.sheet.table.place(self.sheet.file, address or str(self.row.number))

    def text(self, column: str) -> str:
        """The cell as text; a number as its plain digits, a day as dd/MM/yyyy."""
        value = self.cell(column).value
        if isinstance(value, Fraction):
            return canonical(value)
        if isinstance(value, date):
            return value.strftime("%d/%m/%Y")
        return (value or "").strip()

    def day(self, column: str, faults: list[Fault]) -> date | None:
        """The cell as a calendar day; None where blank or, with a fault, unreadable."""
        value = self.cell(column).value
        if isinstance(value, date) or value is None:
            return value
        try:
            return read_date(self.text(column)) if self.text(column) else None
        except DateRefused as refused:
            faults.append(Fault(refused.message, self.place(column)))
            return None

    def faults(self) -> Iterator[Fault]:
        """Error cells and empty required cells of the row."""
        for column in self.sheet.known:
            cell = self.cell(column.code)
            if cell.error:
                yield Fault(
                    Text(
                        f"ô đang báo lỗi {cell.value}, không phải là ô trống.",
                        f"the cell holds the error {cell.value}, which is not an empty cell.",
                    ),
                    self.place(column.code),
                    Text(
                        "Hãy sửa công thức trong bảng tính rồi lưu lại.",
                        "Mend the formula in the spreadsheet and save it again.",
                    ),
                )
            elif column.required and cell.is_blank:
                yield Fault(
                    Text(
                        f"thiếu “{column.title.vi}”.",
                        f"“{column.title.en}” is missing.",
                    ),
                    self.place(column.code),
                )


@frozen
class Sheet:
    """A table whose headings have been found."""

    file: str
    table: Table
    known: tuple[Column, ...]
    columns: Mapping[str, int]
    """Column code to its position from 0."""
    heading_row: int
    ignored: tuple[str, ...]
    """Headings that nothing reads."""

    def records(self) -> Iterator[Record]:
        """The rows below the headings that are not blank."""
        for row in self.table.rows:
            if row.number > self.heading_row and not row.is_blank:
                yield Record(self, row)


def find_sheet(file: str, tables: Sequence[Table], known: Sequence[Column]) -> Sheet:
    """The one table whose headings fit; Refused where none does, with what is lacking."""
    sheets = [_headed(file, table, known) for table in tables if not table.hidden]
    best = max(sheets, key=lambda sheet: len(sheet.columns), default=None)
    if best is None or not best.columns:
        raise _no_headings(file, known)
    missing = [column for column in known if column.required and column.code not in best.columns]
    if missing:
        raise _missing_columns(best, missing)
    return best


def _headed(file: str, table: Table, known: Sequence[Column]) -> Sheet:
    rows = [row for row in table.rows if row.number <= HEADING_ROWS]
    sheets = [_under(file, table, row, known) for row in rows]
    empty = Sheet(file, table, tuple(known), {}, 0, ())
    return max(sheets, key=lambda sheet: len(sheet.columns), default=empty)


def _under(file: str, table: Table, row: Row, known: Sequence[Column]) -> Sheet:
    columns: dict[str, int] = {}
    ignored: list[str] = []
    for index, cell in enumerate(row.cells):
        heading = cell.value.strip() if isinstance(cell.value, str) else ""
        found = [column.code for column in known if heading and column.answers_to(heading)]
        if found and found[0] not in columns:
            columns[found[0]] = index
        elif heading:
            ignored.append(heading)
    return Sheet(file, table, tuple(known), columns, row.number, tuple(ignored))


def _no_headings(file: str, known: Sequence[Column]) -> Refused:
    vi = ", ".join(column.title.vi for column in known if column.required)
    en = ", ".join(column.title.en for column in known if column.required)
    return refuse(
        f"không tìm thấy dòng tiêu đề cột trong {HEADING_ROWS} dòng đầu.",
        f"no row of column headings in the first {HEADING_ROWS} rows.",
        place=file,
        remedy=Text(f"Cần ít nhất các cột: {vi}.", f"At least these columns are needed: {en}."),
    )


def _missing_columns(sheet: Sheet, missing: Sequence[Column]) -> Refused:
    place = sheet.table.place(sheet.file, str(sheet.heading_row))
    vi = ", ".join(f"“{column.title.vi}”" for column in missing)
    en = ", ".join(f"“{column.title.en}”" for column in missing)
    remedy = None
    near = [
        (heading, column)
        for column in missing
        for heading in nearest(column.title.vi, sheet.ignored)
    ]
    if near:
        heading, column = near[0]
        remedy = Text(
            f"Có phải cột “{heading}” là “{column.title.vi}”?",
            f"Is the column “{heading}” meant to be “{column.title.en}”?",
        )
    return refuse(f"thiếu cột {vi}.", f"missing column {en}.", place=place, remedy=remedy)
