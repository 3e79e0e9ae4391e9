"""Units from a sheet: a row a version, every fault with its cell."""

import unicodedata
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from thidua.core.model.unit import Unit, UnitVersion
from thidua.core.text.fault import Fault, Refused
from thidua.core.workspace.intake.units import ALWAYS, UnitImport, read_units
from thidua.core.workspace.readers import Cell, CellValue, Row, Table

if TYPE_CHECKING:
    from tests.workspace.conftest import Sheets

HEADINGS = "Mã đơn vị|Tên đơn vị|Loại đơn vị|Đơn vị cấp trên|Ngành|Địa bàn|Từ ngày"


def read(tables: tuple[Table, ...], *known: Unit) -> UnitImport:
    return read_units("units.xlsx", tables, known)


def faults(tables: tuple[Table, ...], *known: Unit) -> tuple[Fault, ...]:
    with pytest.raises(Refused) as refused:
        read(tables, *known)
    return refused.value.faults


def test_a_row_is_a_unit(sheets: "Sheets") -> None:
    taken = read(
        sheets(
            HEADINGS,
            "so|Sở Lao động|department||labour-social|Tỉnh Hòa Bình|01/01/2015",
            "ncc|Phòng Người có công|division|so",
        )
    )
    assert taken.units == (
        Unit(
            "so",
            (
                UnitVersion(
                    date(2015, 1, 1),
                    "Sở Lao động",
                    "department",
                    sector="labour-social",
                    territory="Tỉnh Hòa Bình",
                ),
            ),
        ),
        Unit("ncc", (UnitVersion(ALWAYS, "Phòng Người có công", "division", parent="so"),)),
    )
    assert (taken.rows, taken.entries, taken.ignored) == (2, 2, ())


def test_further_rows_of_a_unit_are_its_versions(sheets: "Sheets") -> None:
    taken = read(
        sheets(HEADINGS, "vl|Phòng Nghề|division", "vl|Phòng Việc làm|division||||01/07/2025")
    )
    (unit,) = taken.units
    assert [version.name for version in unit.versions] == ["Phòng Nghề", "Phòng Việc làm"]
    assert (taken.rows, taken.entries) == (2, 1)


def test_names_are_kept_on_one_line_and_composed(sheets: "Sheets") -> None:
    name = unicodedata.normalize("NFD", "Phòng \n Việc   làm")
    ((unit),) = read(sheets(HEADINGS, f"vl|{name}|division")).units
    assert unit.versions[0].name == "Phòng Việc làm"


def test_a_code_that_a_spreadsheet_took_for_a_number_is_its_digits() -> None:
    titles = ("code", "name", "kind", "valid_from")
    heads = tuple(Cell(it, f"{letter}1") for letter, it in zip("ABCD", titles, strict=True))
    day = date(2025, 7, 1)
    values: tuple[CellValue, ...] = (Fraction(101), "Phòng Nghề", "division", day)
    cells = tuple(Cell(it, f"{letter}2") for letter, it in zip("ABCD", values, strict=True))
    (unit,) = read((Table("", (Row(1, heads), Row(2, cells))),)).units
    assert (unit.code, unit.versions[0].valid_from) == ("101", day)


def test_a_parent_may_be_a_unit_that_is_recorded_already(sheets: "Sheets") -> None:
    known = Unit("So", (UnitVersion(ALWAYS, "Sở", "department"),))
    assert read(sheets(HEADINGS, "vl|Phòng Việc làm|division|so"), known).entries == 1


def test_every_fault_is_found_at_once_with_its_cell(sheets: "Sheets") -> None:
    found = faults(
        sheets(
            HEADINGS,
            "|Không mã|division",
            "ncc|#REF!|division",
            "te|Phòng Trẻ em",
            "bảo trợ|Phòng Bảo trợ|phòng ban|so",
            "vl|Phòng Việc làm|division|sở",
            "x1|Phòng 1|division|||sx|32/13/2025",
            "so|Sở|department",
            "so|Sở khác|department",
            "SO|Sở viết hoa|department",
            "phong-2|Phòng 2|division|phong-22",
        )
    )
    places = [fault.place.partition("!")[2] for fault in found]
    assert sorted(places) == sorted(["A2", "B3", "C4", "A5", "C5", "D6", "G7", "A9", "A10", "D11"])
    by_cell = {fault.place.partition("!")[2]: fault for fault in found}
    assert by_cell["A2"].what.vi == "thiếu “Mã đơn vị”."
    assert by_cell["B3"].what.en == "the cell holds the error #REF!, which is not an empty cell."
    assert by_cell["C4"].what.en == "“Kind of unit” is missing."
    assert by_cell["A5"].what.en == "“bảo trợ” is no code."
    assert by_cell["D6"].what.vi == "“sở” không phải là mã."
    assert "32/13/2025" in by_cell["G7"].what.vi
    assert by_cell["A9"].what.vi == "đơn vị “so” đã có ở dòng 8 với cùng ngày hiệu lực."
    assert "in capitals only" in by_cell["A10"].what.en
    remedy = by_cell["D11"].remedy
    assert remedy is not None and remedy.vi == "Có phải là “phong-2”?"
    assert all(fault.place.startswith("units.xlsx, 'Bảng'!") for fault in found)


def test_an_unseen_sign_in_a_name_is_a_fault(sheets: "Sheets") -> None:
    (fault,) = faults(sheets(HEADINGS, "vl|Phòng\u202e Việc làm|division"))
    assert "U+202E" in fault.what.vi


def test_hidden_rows_are_read_and_counted() -> None:
    heads = Row(1, tuple(Cell(it, "A1") for it in HEADINGS.split("|")))
    cells = (Cell("vl", "A2"), Cell("Phòng Việc làm", "B2"), Cell("division", "C2"))
    taken = read((Table("", (heads, Row(2, cells, hidden=True))),))
    assert (taken.entries, taken.hidden) == (1, 1)
