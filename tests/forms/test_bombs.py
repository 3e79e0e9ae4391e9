"""Files that would take all memory or all day: refused at once, by a guard that needs neither."""

import json
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from thidua.core.text.fault import Refused
from thidua.office.workbook_reading import read_legacy_workbook, read_open_document, read_workbook

if TYPE_CHECKING:
    from tests.forms.conftest import Maker

MIB: Final = 1024 * 1024
MEMORY: Final = 64 * MIB
SECONDS: Final = 1
"""Of processor time, which a busy machine does not change."""
SHEET: Final = "xl/worksheets/sheet1.xml"
BEGIN: Final = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'

MEASURED: Final = """
import json, sys, time
from pathlib import Path
from thidua.core.text.fault import Refused
from thidua.office import workbook_reading

read = {
    ".xlsx": workbook_reading.read_workbook,
    ".ods": workbook_reading.read_open_document,
    ".xls": workbook_reading.read_legacy_workbook,
}
path = Path(sys.argv[1])
said, begun = "", time.process_time()
try:
    read[path.suffix](path)
except Refused as refused:
    said = refused.faults[0].in_language("vi")
seconds = time.process_time() - begun
status = Path("/proc/self/status").read_text()
peak = int(status.partition("VmHWM:")[2].split()[0]) * 1024
print(json.dumps([said, seconds, peak]))
"""


def swollen(name: str, head: bytes, piece: bytes, times: int, declared: int = 0) -> bytes:
    """A zip file of one member that repeats a packed piece; its size is ``declared`` or true."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    start = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    # After a full flush nothing refers back, so that the packed piece can simply be repeated.
    block = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = start + block * times + packer.flush()
    title = name.encode()
    size = declared or len(head) + len(piece) * times
    sizes = struct.pack("<HHHHHIIIH", 20, 0, 8, 0, 0, 0, len(packed), size, len(title))
    local = b"PK\3\4" + sizes + struct.pack("<H", 0) + title
    entry = b"PK\1\2" + struct.pack("<H", 20) + sizes + bytes(16) + title
    place = len(local) + len(packed)
    end = b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(entry), place, 0)
    return local + packed + entry + end


def sparse(make: "Maker") -> Path:
    """A1 and XFD1048576: 17 thousand million cells between them."""
    path = make.xlsx([("x",)])
    return make.edited(
        path, "</sheetData>", '<row r="1048576"><c r="XFD1048576"/></row></sheetData>'
    )


def many_rows(make: "Maker") -> Path:
    path = make.folder / "bomb.xlsx"
    path.write_bytes(swollen(SHEET, BEGIN + b"<sheetData>", b"<row/>" * 100_000, 800))
    return path


def long_string(make: "Maker") -> Path:
    path = make.folder / "bomb.xlsx"
    path.write_bytes(swollen("xl/sharedStrings.xml", b"<sst><si><t>", b"a" * MIB, 1024))
    return path


def lying(make: "Maker") -> Path:
    """1 GB that calls itself a kilobyte."""
    path = make.folder / "bomb.xlsx"
    path.write_bytes(swollen("xl/sharedStrings.xml", b"<sst><si><t>", b"a" * MIB, 1024, 1000))
    return path


def spaces(make: "Maker") -> Path:
    path = make.folder / "bomb.xlsx"
    path.write_bytes(swollen(SHEET, BEGIN, b" " * MIB, 2048))
    return path


def laughs(make: "Maker") -> Path:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    kind = f'?>\n<!DOCTYPE x [<!ENTITY l0 "ha">{levels}]>'
    return make.edited(make.xlsx([("x",)]), "?>", kind)


def external(make: "Maker") -> Path:
    kind = '?>\n<!DOCTYPE x [<!ENTITY it SYSTEM "file:///etc/passwd">]>'
    return make.edited(make.xlsx([("x",)]), "?>", kind)


def nested(make: "Maker") -> Path:
    path = make.folder / "bomb.xlsx"
    path.write_bytes(swollen(SHEET, BEGIN, b"<a>" * 100_000, 10))
    return path


def repeated(make: "Maker") -> Path:
    cell = '<table:table-cell office:value-type="float" office:value="1" '
    more = f'{cell}table:number-columns-repeated="16384"><text:p>1</text:p></table:table-cell>'
    row = make.row(more=more)
    return make.ods(row.replace("<table:table-row", f'<table:table-row {ROWS}="1048576"'))


ROWS: Final = "table:number-rows-repeated"


def repeated_within_bounds(make: "Maker") -> Path:
    return make.ods(
        make.row("x").replace("<table:table-row", f'<table:table-row {ROWS}="20000"') * 40
    )


def repeated_without_end(make: "Maker") -> Path:
    cell = '<table:table-cell table:number-columns-repeated="99999999999999999999"/>'
    return make.ods(make.row(more=cell))


def swollen_ods(make: "Maker") -> Path:
    path = make.folder / "bomb.ods"
    path.write_bytes(swollen("content.xml", b"<x>", b" " * MIB, 1024))
    return path


def ring(make: "Maker") -> Path:
    """An .xls whose chain of sectors never ends."""
    path = make.xls(make.label(0, 0, "x"))
    content = bytearray(path.read_bytes())
    table = content.rindex(struct.pack("<III", 1, 2, 3))
    struct.pack_into("<I", content, table + 8, 0)
    path.write_bytes(bytes(content))
    return path


BOMBS: Final[dict[str, tuple[Callable[["Maker"], Path], str]]] = {
    "two cells at the ends of a sheet": (sparse, "dòng"),
    "80 million rows": (many_rows, "20000 dòng"),
    "a text of 1 GB": (long_string, "lớn bất thường"),
    "1 GB that calls itself a kilobyte": (lying, "không phải là tệp bảng tính"),
    "2 GB of spaces": (spaces, "lớn bất thường"),
    "a billion laughs": (laughs, "không phải là tệp bảng tính"),
    "a file of the machine as an entity": (external, "không phải là tệp bảng tính"),
    "a million tags in each other": (nested, "không phải là tệp bảng tính"),
    "17 thousand million cells repeated in an .ods": (repeated, "dòng"),
    "800,000 cells repeated within bounds": (repeated_within_bounds, "dòng"),
    "columns repeated without end": (repeated_without_end, "không phải là tệp bảng tính"),
    "1 GB in an .ods": (swollen_ods, "lớn bất thường"),
    "an .xls whose sectors go round in a ring": (ring, "không phải là tệp bảng tính"),
}


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc to measure memory")
@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused_within_a_second_and_64_mib(bomb: str, make: "Maker") -> None:
    build, words = BOMBS[bomb]
    command = [sys.executable, "-c", MEASURED, str(build(make))]
    answer = subprocess.run(command, capture_output=True, check=True, timeout=60)
    said, seconds, peak = json.loads(answer.stdout)
    assert words in said
    assert seconds < SECONDS
    assert peak < MEMORY


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_never_reaches_the_parser(
    bomb: str, make: "Maker", monkeypatch: pytest.MonkeyPatch
) -> None:
    def parse(*_: object) -> bytes:
        raise AssertionError("it has been parsed")

    monkeypatch.setattr("thidua.plugins.confinement.run_confined", parse)
    path = BOMBS[bomb][0](make)
    read = {".xlsx": read_workbook, ".ods": read_open_document, ".xls": read_legacy_workbook}
    with pytest.raises(Refused):
        read[path.suffix](path)
