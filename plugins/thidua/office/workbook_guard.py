"""Before an .xlsx workbook is parsed: that it is one, and that it is no larger than it may be.

What the guard sees of the sheets on its way (formulas, hidden rows, merged cells) is kept.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from attrs import define, field

from thidua.office import file_refusals
from thidua.office.archive_guard import DAMAGE, Counter, open_archive, read_through
from thidua.office.compound_file import COMPOUND_MARK
from thidua.office.file_refusals import MOST_COLUMNS, MOST_ROWS
from thidua.office.sheet_facts import SheetFacts

_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_FOREIGN: Final = ("vbaproject", "externallinks/", "embeddings/", "activex/", "oleobject")


def guarded(file: Path) -> bytes:
    """The content of a workbook; Refused where it is none, is encrypted, or would not fit."""
    content = file_refusals.content_of(file)
    if content.startswith(COMPOUND_MARK):
        raise (
            file_refusals.encrypted(file)
            if _ENCRYPTED in content
            else file_refusals.old_workbook(file)
        )
    try:
        facts_of(file, content)
    except DAMAGE as cause:
        raise file_refusals.not_a_workbook(file) from cause
    return content


def facts_of(file: Path, content: bytes) -> dict[str, SheetFacts]:
    """The facts of each sheet by its part's name; Refused, or damaged as ``DAMAGE`` says."""
    facts = {}
    counter = Counter(file)
    with open_archive(file, content, _FOREIGN) as archive:
        for member in archive.infolist():
            blocks = counter.blocks(archive, member)
            if member.filename.lower().endswith((".xml", ".rels")):
                facts[member.filename] = _Scan(counter).read(blocks)
            else:
                for _ in blocks:
                    pass
    return facts


@define
class _Scan:
    """Walks through one XML part; only a worksheet has anything to be noted."""

    counter: Counter
    facts: SheetFacts = field(factory=SheetFacts)
    row: int = 0
    column: int = 0
    is_text: bool = False
    is_sheet: bool | None = None
    """Whether the first tag is that of a worksheet."""

    def read(self, blocks: Iterator[bytes]) -> SheetFacts:
        """Read the part; ValueError for a document type, which hides entities."""
        read_through(blocks, self._element)
        return self.facts

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(":")[2]
        if self.is_sheet is None:
            self.is_sheet = kind == "worksheet"
        if not self.is_sheet:
            return
        if kind == "c":
            self._cell(attributes)
        elif kind == "f":
            self.facts.formulas[self.row, self.column] = self.is_text
        elif kind == "row":
            self._row(attributes)
        elif kind == "col" and attributes.get("hidden") in ("1", "true"):
            first, last = (int(attributes[it]) for it in ("min", "max"))
            self.facts.hidden_columns.update(range(first, min(last, MOST_COLUMNS) + 1))
        elif kind == "mergeCell":
            self._merge(attributes["ref"])

    def _row(self, attributes: dict[str, str]) -> None:
        above, self.row = self.row, int(float(attributes.get("r", self.row + 1)))
        self.column = 0
        self.counter.check(self.row, 1)
        if self.row <= above:
            raise ValueError("rows out of order")
        if attributes.get("hidden") in ("1", "true"):
            self.facts.hidden_rows.add(self.row)

    def _cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self.column += 1
        else:
            self._go_to(*position(reference))
        self.counter.check(self.row, self.column)
        self.counter.count(1)
        self.is_text = attributes.get("t") == "str"
        self.facts.reach(self.row, self.column)

    def _go_to(self, row: int, column: int) -> None:
        """Cells out of order would be read in other places than they stand."""
        self.counter.check(row, column)
        if row != self.row or column <= self.column:
            raise ValueError("cells out of order")
        self.column = column

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        top, left = position(first)
        bottom, _ = position(last or first)
        # Excel merges whole columns without cells in them.
        bottom = min(bottom, MOST_ROWS)
        self.counter.count(max(0, bottom - top))
        if bottom > top:
            self.facts.merged.append((left, top, bottom))


def position(reference: str) -> tuple[int, int]:
    """Row and column of ``C7``, from 1; ValueError where it is no reference to a cell.

    >>> position("C7"), position("$AA$10")
    ((7, 3), (10, 27))
    """
    plain = reference.replace("$", "")
    letters = plain.rstrip("0123456789")
    if not (0 < len(letters) <= 3 and letters.isascii() and letters.isalpha()):
        raise ValueError(f"no cell reference: {reference[:20]!r}")
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(plain[len(letters) :]), column
