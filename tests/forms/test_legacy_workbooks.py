"""Workbooks of Excel 97-2003: what their records say beside the values, and what is not opened."""

import struct
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.core.text.fault import Refused
from thidua.office.archive_guard import DAMAGE
from thidua.office.calamine_parsing import parse_legacy_workbook
from thidua.office.compound_file import CompoundFile
from thidua.office.legacy_workbook_guard import guarded
from thidua.office.workbook_reading import read_legacy_workbook
from thidua.plugins import Cell, Table

if TYPE_CHECKING:
    from tests.forms.conftest import Maker

KEPT: Final = Path(__file__).parents[1] / "data" / "forms" / "sheet-saved-by-libreoffice.xls"
Read = Callable[..., Table]


@pytest.fixture
def read(make: "Maker") -> Read:
    """The sheet of an .xls file of these records, parsed in this process."""

    def table(*records: bytes, head: tuple[bytes, ...] = ()) -> Table:
        path = make.xls(*records, head=head)
        (found,) = parse_legacy_workbook(path, guarded(path))
        return found

    return table


def formula(row: int, column: int, result: bytes, style: int = 0) -> bytes:
    data = struct.pack("<HHH8sHIH", row, column, style, result, 0, 0, 0)
    return struct.pack("<HH", 0x0006, len(data)) + data


def test_cells_are_read_under_their_formats(read: Read, make: "Maker") -> None:
    code = '0.0" tỷ đồng"'.encode("utf-16-le")
    format_ = make.record(0x041E, struct.pack("<HHB", 164, len(code) // 2, 1) + code)
    style = make.record(0x00E0, struct.pack("<HH", 0, 164) + bytes(16))
    many = struct.pack("<HHHIHIH", 2, 0, 0, 5 << 2 | 2, 2, 7 << 2 | 2, 1)
    table = read(
        make.label(0, 0, "1.712"),
        make.number(0, 1, 0.0512, 2),
        make.number(1, 0, 6.4, 0),
        make.record(0x00BD, many),
        make.record(0x0201, struct.pack("<HHH", 5, 5, 0)),
        head=(format_, style),
    )
    assert [cell.value for cell in table.rows[0].cells] == ["1.712", "5,12 %"]
    assert table.rows[1].cells[0].value == "6,4 tỷ đồng"
    assert [cell.value for cell in table.rows[2].cells] == ["5 tỷ đồng", "700 %"]


def test_formulas_and_errors_are_told(read: Read, make: "Maker") -> None:
    table = read(
        formula(0, 0, struct.pack("<d", 24)),
        formula(0, 1, bytes((2, 0, 0x07, 0, 0, 0, 0xFF, 0xFF))),
        formula(0, 2, bytes((3, 0, 0, 0, 0, 0, 0xFF, 0xFF))),
        formula(0, 3, bytes((1, 0, 1, 0, 0, 0, 0xFF, 0xFF))),
        make.record(0x0205, struct.pack("<HHHBB", 0, 4, 0, 0x17, 1)),
        make.record(0x0205, struct.pack("<HHHBB", 0, 5, 0, 1, 0)),
        make.label(0, 6, "x"),
    )
    assert table.rows[0].cells == (
        Cell(Fraction(24), "A1", computed=True),
        Cell("#DIV/0!", "B1", error=True, computed=True),
        Cell(None, "C1", computed=True),
        Cell("có", "D1", computed=True),
        Cell("#REF!", "E1", error=True),
        Cell("có", "F1"),
        Cell("x", "G1"),
    )


def test_hidden_rows_and_merged_cells_are_told(read: Read, make: "Maker") -> None:
    table = read(
        make.record(0x0208, struct.pack("<HHHHIHH", 1, 0, 3, 255, 0, 0x20, 0)),
        make.label(0, 0, "ncc"),
        make.label(1, 1, "x"),
        make.record(0x00E5, struct.pack("<HHHHHHHHH", 2, 0, 1, 0, 0, 0, 0, 1, 2)),
    )
    assert [row.hidden for row in table.rows] == [False, True]
    assert table.rows[1].cells[0] == Cell("ncc", "A2", merged=True)


def test_a_chart_within_a_sheet_is_passed_over(read: Read, make: "Maker") -> None:
    chart = make.record(0x0809, struct.pack("<HHHHII", 0x0600, 0x20, 0, 0, 0, 0))
    inner = (chart, make.number(7, 7, 7), make.record(0x000A))
    assert len(read(make.label(0, 0, "x"), *inner).rows) == 1


def refused(path: Path) -> str:
    with pytest.raises(Refused) as refusal:
        guarded(path)
    (fault,) = refusal.value.faults
    assert fault.place == "bieu.xls"
    assert fault.remedy is not None
    return fault.what.vi


def test_what_a_table_does_not_need_is_refused(make: "Maker") -> None:
    assert "mật khẩu" in refused(make.xls(head=(make.record(0x002F, bytes(6)),)))
    macros = struct.pack("<IBBBB", 0, 0, 1, 1, 0) + b"M"
    assert "macro" in refused(make.xls(head=(make.record(0x0085, macros),)))
    for name, word in (("_VBA_PROJECT_CUR", "macro"), ("EncryptedPackage", "mật khẩu")):
        path = make.xls(make.label(0, 0, "x"))
        path.write_bytes(path.read_bytes().replace(_wide("Workbook", 64), _wide(name, 64)))
        sizes = path.read_bytes().replace(
            struct.pack("<H", 18) + b"\2", struct.pack("<H", 2 * len(name) + 2) + b"\2"
        )
        path.write_bytes(sizes)
        assert word in refused(path)


def _wide(text: str, width: int) -> bytes:
    return text.encode("utf-16-le").ljust(width, b"\0")


def test_workbooks_from_before_excel_97_are_refused(make: "Maker") -> None:
    assert "Excel 95" in refused(make.xls(name="Book"))
    path = make.xls()
    content = path.read_bytes().replace(
        struct.pack("<HHH", 0x0809, 16, 0x0600), struct.pack("<HHH", 0x0809, 16, 0x0500)
    )
    path.write_bytes(content)
    assert "Excel 95" in refused(path)


def test_a_sheet_full_to_its_last_row_may_have_lost_some(make: "Maker") -> None:
    assert "65.536" in refused(make.xls(make.label(65_535, 0, "x")))
    assert "20000" in refused(make.xls(make.label(65_534, 0, "x")))
    assert "20000" in refused(make.xls(make.label(0, 600, "x")))


@pytest.mark.parametrize("length", [0, 8, 100, 600, 3000, 4500, 8000])
def test_a_file_that_is_cut_off_is_damaged(make: "Maker", length: int) -> None:
    path = make.folder / "bieu.xls"
    path.write_bytes(KEPT.read_bytes()[:length])
    assert "hỏng" in refused(path)


@settings(max_examples=80, deadline=None)
@given(place=st.integers(0, KEPT.stat().st_size - 4), bytes_=st.binary(min_size=1, max_size=4))
def test_whatever_byte_is_changed_the_guard_answers(
    place: int, bytes_: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    content = bytearray(KEPT.read_bytes())
    content[place : place + len(bytes_)] = bytes_
    path = tmp_path_factory.mktemp("changed") / "bieu.xls"
    path.write_bytes(bytes(content))
    try:
        guarded(path)
    except Refused as refusal:
        assert refusal.faults[0].place == "bieu.xls"


def test_small_streams_stand_in_sectors_of_their_own() -> None:
    """LibreOffice keeps the summary of a workbook in one."""
    compound = CompoundFile.read(KEPT.read_bytes())
    assert compound.stream("Workbook")[:2] == b"\x09\x08"
    assert compound.stream("\x05SummaryInformation")[:2] == b"\xfe\xff"
    with pytest.raises(KeyError):
        compound.stream("Book")


def test_what_is_no_compound_file_is_damaged() -> None:
    with pytest.raises(DAMAGE):
        CompoundFile.read(b"PK")
    content = bytearray(KEPT.read_bytes())
    struct.pack_into("<H", content, 30, 5)
    with pytest.raises(DAMAGE):
        CompoundFile.read(bytes(content))


def test_a_table_of_sectors_that_goes_on_in_a_ring_is_damaged() -> None:
    content = bytearray(KEPT.read_bytes())
    struct.pack_into("<I", content, 68, 0)
    struct.pack_into("<I", content, 512 + 508, 0)
    with pytest.raises(DAMAGE):
        CompoundFile.read(bytes(content))


def test_a_size_that_lies_ends_the_child_and_not_this_process(make: "Maker") -> None:
    """python-calamine makes room for all rows and columns that the file declares, and aborts."""
    path = make.folder / "bieu.xls"
    content = bytearray((KEPT.parent / "errors-saved-by-libreoffice.xls").read_bytes())
    sizes = content.index(struct.pack("<HH", 0x0200, 14)) + 4
    struct.pack_into("<I", content, sizes, 0x7F000000)
    path.write_bytes(bytes(content))
    with pytest.raises(Refused) as refused:
        read_legacy_workbook(path)
    (fault,) = refused.value.faults
    assert fault.place == "bieu.xls"
    assert "bộ nhớ" in fault.what.vi
