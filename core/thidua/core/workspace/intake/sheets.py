"""Rows under their headings, and what their cells say: the common ground of every import."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import TypeVar

from attrs import field, frozen

from thidua.core.exact.decimal_text import canonical
from thidua.core.text.bilingual import Text
from thidua.core.text.dates import DateRefused, read_date
from thidua.core.text.fault import Fault
from thidua.core.text.names import matching_key
from thidua.core.workspace.intake.cell_faults import (
    error_in_cell,
    missing_in_cell,
    shown_otherwise,
    unknown_word,
    unseen_in_cell,
    unseen_sign,
)
from thidua.core.workspace.intake.form_marks import TEXT_MARK
from thidua.core.workspace.readers import Cell, Row, Table

Meaning = TypeVar("Meaning", bound=Enum)


def text_of(cell: Cell) -> str:
    """A cell as one line of text; a number as its plain digits, a day as dd/MM/yyyy."""
    value = cell.value
    if isinstance(value, Fraction):
        return canonical(value)
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return unicodedata.normalize("NFC", " ".join((value or "").split()))


_NO_SYNONYMS: Mapping[str, Enum] = {}


@frozen
class Column:
    """A column that an import knows."""

    code: str
    title: Text
    required: bool = False
    """The sheet must have the column."""
    may_be_blank: bool = False
    """Its cells may be empty, though the column is required."""


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

    @property
    def spot(self) -> str:
        """Where the row is within its file: the number, after the name of its sheet."""
        sheet = self.sheet.table.sheet
        return f"'{sheet}'!{self.row.number}" if sheet else str(self.row.number)

    def text(self, column: str) -> str:
        """The cell as :func:`text_of` tells it."""
        return text_of(self.cell(column))

    @property
    def is_words(self) -> bool:
        """Whether a form says that the row holds no figure, and it has none."""
        return self.cell("unit").value == TEXT_MARK and self.cell("value").is_blank

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

    def word(
        self,
        column: str,
        words: Mapping[Meaning, Text],
        faults: list[Fault],
        also: Mapping[str, Meaning] = _NO_SYNONYMS,  # type: ignore[assignment]
    ) -> Meaning | None:
        """What a cell means that holds one of a few words, in either language or by its code.

        None where blank or, with a fault, not understood. ``also`` gives further words.
        """
        written = self.text(column)
        if not written:
            return None
        known = {matching_key(word): meaning for word, meaning in also.items()}
        for meaning, text in words.items():
            known |= {matching_key(it): meaning for it in (str(meaning.value), text.vi, text.en)}
        found = known.get(matching_key(written))
        if found is None:
            faults.append(unknown_word(written, words.values(), self.place(column)))
        return found

    def faults(self) -> Iterator[Fault]:
        """Error cells, unseen signs and empty required cells of the row."""
        for column in self.sheet.known:
            cell = self.cell(column.code)
            if cell.error:
                yield error_in_cell(cell, self.place(column.code))
            elif cell.shown:
                yield shown_otherwise(cell, text_of(cell), self.place(column.code))
            elif cell.is_blank:
                if column.required and not column.may_be_blank:
                    yield missing_in_cell(column.title, self.place(column.code))
            elif isinstance(cell.value, str) and (sign := unseen_sign(cell.value)):
                yield unseen_in_cell(sign, self.place(column.code))


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
    measures: Mapping[str, str] = field(factory=dict)
    """The unit of measure in brackets behind a heading, by the code of its column."""

    def records(self) -> Iterator[Record]:
        """The rows below the headings that are neither blank nor a form's words."""
        return (record for record in self._written() if not record.is_words)

    def count_words(self) -> int:
        """How many rows below the headings are a form's words."""
        return sum(record.is_words for record in self._written())

    def _written(self) -> Iterator[Record]:
        for row in self.table.rows:
            if row.number > self.heading_row and not row.is_blank:
                yield Record(self, row)


def count_hidden(records: Iterable[Record]) -> int:
    """How many of the rows are hidden or filtered away: they are read like the others."""
    return sum(record.row.hidden for record in records)
