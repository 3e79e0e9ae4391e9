"""Before anything in a packed file is parsed: that it is no larger than it may be.

Sizes are counted while unpacking, for those declared in a zip file may lie.
"""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final
from xml.parsers import expat

from attrs import define

from thidua.office import file_refusals
from thidua.office.file_refusals import MOST_CELLS, MOST_COLUMNS, MOST_ROWS

LARGEST_MEMBER: Final = 64 * 1024 * 1024
LARGEST_CONTENT: Final = 128 * 1024 * 1024
LARGEST_RATIO: Final = 200
ALWAYS_FINE: Final = 1024 * 1024
"""Bytes of a member that need no ratio: short repetitive files pack that well."""
MOST_MEMBERS: Final = 2_000
DEEPEST: Final = 256
"""Tags within each other; no part of a workbook has a tenth of it."""

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
"""What reading a damaged file may raise."""


def open_archive(file: Path, content: bytes, foreign: Sequence[str]) -> zipfile.ZipFile:
    """The zip file, its names checked; Refused for members that no table of figures needs.

    ``foreign`` are parts of their names, in lower case.
    """
    archive = zipfile.ZipFile(io.BytesIO(content))
    members = archive.infolist()
    names = [member.filename for member in members]
    if len(names) > MOST_MEMBERS:
        raise file_refusals.swells(file)
    if len(set(names)) < len(names) or any(_strays(name) for name in names):
        raise file_refusals.not_a_workbook(file)
    if any(member.flag_bits & 1 for member in members):
        raise file_refusals.encrypted(file)
    for name in names:
        if any(mark in name.lower() for mark in foreign):
            raise file_refusals.holds_foreign_parts(file, name)
    return archive


def _strays(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/")


@define
class Counter:
    """Adds up what a file unpacks to, and the cells in it."""

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


def read_through(
    blocks: Iterable[bytes],
    begin: Callable[[str, dict[str, str]], object],
    end: Callable[[str], object] | None = None,
    say: Callable[[str], object] | None = None,
) -> None:
    """Read one XML part, calling back for tags and text.

    ValueError for a document type, which hides entities, and for tags nested without end, each
    of which the parser has to keep in memory.
    """
    depth = 0

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise ValueError("nested too deeply")
        begin(name, attributes)

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1
        if end is not None:
            end(name)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_document_type
    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.CharacterDataHandler = say
    for block in blocks:
        parser.Parse(block, False)
    parser.Parse(b"", True)


def _refuse_document_type(*_: object) -> None:
    raise ValueError("a workbook has no document type")
