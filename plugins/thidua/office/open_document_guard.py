"""Before an .ods spreadsheet is parsed: its size, and what its XML says of each cell.

python-calamine gives the values, but reads an error as nothing, 5,12 % as 0.0512, and neither
formulas nor hidden rows. A row or cell may stand for thousands of the same: what is counted is
what they stand for.
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Final

from attrs import define, field

from thidua.office import file_refusals
from thidua.office.archive_guard import DAMAGE, Counter, open_archive, read_through
from thidua.office.cell_errors import is_error
from thidua.office.compound_file import COMPOUND_MARK
from thidua.office.displayed_text import displayed
from thidua.office.number_shown import NumberFormat
from thidua.office.sheet_facts import SheetFacts

_CONTENT: Final = "content.xml"
_FOREIGN: Final = ("basic/", "scripts/")
_NUMBERS: Final = ("float", "percentage", "currency")
_CELLS: Final = ("table:table-cell", "table:covered-table-cell")
_LONGEST_NUMBER: Final = 400
_FAR: Final = 2**31
"""More empty rows or columns than any program writes."""
_NUMBER: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{1,3})?")


def guarded(file: Path) -> bytes:
    """The content of a spreadsheet; Refused where it is none, is encrypted, or would not fit."""
    content = file_refusals.content_of(file)
    if content.startswith(COMPOUND_MARK):
        raise file_refusals.not_a_workbook(file)
    try:
        facts_of(file, content, noting=False)
    except DAMAGE as cause:
        raise file_refusals.not_a_workbook(file) from cause
    return content


def facts_of(file: Path, content: bytes, *, noting: bool = True) -> dict[str, SheetFacts]:
    """The facts of each sheet by its name; Refused, or damaged as ``DAMAGE`` says.

    Without ``noting`` only sizes are checked.
    """
    found: dict[str, SheetFacts] | None = None
    counter = Counter(file)
    with open_archive(file, content, _FOREIGN) as archive:
        for member in sorted(archive.infolist(), key=lambda it: it.filename == _CONTENT):
            blocks = counter.blocks(archive, member)
            if member.filename == _CONTENT:
                found = _Scan(counter, noting).read(blocks)
            elif member.filename.endswith((".xml", ".rdf")):
                _look(file, blocks)
            else:
                for _ in blocks:
                    pass
    if found is None:
        raise ValueError("no content")
    return found


def _look(file: Path, blocks: Iterator[bytes]) -> None:
    """Read a part through; Refused where it says that the content is encrypted."""

    def begin(name: str, _: dict[str, str]) -> None:
        if name.endswith("encryption-data"):
            raise file_refusals.encrypted(file)

    read_through(blocks, begin)


@define
class _Scan:
    """Walks through the content; only cells of the sheets themselves have anything to be noted."""

    counter: Counter
    noting: bool
    found: dict[str, SheetFacts] = field(factory=dict)
    depth: int = 0
    """Tables within which this place is; one within another is a picture's."""
    notes: int = 0
    row: int = 0
    column: int = 0
    rows: int = 1
    columns: int = 1
    hidden: bool = False
    cell: dict[str, str] = field(factory=dict)
    paragraphs: int = 0
    in_paragraph: bool = False
    text: list[str] = field(factory=list)
    facts: SheetFacts = field(factory=SheetFacts)

    def read(self, blocks: Iterator[bytes]) -> dict[str, SheetFacts]:
        """Read the content through; ValueError where it is no spreadsheet."""
        read_through(blocks, self._begin, self._end, self._say)
        if not self.found:
            raise ValueError("no sheets")
        return self.found

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            self._begin_table(attributes)
        elif self.depth != 1:
            return
        elif name == "table:table-source":
            raise file_refusals.holds_foreign_parts(self.counter.file, attributes["xlink:href"])
        elif name == "table:table-row":
            self.row, self.column = self.row + 1, 0
            self.rows = _repeated(attributes, "table:number-rows-repeated")
            self.hidden = attributes.get("table:visibility", "visible") != "visible"
        elif name in _CELLS:
            self.column += 1
            self.columns = _repeated(attributes, "table:number-columns-repeated")
            self.cell, self.paragraphs, self.text = attributes, 0, []
        elif name == "office:annotation":
            self.notes += 1
        elif name == "text:p" and not self.notes:
            self.paragraphs += 1
            self.in_paragraph = True

    def _begin_table(self, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth == 1:
            self.facts = SheetFacts(attributes["table:name"])
            if self.facts.name in self.found:
                raise ValueError("two sheets of one name")
            self.found[self.facts.name] = self.facts
            self.row = 0

    def _end(self, name: str) -> None:
        if name == "table:table":
            self.depth -= 1
        elif self.depth != 1:
            return
        elif name in _CELLS:
            self._end_cell()
            self.column += self.columns - 1
        elif name == "table:table-row":
            self.row += self.rows - 1
        elif name == "office:annotation":
            self.notes -= 1
        elif name == "text:p":
            self.in_paragraph = False

    def _say(self, text: str) -> None:
        if self.in_paragraph and not self.notes and self.depth == 1:
            self.text.append(text)

    def _end_cell(self) -> None:
        cell, text = self.cell, "".join(self.text)
        sort = cell.get("office:value-type", "")
        if not (sort or text.strip() or "table:formula" in cell):
            self._merge(cell)
            return
        last = self.row + self.rows - 1, self.column + self.columns - 1
        self.counter.check(*last)
        self.counter.count(self.rows * self.columns)
        self.facts.reach(*last)
        self._merge(cell)
        if sort and (sort != "string" or text.strip()) and not _is_error(cell, text):
            self.facts.filled += self.rows * self.columns
        if self.hidden:
            self.facts.hidden_rows.update(range(self.row, self.row + self.rows))
        if self.noting:
            for row in range(self.row, self.row + self.rows):
                for column in range(self.column, self.column + self.columns):
                    self._note((row, column), cell, sort, text)

    def _note(self, spot: tuple[int, int], cell: dict[str, str], sort: str, text: str) -> None:
        if "table:formula" in cell:
            # An empty text that was computed has its empty paragraph.
            self.facts.formulas[spot] = sort == "string" or bool(self.paragraphs)
        if _is_error(cell, text):
            self.facts.errors[spot] = text or "#VALUE!"
        elif sort in _NUMBERS:
            number = cell["office:value"]
            if len(number) > _LONGEST_NUMBER or not _NUMBER.fullmatch(number):
                raise ValueError("no number")
            format_, said = displayed(Fraction(number), text, percent=sort == "percentage")
            if said:
                self.facts.said[spot] = said
            if format_ != NumberFormat():
                self.facts.formats[spot] = format_

    def _merge(self, cell: dict[str, str]) -> None:
        span = int(cell.get("table:number-rows-spanned", "1"))
        bottom = min(self.row + span - 1, file_refusals.MOST_ROWS)
        if bottom > self.row:
            self.counter.count(bottom - self.row)
            self.facts.merged.append((self.column, self.row, bottom))


def _is_error(cell: dict[str, str], text: str) -> bool:
    """Whether the cell could not be computed; ``###`` is only too narrow."""
    return cell.get("calcext:value-type") == "error" or (is_error(text) and bool(text.strip("# ")))


def _repeated(attributes: dict[str, str], name: str) -> int:
    times = int(attributes.get(name, "1"))
    if not 0 < times < _FAR:
        raise ValueError("repeated without end")
    return times
