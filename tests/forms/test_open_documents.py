"""Spreadsheets of OpenDocument: each cell as its program shows it, whatever program that is."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.core.text.fault import Refused
from thidua.office.archive_guard import DAMAGE
from thidua.office.calamine_parsing import parse_open_document
from thidua.office.displayed_text import displayed
from thidua.office.number_shown import NumberFormat
from thidua.office.open_document_guard import guarded
from thidua.plugins import Cell, Table

if TYPE_CHECKING:
    from tests.forms.conftest import Maker

Read = Callable[..., tuple[Table, ...]]


@pytest.fixture
def read(make: "Maker") -> Read:
    """The sheets of an .ods file with these rows, parsed in this process."""

    def tables(
        rows: str, further: str = "", more: dict[str, bytes] | None = None
    ) -> tuple[Table, ...]:
        path = make.ods(rows, tables=further, more=more)
        return parse_open_document(path, guarded(path))

    return tables


def cell(attributes: str, text: str = "") -> str:
    paragraph = f"<text:p>{text}</text:p>" if text else ""
    inside = f"<table:table-cell {attributes}>{paragraph}</table:table-cell>"
    return f"<table:table-row>{inside}</table:table-row>"


def of(kind: str, value: str, more: str = "") -> str:
    return f'office:value-type="{kind}" office:value="{value}" {more}'


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (cell(of("float", "1712"), "1.712"), Cell(Fraction(1712), "A1")),
        (cell(of("float", "0.1"), "0,1"), Cell(Fraction(1, 10), "A1")),
        (cell(of("float", "1712.4"), "1.712"), Cell(Fraction("1712.4"), "A1")),
        (cell(of("float", "-2.5"), "-2,5"), Cell(Fraction("-2.5"), "A1")),
        (cell(of("float", "5"), "005"), Cell("005", "A1")),
        (cell(of("float", "1200000"), "1,2E+06"), Cell(Fraction(1200000), "A1")),
        (cell(of("float", "5"), "###"), Cell(Fraction(5), "A1")),
        (cell(of("float", "6.4"), "6,4 tỷ đồng"), Cell("6,4 tỷ đồng", "A1")),
        (cell(of("percentage", "0.0512"), "5,12 %"), Cell("5,12 %", "A1")),
        (cell(of("percentage", "0.0512"), "5%"), Cell("5,12 %", "A1")),
        (cell(of("percentage", "0.5")), Cell("50 %", "A1")),
        (cell(of("currency", "6400", 'office:currency="VND"'), "6.400 ₫"), Cell("6400 ₫", "A1")),
        (
            cell(of("float", "6400000"), "6,4"),
            Cell(Fraction(6400000), "A1", shown="6,4"),
        ),
        (
            cell(of("percentage", "0.5"), "5%"),
            Cell("50 %", "A1", shown="5%"),
        ),
        (
            cell('office:value-type="date" office:date-value="2026-03-05"', "05/03/26"),
            Cell(date(2026, 3, 5), "A1"),
        ),
        (cell('office:value-type="boolean" office:boolean-value="true"', "TRUE"), Cell("có", "A1")),
        (cell('office:value-type="string"', "1.712"), Cell("1.712", "A1")),
        (
            cell('office:value-type="string" calcext:value-type="error"', "#REF!"),
            Cell("#REF!", "A1", error=True),
        ),
        (
            cell('table:formula="of:=1/0" office:value-type="float" office:value="0"', "#DIV/0!"),
            Cell("#DIV/0!", "A1", error=True, computed=True),
        ),
        (
            cell('table:formula="of:=1+1" office:value-type="float" office:value="2"', "2"),
            Cell(Fraction(2), "A1", computed=True),
        ),
        (cell('table:formula="of:=1+1"'), Cell(None, "A1", error=True, computed=True)),
        (
            cell('table:formula="of:=T(B1)" office:value-type="string" office:string-value=""'),
            Cell(None, "A1", computed=True),
        ),
    ],
)
def test_a_cell_is_what_its_user_sees(read: Read, row: str, found: Cell) -> None:
    (table,) = read(row)
    assert table.rows[0].cells[0] == found


def test_rows_and_columns_keep_their_places(read: Read, make: "Maker") -> None:
    empty = '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
    (table,) = read(empty + make.row("", "", "x") + make.row("y"))
    assert [row.number for row in table.rows] == [1, 2, 3, 4, 5]
    assert table.rows[3].cells[2] == Cell("x", "C4")
    assert table.rows[4].cells[0] == Cell("y", "A5")


def test_repeated_cells_are_so_many_cells(read: Read) -> None:
    row = cell(of("percentage", "0.05", 'table:number-columns-repeated="2"'), "5%")
    (table,) = read(
        row.replace("<table:table-row", '<table:table-row table:number-rows-repeated="2"')
    )
    assert [[it.value for it in row.cells] for row in table.rows] == [["5 %", "5 %"]] * 2
    assert table.rows[1].cells[1].address == "B2"


def test_hidden_rows_and_merged_cells_are_told(read: Read) -> None:
    first = cell('office:value-type="string" table:number-rows-spanned="2"', "ncc")
    covered = "<table:table-row table:visibility='collapse'><table:covered-table-cell/>"
    (table,) = read(
        first + covered + "<table:table-cell office:value-type='string'>"
        "<text:p>x</text:p></table:table-cell></table:table-row>"
    )
    assert [row.hidden for row in table.rows] == [False, True]
    assert table.rows[1].cells[0] == Cell("ncc", "A2", merged=True)


def test_notes_and_pictures_are_no_cells(read: Read) -> None:
    note = "<office:annotation><text:p>9</text:p></office:annotation>"
    row = cell(of("float", "5"), "5").replace("<text:p>", note + "<text:p>")
    (table,) = read("<table:shapes><office:x/></table:shapes>" + row)
    assert table.rows[0].cells[0].value == 5


def test_rows_that_the_library_does_not_see_are_not_lost_unseen(read: Read, make: "Maker") -> None:
    """It stops at a table within a table, and says nothing."""
    inner = "<table:shapes><table:table table:name='x'><table:table-row><table:table-cell/>"
    shapes = inner + "</table:table-row></table:table></table:shapes>"
    with pytest.raises(ValueError, match="lacking"):
        read(shapes + make.row("ncc", "jobs", "5"))


def test_text_in_pieces_is_one_text(read: Read) -> None:
    pieces = "Quỹ <text:span>Vì</text:span><text:s/>người <text:a>nghèo</text:a>"
    (table,) = read(cell('office:value-type="string"', pieces))
    assert table.rows[0].cells[0].value == "Quỹ Vì người nghèo"


def refused(make: "Maker", **parts: object) -> str:
    with pytest.raises(Refused) as refusal:
        guarded(make.ods(**parts))  # type: ignore[arg-type]
    (fault,) = refusal.value.faults
    assert fault.place == "bieu.ods"
    assert fault.remedy is not None
    return fault.what.vi


def test_what_a_table_does_not_need_is_refused(make: "Maker") -> None:
    source = '<table:table-source xlink:href="file:///x.ods"/>'
    assert "liên kết" in refused(make, rows=source)
    assert "macro" in refused(make, rows="", more={"Basic/Standard/x.xml": b"<x/>"})
    secret = b"<m><manifest:encryption-data xmlns:manifest='x'/></m>"
    assert "mật khẩu" in refused(make, rows="", more={"META-INF/manifest.xml": secret})


@pytest.mark.parametrize(
    "rows",
    [
        cell(of("float", "seven"), "7"),
        cell(of("float", "9" * 500), "9"),
        cell(of("float", "1e9999"), "9"),
        cell('office:value-type="float"', "9"),
        cell('table:number-columns-repeated="0"'),
        cell('table:number-columns-repeated="x"'),
        cell('table:number-rows-spanned="x"'),
        "<table:table-row>",
        "<a>" * 300 + "</a>" * 300,
    ],
)
def test_damage_is_refused_or_found_by_the_parser(make: "Maker", rows: str) -> None:
    path = make.ods(rows)
    try:
        content = guarded(path)
    except Refused:
        return
    with pytest.raises(DAMAGE):
        parse_open_document(path, content)


def test_what_is_no_spreadsheet_is_refused(make: "Maker") -> None:
    twice = '<table:table table:name="Kết quả"/>'
    assert ".ods" in refused(make, rows="", tables=twice)
    for parts in ({"x.xml": b"<x/>"}, {"content.xml": b"<x/>"}):
        with pytest.raises(Refused):
            guarded(make.packed("bieu.ods", parts))
    old = make.folder / "bieu.ods"
    old.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1"))
    with pytest.raises(Refused):
        guarded(old)


def test_members_that_are_no_xml_are_counted_too(make: "Maker") -> None:
    assert guarded(make.ods(make.row("x"), more={"Thumbnails/thumbnail.png": b"x"}))
    swollen = {"Pictures/x.png": bytes(3_000_000)}
    assert "lớn bất thường" in refused(make, rows=make.row("x"), more=swollen)


@settings(max_examples=60, deadline=None)
@given(
    number=st.integers(-(10**9), 10**9).map(lambda digits: Fraction(digits, 1000)),
    places=st.integers(0, 3),
    marks=st.sampled_from([".,", ",."]),
)
def test_a_number_shown_rounded_in_any_language_is_that_number(
    number: Fraction, places: int, marks: str
) -> None:
    """``marks``: those of thousands and of decimals."""
    shown = f"{float(number):,.{places}f}".translate(str.maketrans(",.", marks))
    assert displayed(number, shown, percent=False) == (NumberFormat(), "")
