"""Before a workbook is parsed: that it is one, and that it is no larger than it may be.

Sizes are counted while unpacking, for those declared in a zip file may lie. What the guard sees
of the sheets on its way (formulas, hidden rows, merged cells) is kept, so that they are not read
a third time.
"""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final
from xml.parsers import expat

from attrs import define, field

from thidua.office import file_refusals
from thidua.office.file_refusals import MOST_CELLS, MOST_COLUMNS, MOST_ROWS

LARGEST_MEMBER: Final = 64 * 1024 * 1024
LARGEST_CONTENT: Final = 128 * 1024 * 1024
LARGEST_RATIO: Final = 200
ALWAYS_FINE: Final = 1024 * 1024
"""Bytes of a member that need no ratio: short repetitive files pack that well."""
MOST_MEMBERS: Final = 2_000

_OLD_CONTAINER: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_FOREIGN: Final = ("vbaproject", "externallinks/", "embeddings/", "activex/", "oleobject")

DAMAGE: Final = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    RuntimeError,
    EOFError,
    OSError,
    SyntaxError,
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
)
"""What reading a damaged workbook may raise."""


@define
class SheetFacts:
    """What the cells of one sheet do not say themselves. Rows and columns count from 1."""

    formulas: dict[tuple[int, int], bool] = field(factory=dict)
    """Cells with a formula; True where the formula gave a text."""
    hidden_rows: set[int] = field(factory=set)
    merged: list[tuple[int, int, int]] = field(factory=list)
    """Column, first and last row of what is merged downwards."""
    rows: int = 0
    columns: int = 0


def guarded(file: Path) -> tuple[bytes, Mapping[str, SheetFacts]]:
    """The content of a workbook, and the facts of each sheet by its part's name.

    Refused where it is none, is encrypted, or would not fit.
    """
    content = file_refusals.content_of(file)
    if content.startswith(_OLD_CONTAINER):
        raise file_refusals.encrypted(file) if _ENCRYPTED in content else _old(file)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_names(file, archive.infolist())
            return content, _facts(file, archive)
    except DAMAGE as cause:
        raise file_refusals.not_a_workbook(file) from cause


def _old(file: Path) -> Exception:
    return file_refusals.old_workbook(file)


def _check_names(file: Path, members: list[zipfile.ZipInfo]) -> None:
    names = [member.filename for member in members]
    if len(names) > MOST_MEMBERS:
        raise file_refusals.swells(file)
    if len(set(names)) < len(names) or any(_strays(name) for name in names):
        raise file_refusals.not_a_workbook(file)
    if any(member.flag_bits & 1 for member in members):
        raise file_refusals.encrypted(file)
    for name in names:
        if any(mark in name.lower() for mark in _FOREIGN):
            raise file_refusals.holds_foreign_parts(file, name)


def _strays(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/")


def _facts(file: Path, archive: zipfile.ZipFile) -> dict[str, SheetFacts]:
    facts = {}
    counter = _Counter(file)
    for member in archive.infolist():
        blocks = counter.blocks(archive, member)
        if member.filename.lower().endswith((".xml", ".rels")):
            facts[member.filename] = _Scan(counter).read(blocks)
        else:
            for _ in blocks:
                pass
    return facts


@define
class _Counter:
    """Adds up what the file unpacks to."""

    file: Path
    content: int = 0
    cells: int = 0

    def blocks(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
        """The unpacked member in blocks; Refused as soon as it is too large."""
        size = 0
        with archive.open(member) as packed:
            while block := packed.read(1 << 18):
                size += len(block)
                self.content += len(block)
                over = size > max(ALWAYS_FINE, LARGEST_RATIO * member.compress_size)
                if over or size > LARGEST_MEMBER or self.content > LARGEST_CONTENT:
                    raise file_refusals.swells(self.file)
                yield block

    def count(self, cells: int) -> None:
        """Refuse more cells than may be in all sheets together."""
        self.cells += cells
        if self.cells > MOST_CELLS:
            raise file_refusals.too_many_cells(self.file)

    def check(self, row: int, column: int) -> None:
        """Refuse a cell outside the first rows and columns."""
        if not (0 < row <= MOST_ROWS and 0 < column <= MOST_COLUMNS):
            raise file_refusals.too_many_cells(self.file)


@define
class _Scan:
    """Walks through one XML part; only a worksheet has anything to be noted."""

    counter: _Counter
    facts: SheetFacts = field(factory=SheetFacts)
    row: int = 0
    column: int = 0
    is_text: bool = False

    def read(self, blocks: Iterator[bytes]) -> SheetFacts:
        """Read the part; ValueError for a document type, which hides entities."""
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = _refuse_document_type
        parser.StartElementHandler = self._root(parser)
        for block in blocks:
            parser.Parse(block, False)
        parser.Parse(b"", True)
        return self.facts

    def _root(self, parser: expat.XMLParserType) -> Callable[[str, dict[str, str]], None]:
        def begin(name: str, attributes: dict[str, str]) -> None:
            is_sheet = name.rpartition(":")[2] == "worksheet"
            parser.StartElementHandler = self._element if is_sheet else None

        return begin

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(":")[2]
        if kind == "c":
            self._cell(attributes)
        elif kind == "f":
            self.facts.formulas[self.row, self.column] = self.is_text
        elif kind == "row":
            self._row(attributes)
        elif kind == "mergeCell":
            self._merge(attributes["ref"])

    def _row(self, attributes: dict[str, str]) -> None:
        self.row = int(float(attributes.get("r", self.row + 1)))
        self.column = 0
        self.counter.check(self.row, 1)
        if attributes.get("hidden") in ("1", "true"):
            self.facts.hidden_rows.add(self.row)

    def _cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self.column += 1
        else:
            self.row, self.column = position(reference)
        self.counter.check(self.row, self.column)
        self.counter.count(1)
        self.is_text = attributes.get("t") == "str"
        self.facts.rows = max(self.facts.rows, self.row)
        self.facts.columns = max(self.facts.columns, self.column)

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


def _refuse_document_type(*_: object) -> None:
    raise ValueError("a workbook has no document type")
