"""Excel workbooks: every cell as the user sees it, and no file that is unsafe to open."""

import io
import struct
import unicodedata
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.core.text.fault import Refused
from thidua.office import archive_guard, file_refusals
from thidua.office.archive_guard import DAMAGE
from thidua.office.file_refusals import not_a_workbook
from thidua.office.workbook_guard import guarded, position
from thidua.office.workbook_parsing import parse_workbook
from thidua.plugins import Cell, Table

Fill = Callable[[Any], object]


def read_workbook(file: Path) -> tuple[Table, ...]:
    """What the child process does, in this one; test_confined_reading has the child itself."""
    content = guarded(file)
    try:
        return parse_workbook(file, content)
    except DAMAGE as cause:
        raise not_a_workbook(file) from cause


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "ket-qua.xlsx"


@pytest.fixture
def first(file: Path) -> Callable[[object], Cell]:
    """The cell A1 of a workbook in which a value has been put there."""

    def cell(value: object, number_format: str = "General") -> Cell:
        book = openpyxl.Workbook()
        assert book.active is not None
        book.active["A1"] = value
        if number_format != "General":
            book.active["A1"].number_format = number_format
        book.save(file)
        (table,) = read_workbook(file)
        return table.rows[0].cells[0]

    return cell


def written(file: Path, fill: Fill) -> Table:
    """The sheet of a workbook that XlsxWriter has filled."""
    with xlsxwriter.Workbook(file) as book:
        fill(book.add_worksheet("Kết quả"))
    (table,) = read_workbook(file)
    return table


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("1.712", "1.712"),
        ("  Phòng Việc làm ", "  Phòng Việc làm "),
        (1712, Fraction(1712)),
        (123456789012345, Fraction(123456789012345)),
        (0.1, Fraction("0.1")),
        (0.1 + 0.2, Fraction("0.3")),
        (98.5, Fraction("98.5")),
        (1e-7, Fraction(1, 10**7)),
        (True, "có"),
        (False, "không"),
        (date(2026, 3, 5), date(2026, 3, 5)),
        (datetime(2026, 3, 5, 17, 30), date(2026, 3, 5)),
        (timedelta(hours=30), "1 day, 6:00:00"),
        (None, None),
    ],
)
def test_a_value_is_read_as_it_was_entered(
    first: Callable[[object], Cell], value: object, read: object
) -> None:
    assert first(value).value == read


def test_a_percentage_is_what_the_user_sees(first: Callable[..., Cell]) -> None:
    assert first(0.0512, "0.00%").value == "5,12 %"
    assert first(5.12, "0.00").value == Fraction("5.12")


def test_decomposed_letters_are_composed(first: Callable[[object], Cell]) -> None:
    assert first(unicodedata.normalize("NFD", "Hòa Bình")).value == "Hòa Bình"


@pytest.mark.parametrize("error", ["#DIV/0!", "#REF!", "#N/A", "########"])
def test_an_error_is_not_an_empty_cell(first: Callable[[object], Cell], error: str) -> None:
    cell = first(error)
    assert cell == Cell(error, "A1", error=True)
    assert not cell.is_blank


def test_a_number_that_is_no_number_is_an_error(file: Path) -> None:
    edit(file, lambda sheet: sheet.replace(b"<v>7</v>", b"<v>1e999</v>"))
    (table,) = read_workbook(file)
    assert table.rows[0].cells[0] == Cell("#NUM!", "A1", error=True)


def test_a_date_outside_the_calendar_is_an_error(first: Callable[..., Cell]) -> None:
    assert first(1e9, "dd/mm/yyyy").error


def test_a_formula_gives_what_was_last_saved(file: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet.write_formula("A1", "=B1*2", None, 24)
        sheet.write_formula("A2", "=1/0", None, "#DIV/0!")
        sheet.write("A3", 24)

    cells = [row.cells[0] for row in written(file, fill).rows]
    assert cells[0] == Cell(Fraction(24), "A1", computed=True)
    assert cells[1] == Cell("#DIV/0!", "A2", error=True, computed=True)
    assert not cells[2].computed


def test_a_formula_that_gave_an_empty_text_is_blank(file: Path) -> None:
    empty = b'<c r="A1" t="str"><f>IF(B1="","",B1)</f><v></v></c>'
    edit(file, lambda sheet: sheet.replace(b'<c r="A1"><v>7</v></c>', empty))
    (table,) = read_workbook(file)
    cell = table.rows[0].cells[0]
    assert cell == Cell(None, "A1", computed=True)
    assert cell.is_blank


def test_a_formula_that_was_never_computed_is_not_empty(first: Callable[[object], Cell]) -> None:
    cell = first("=SUM(B1:B9)")
    assert cell == Cell(None, "A1", error=True, computed=True)
    assert not cell.is_blank


def test_rows_keep_their_numbers_and_columns_their_letters(file: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet.write("C3", "x")
        sheet.write("B5", "y")

    table = written(file, fill)
    assert [row.number for row in table.rows] == [1, 2, 3, 4, 5]
    assert table.rows[2].cells[2] == Cell("x", "C3")
    assert table.rows[4].cells[1] == Cell("y", "B5")
    assert [row.is_blank for row in table.rows] == [True, True, False, True, False]


def test_the_declared_size_of_a_sheet_is_not_believed(file: Path) -> None:
    edit(file, lambda sheet: sheet.replace(b'<dimension ref="A1:B2"/>', b'<dimension ref="A1"/>'))
    (table,) = read_workbook(file)
    assert [[cell.value for cell in row.cells] for row in table.rows] == [
        [Fraction(7), "b"],
        ["c", "d"],
    ]


def test_cells_without_addresses_are_counted(file: Path) -> None:
    def bare(sheet: bytes) -> bytes:
        for reference in (b' r="A1"', b' r="B1"', b' r="A2"', b' r="B2"', b' r="1"', b' r="2"'):
            sheet = sheet.replace(reference, b"")
        return sheet

    edit(file, bare)
    (table,) = read_workbook(file)
    assert table.rows[1].cells[1] == Cell("d", "B2")


def test_hidden_rows_columns_and_sheets_are_flagged(file: Path) -> None:
    with xlsxwriter.Workbook(file) as book:
        sheet, other = book.add_worksheet("A"), book.add_worksheet("B")
        for row in range(3):
            sheet.write(row, 0, row)
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_column(2, 3, None, None, {"hidden": True})
        other.write("A1", "x")
        other.hide()
    seen, hidden = read_workbook(file)
    assert [row.hidden for row in seen.rows] == [False, True, False]
    assert (seen.hidden, hidden.hidden) == (False, True)
    assert sorted(seen.hidden_columns) == [2, 3] and not hidden.hidden_columns


def test_merged_cells_show_their_value_downwards(file: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet.merge_range("A1:B1", "Tiêu đề")
        sheet.merge_range("A2:A4", "ncc")
        sheet.write("B2", 1)
        sheet.write("B4", 2)
        sheet.merge_range("D2:D3", "x")
        sheet.merge_range("A9:A10", "")

    table = written(file, fill)
    assert [cell.value for cell in table.rows[0].cells[:2]] == ["Tiêu đề", None]
    assert [row.cells[0].value for row in table.rows[1:4]] == ["ncc"] * 3
    assert [row.cells[0].merged for row in table.rows[1:4]] == [False, True, True]
    assert [row.cells[0].address for row in table.rows[1:4]] == ["A2", "A3", "A4"]
    assert [row.is_blank for row in table.rows[1:4]] == [False, True, False]


def test_a_merge_below_the_last_row_fills_nothing(file: Path) -> None:
    merge = b'</sheetData><mergeCells><mergeCell ref="A5:A9"/><mergeCell ref="C1:C2"/></mergeCells>'
    edit(file, lambda sheet: sheet.replace(b"</sheetData>", merge))
    (table,) = read_workbook(file)
    assert len(table.rows) == 2
    assert table.rows[1].cells[2] == Cell(None, "C2", merged=True)


def test_an_empty_sheet_has_no_cells(file: Path) -> None:
    assert all(row.is_blank for row in written(file, lambda sheet: None).rows)


def test_what_openpyxl_leaves_out_is_not_warned_of(file: Path) -> None:
    """Every warning is an error in these tests."""

    def fill(sheet: Any) -> None:
        sheet.write("A1", 5)
        sheet.add_sparkline("B1", {"range": "A1:A3"})

    assert written(file, fill).rows[0].cells[0].value == Fraction(5)


TEXTS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), min_size=1).map(
    lambda text: unicodedata.normalize("NFC", f"x{text}")
)
NUMBERS = st.integers(-(10**14), 10**14).map(lambda digits: Fraction(digits, 10**4))
VALUES = st.none() | TEXTS | NUMBERS | st.dates(date(1900, 3, 1), date(2199, 12, 31))


@settings(max_examples=25, deadline=None)
@given(rows=st.lists(st.lists(VALUES, min_size=1, max_size=4), min_size=1, max_size=6))
def test_whatever_is_written_is_read_back(
    rows: list[list[Any]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("rows") / "ket-qua.xlsx"
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append([float(it) if isinstance(it, Fraction) else it for it in row])
    book.save(path)
    (table,) = read_workbook(path)
    read = [
        [row.cell(column).value for column in range(len(wanted))]
        for row, wanted in zip(table.rows, rows, strict=False)
    ]
    last = max((number for number, row in enumerate(rows, 1) if any(row)), default=0)
    assert read[:last] == rows[:last]


# --- files that are not opened -------------------------------------------------------------------


def members(file: Path) -> dict[str, bytes]:
    """The parts of a small workbook: A1 = 7, B1 = b, A2 = c, B2 = d."""
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write("A1", 7)
        for address, text in (("B1", "b"), ("A2", "c"), ("B2", "d")):
            sheet.write(address, text)
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def save(file: Path, parts: dict[str, bytes]) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


SHEET = "xl/worksheets/sheet1.xml"


def edit(file: Path, change: Callable[[bytes], bytes]) -> None:
    """Save a small workbook whose sheet has been changed by hand."""
    parts = members(file)
    changed = change(parts[SHEET])
    assert changed != parts[SHEET]
    save(file, {**parts, SHEET: changed})


def refused(file: Path) -> str:
    with pytest.raises(Refused) as refusal:
        read_workbook(file)
    (fault,) = refusal.value.faults
    assert fault.place == file.name
    assert fault.remedy is not None
    assert fault.what.vi != fault.what.en
    return str(refusal.value)


@pytest.mark.parametrize(
    "content",
    [b"", b"unit,value\nncc,5\n", b"<html><table></table></html>", b"PK\x03\x04 broken"],
)
def test_what_is_no_workbook_is_refused(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    assert "no readable .xlsx" in refused(file)


def test_an_old_workbook_under_a_new_name_is_called_by_its_name(file: Path) -> None:
    file.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
    assert ".xls" in refused(file)


def test_a_workbook_with_a_password_is_refused_as_such(file: Path) -> None:
    name = "EncryptedPackage".encode("utf-16-le")
    file.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + name)
    assert "password" in refused(file)


def test_an_encrypted_member_is_refused_as_such(file: Path) -> None:
    save(file, members(file))
    content = bytearray(file.read_bytes())
    entry = content.index(b"PK\x01\x02")
    struct.pack_into("<H", content, entry + 8, 1)
    file.write_bytes(bytes(content))
    assert "password" in refused(file)


def test_a_file_that_is_too_big_is_not_opened(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    members(file)
    monkeypatch.setattr(file_refusals, "LARGEST_FILE", 100)
    assert "larger than" in refused(file)


@pytest.mark.parametrize(
    "cell", [b"XFD1", b"A1048576", b"XFD1048576", b"A20001", b"SS1", b"A0", b"AAAA1", b"7", b"A"]
)
def test_a_cell_far_outside_is_refused(file: Path, cell: bytes) -> None:
    edit(file, lambda sheet: sheet.replace(b'r="B2"', b'r="' + cell + b'"'))
    refused(file)


def test_a_row_far_outside_is_refused(file: Path) -> None:
    edit(file, lambda sheet: sheet.replace(b'<row r="2"', b'<row r="1048576"'))
    assert "20000" in refused(file)


def test_too_many_cells_are_refused(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    members(file)
    monkeypatch.setattr(archive_guard, "MOST_CELLS", 3)
    assert "cells" in refused(file)


def test_merges_over_every_row_are_counted(file: Path) -> None:
    merges = b'<mergeCell ref="A1:A1048576"/>' * 30
    tail = b"</sheetData><mergeCells>" + merges + b"</mergeCells>"
    edit(file, lambda sheet: sheet.replace(b"</sheetData>", tail))
    assert "cells" in refused(file)


def test_a_small_file_that_swells_is_refused(file: Path) -> None:
    save(file, {**members(file), "xl/media/image1.png": bytes(3_000_000)})
    assert "abnormally large" in refused(file)


@pytest.mark.parametrize(
    ("name", "limit"), [("LARGEST_MEMBER", 500), ("LARGEST_CONTENT", 2_000), ("MOST_MEMBERS", 3)]
)
def test_every_measure_of_size_is_kept(
    file: Path, monkeypatch: pytest.MonkeyPatch, name: str, limit: int
) -> None:
    members(file)
    monkeypatch.setattr(archive_guard, name, limit)
    assert "abnormally large" in refused(file)


@pytest.mark.parametrize("name", ["/etc/passwd", "../x.xml", "xl\\..\\..\\x.xml"])
def test_a_member_that_strays_is_refused(file: Path, name: str) -> None:
    save(file, {**members(file), name: b"<x/>"})
    refused(file)


def test_a_member_twice_is_refused(file: Path) -> None:
    parts = members(file)
    with zipfile.ZipFile(file, "w") as archive, pytest.warns(UserWarning, match="Duplicate"):
        for name in (*parts, SHEET):
            archive.writestr(name, parts[name])
    refused(file)


@pytest.mark.parametrize(
    "name",
    [
        "xl/vbaProject.bin",
        "xl/externalLinks/externalLink1.xml",
        "xl/embeddings/oleObject1.bin",
        "xl/activeX/activeX1.xml",
    ],
)
def test_macros_links_and_embedded_objects_are_refused(file: Path, name: str) -> None:
    save(file, {**members(file), name: b"<x/>"})
    assert name in refused(file)


def test_a_document_type_is_refused(file: Path) -> None:
    bomb = b'?>\n<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    edit(file, lambda sheet: sheet.replace(b"?>", bomb, 1))
    refused(file)


@pytest.mark.parametrize(
    "change",
    [
        lambda sheet: sheet[: len(sheet) // 2],
        lambda sheet: sheet.replace(b"<v>0</v>", b"<v>999</v>"),
        lambda sheet: sheet.replace(b"<v>7</v>", b"<v>seven</v>"),
        lambda sheet: sheet.replace(b'<row r="2"', b'<row r="two"'),
        lambda sheet: sheet.replace(b"</sheetData>", b"</sheetData><mergeCell/>"),
        lambda sheet: sheet.replace(b'<row r="2"', b'<row r="1"'),
        lambda sheet: sheet.replace(b'r="B2"', b'r="A2"'),
        lambda sheet: sheet.replace(b'r="B2"', b'r="B1"'),
    ],
    ids=[
        "cut in half",
        "no such string",
        "no number",
        "no row number",
        "a merge of nothing",
        "a row twice",
        "a cell twice",
        "a cell in another row",
    ],
)
def test_damage_inside_is_refused_without_a_traceback(
    file: Path, change: Callable[[bytes], bytes]
) -> None:
    edit(file, change)
    assert "damaged" in refused(file)


def test_a_workbook_without_its_parts_is_refused(file: Path) -> None:
    save(file, {"hello.txt": b"hello"})
    refused(file)


def test_a_checksum_that_is_wrong_is_refused(file: Path) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        for name, part in members(file).items():
            archive.writestr(name, part)
    file.write_bytes(content.getvalue().replace(b"<v>7</v>", b"<v>8</v>"))
    refused(file)


@pytest.mark.parametrize(
    ("reference", "place"),
    [("A1", (1, 1)), ("C7", (7, 3)), ("$AA$10", (10, 27)), ("xfd2", (2, 16384))],
)
def test_references_are_read(reference: str, place: tuple[int, int]) -> None:
    assert position(reference) == place
