"""What people send, written byte by byte where it matters: workbooks of Excel and LibreOffice."""

import struct
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

import pytest
import xlsxwriter
from attrs import frozen

KEPT: Final = Path(__file__).parents[1] / "data" / "forms"


@frozen
class Shown:
    """A number under a number format of Excel."""

    number: float
    code: str


@frozen
class Computed:
    """A formula with what it gave when the file was last saved; None where it never ran."""

    formula: str
    value: object = None


Grid = Sequence[Sequence[object]]


def _write(book: Any, sheet: Any, row: int, column: int, cell: object) -> None:
    match cell:
        case None:
            pass
        case str():
            sheet.write_string(row, column, cell)
        case bool():
            sheet.write_boolean(row, column, cell)
        case date():
            sheet.write_datetime(row, column, cell, book.add_format({"num_format": "dd/mm/yyyy"}))
        case Shown():
            style = book.add_format({"num_format": cell.code})
            sheet.write_number(row, column, cell.number, style)
        case Computed():
            sheet.write_formula(row, column, cell.formula, None, cell.value)
        case _:
            sheet.write_number(row, column, cell)


# --- Excel's own layout --------------------------------------------------------------------------

_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
_MAIN: Final = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_EXCEL: Final = (
    f'{_MAIN} xmlns:r="{_OFFICE}"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' mc:Ignorable="x14ac" xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"'
)
_VIEWS: Final = (
    '<sheetViews><sheetView tabSelected="1" workbookViewId="0"><selection activeCell="C3"'
    ' sqref="C3"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"'
    ' x14ac:dyDescent="0.25"/>'
)
_SHEETML: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_TYPES: Final = (
    f'{_XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEETML}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEETML}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_SHEETML}.styles+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_SHEETML}.sharedStrings+xml"/>'
    "</Types>"
)
_BOOK: Final = (
    f'{_XML}<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="Kết quả" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_STYLES: Final = (
    f'{_XML}<styleSheet {_MAIN}><numFmts count="1">'
    '<numFmt numFmtId="164" formatCode="0.0&quot; tỷ đồng&quot;"/></numFmts>'
    '<fonts count="1"><font><sz val="11"/></font></fonts>'
    '<fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="3"><xf/><xf numFmtId="10"/><xf numFmtId="164"/></cellXfs></styleSheet>'
)


def _rels(*kinds_and_targets: str) -> bytes:
    pairs = zip(kinds_and_targets[::2], kinds_and_targets[1::2], strict=True)
    inside = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(pairs, start=1)
    )
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{_XML}<Relationships xmlns="{package}">{inside}</Relationships>'.encode()


# --- OpenDocument --------------------------------------------------------------------------------

_OASIS: Final = "urn:oasis:names:tc:opendocument:xmlns"
_MANIFEST: Final = f'xmlns:manifest="{_OASIS}:manifest:1.0"'
_ODS: Final = " ".join(
    (
        *(f'xmlns:{name}="{_OASIS}:{name}:1.0"' for name in ("office", "table", "text", "style")),
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"',
        'xmlns:xlink="http://www.w3.org/1999/xlink"',
    )
)


def text_row(*texts: str, more: str = "") -> str:
    """A row of text cells of an .ods file, and further cells as XML."""
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{escape(text)}</text:p>'
        "</table:table-cell>"
        if text
        else "<table:table-cell/>"
        for text in texts
    )
    return f"<table:table-row>{cells}{more}</table:table-row>"


# --- Excel 97-2003 -------------------------------------------------------------------------------

_SECTOR: Final = 512


def record(kind: int, data: bytes = b"") -> bytes:
    """One record of BIFF."""
    return struct.pack("<HH", kind, len(data)) + data


def label(row: int, column: int, text: str) -> bytes:
    """A cell of text."""
    letters = text.encode("utf-16-le")
    return record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + letters)


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    """A cell of a number."""
    return record(0x0203, struct.pack("<HHHd", row, column, style, value))


def sheet_name(place: int, name: str, kind: int = 0) -> bytes:
    """Where a sheet stands in the stream, and its name."""
    letters = name.encode("utf-16-le")
    return record(0x0085, struct.pack("<IBBBB", place, 0, kind, len(name), 1) + letters)


BEGIN_BOOK: Final = record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 0))
BEGIN_SHEET: Final = record(0x0809, struct.pack("<HHHHII", 0x0600, 16, 0, 0, 0, 0))
END: Final = record(0x000A)


def style(code: int) -> bytes:
    """A style of cells with the number format of that number."""
    return record(0x00E0, struct.pack("<HH", 0, code) + bytes(16))


def book_of(records: Sequence[bytes], head: Sequence[bytes] = ()) -> bytes:
    """The stream of a workbook with one sheet."""
    styles = style(0) + style(10)
    start = len(BEGIN_BOOK + b"".join(head) + styles + sheet_name(0, "Kết quả") + END)
    globals_ = BEGIN_BOOK + b"".join(head) + styles + sheet_name(start, "Kết quả") + END
    return globals_ + BEGIN_SHEET + b"".join(records) + END


def compound(name: str, stream: bytes, others: Sequence[str] = ()) -> bytes:
    """A compound file with one stream of that name, and empty storages of other names."""
    stream = stream.ljust(-(-max(len(stream), 4096) // _SECTOR) * _SECTOR, b"\0")
    sectors = len(stream) // _SECTOR
    tables = -(-(sectors + 2) // 127)
    chain = [*range(1, sectors), 0xFFFFFFFE, 0xFFFFFFFE, *[0xFFFFFFFD] * tables]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(tables * _SECTOR, b"\xff")
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII",
        bytes.fromhex("d0cf11e0a1b11ae1"),
        *(0x3E, 3, 0xFFFE, 9, 6),
        *(0, tables, sectors, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0),
        *(sectors + 1,),
    )
    places = struct.pack(f"<{tables - 1}I", *range(sectors + 2, sectors + 1 + tables))
    directory = _entry("Root Entry", 5, 0xFFFFFFFE, 0) + _entry(name, 2, 0, len(stream))
    directory += b"".join(_entry(other, 1, 0xFFFFFFFE, 0) for other in others[:2])
    return b"".join(
        (
            (header + places).ljust(_SECTOR, b"\xff"),
            stream,
            directory.ljust(_SECTOR, b"\0"),
            table,
        )
    )


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    letters = name.encode("utf-16-le")
    head = letters.ljust(64, b"\0") + struct.pack("<HBB", len(letters) + 2, kind, 1)
    links = struct.pack("<III", *(0xFFFFFFFF, 0xFFFFFFFF, 1 if kind == 5 else 0xFFFFFFFF))
    return head + links + bytes(36) + struct.pack("<II", start, size) + bytes(4)


# --- the files themselves ------------------------------------------------------------------------


@frozen
class Maker:
    """Writes one file into the folder of the test."""

    folder: Path

    row = staticmethod(text_row)
    label = staticmethod(label)
    number = staticmethod(number)
    record = staticmethod(record)
    Shown = Shown
    Computed = Computed

    def kept(self, name: str) -> Path:
        """A file of ``tests/data/forms``, saved by the program that its name tells."""
        return KEPT / name

    def csv(self, text: str, encoding: str = "utf-8") -> Path:
        """A .csv file."""
        path = self.folder / "bieu.csv"
        path.write_bytes(text.encode(encoding))
        return path

    def xlsx(self, grid: Grid, *, then: Callable[[Any, Any], object] | None = None) -> Path:
        """A workbook of one sheet; ``then`` gets the book and the sheet for what is special."""
        path = self.folder / "bieu.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("Kết quả")
            for row, cells in enumerate(grid):
                for column, cell in enumerate(cells):
                    _write(book, sheet, row, column, cell)
            if then is not None:
                then(book, sheet)
        return path

    def edited(self, path: Path, old: str, new: str, part: str = "") -> Path:
        """The file with one part changed; by default its first sheet, or the .ods content."""
        part = part or ("content.xml" if path.suffix == ".ods" else "xl/worksheets/sheet1.xml")
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        changed = parts[part].decode().replace(old, new)
        assert changed != parts[part].decode()
        return self.packed(path.name, {**parts, part: changed.encode()})

    def packed(self, name: str, parts: dict[str, bytes]) -> Path:
        """A zip file of these parts."""
        path = self.folder / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for member, content in parts.items():
                archive.writestr(member, content)
        return path

    def excel(self, rows: str, strings: Sequence[str], tail: str = "") -> Path:
        """A workbook laid out as Excel itself does; ``rows`` and ``strings`` are XML."""
        sheet = f'{_XML}<worksheet {_EXCEL}><dimension ref="A1:Z99"/>{_VIEWS}<sheetData>{rows}'
        shared = "".join(f"<si>{text}</si>" for text in strings)
        return self.packed(
            "bieu.xlsx",
            {
                "[Content_Types].xml": _TYPES.encode(),
                "_rels/.rels": _rels("officeDocument", "xl/workbook.xml"),
                "xl/workbook.xml": _BOOK.encode(),
                "xl/_rels/workbook.xml.rels": _rels(
                    *("worksheet", "worksheets/sheet1.xml", "styles", "styles.xml"),
                    *("sharedStrings", "sharedStrings.xml"),
                ),
                "xl/worksheets/sheet1.xml": f"{sheet}</sheetData>{tail}</worksheet>".encode(),
                "xl/styles.xml": _STYLES.encode(),
                "xl/sharedStrings.xml": f"{_XML}<sst {_MAIN}>{shared}</sst>".encode(),
            },
        )

    def ods(self, rows: str, *, tables: str = "", more: dict[str, bytes] | None = None) -> Path:
        """A spreadsheet of OpenDocument; ``rows`` are XML, ``tables`` further sheets."""
        content = (
            f'{_XML}<office:document-content {_ODS} office:version="1.3"><office:body>'
            f'<office:spreadsheet><table:table table:name="Kết quả">{rows}</table:table>{tables}'
            "</office:spreadsheet></office:body></office:document-content>"
        )
        mime = b"application/vnd.oasis.opendocument.spreadsheet"
        manifest = f"{_XML}<manifest:manifest {_MANIFEST}/>".encode()
        parts = {"mimetype": mime, "META-INF/manifest.xml": manifest, **(more or {})}
        return self.packed("bieu.ods", {**parts, "content.xml": content.encode()})

    def xls(self, *records: bytes, head: Sequence[bytes] = (), name: str = "Workbook") -> Path:
        """A workbook of Excel 97-2003 from the records of its one sheet."""
        path = self.folder / "bieu.xls"
        path.write_bytes(compound(name, book_of(records, head)))
        return path


@pytest.fixture
def make(tmp_path: Path) -> Maker:
    return Maker(tmp_path)
