"""The table in a file is found by its headings, wherever it stands and however they are typed."""

import unicodedata
from datetime import date
from typing import TYPE_CHECKING

import pytest

from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, Refused
from thidua.core.workspace.intake.headings import find_sheet
from thidua.core.workspace.intake.sheets import Column, Sheet
from thidua.core.workspace.readers import Cell, Row, Table

if TYPE_CHECKING:
    from tests.workspace.conftest import Sheets

KNOWN = (
    Column("unit", Text("Mã đơn vị", "Unit code"), required=True),
    Column("value", Text("Giá trị", "Value"), required=True),
    Column("territory", Text("Địa bàn", "Territory")),
)


def found(tables: tuple[Table, ...]) -> Sheet:
    return find_sheet("tệp.xlsx", tables, KNOWN)


def faults(tables: tuple[Table, ...]) -> tuple[Fault, ...]:
    with pytest.raises(Refused) as refused:
        found(tables)
    return refused.value.faults


@pytest.mark.parametrize(
    "headings",
    [
        "Mã đơn vị|Giá trị",
        "unit|value",
        "Unit code|Value",
        "MÃ  ĐƠN VỊ (*)|giá trị:",
        "Ma don vi|Gia tri",
        unicodedata.normalize("NFD", "Mã đơn vị|Giá trị"),
    ],
)
def test_a_heading_is_its_code_or_a_title_with_or_without_marks(
    sheets: "Sheets", headings: str
) -> None:
    sheet = found(sheets(headings, "ncc|5"))
    assert sheet.columns == {"unit": 0, "value": 1}
    assert sheet.ignored == ()


def test_the_headings_may_stand_below_a_title(sheets: "Sheets") -> None:
    sheet = found(sheets("BÁO CÁO KẾT QUẢ", "", "STT|Giá trị|Mã đơn vị", "1|5|ncc", "", "2|6|vl"))
    assert (sheet.heading_row, sheet.columns) == (3, {"value": 1, "unit": 2})
    assert sheet.ignored == ("STT",)
    assert [record.row.number for record in sheet.records()] == [4, 6]
    assert [record.text("unit") for record in sheet.records()] == ["ncc", "vl"]


def test_the_sheet_that_fits_is_taken_wherever_it_stands(sheets: "Sheets") -> None:
    other, wanted = sheets("Hướng dẫn", name="A"), sheets("unit|value", "ncc|5", name="B")
    assert found((*other, *wanted)).table.sheet == "B"


def test_two_sheets_that_fit_are_not_chosen_between(sheets: "Sheets") -> None:
    both = (*sheets("unit|value", name="Quý I"), *sheets("unit|value", name="Quý II"))
    (fault,) = faults(both)
    assert "“Quý I”, “Quý II”" in fault.what.vi
    assert "2 sheets" in fault.what.en


def test_a_hidden_sheet_is_not_read_and_that_is_said(sheets: "Sheets") -> None:
    (fault,) = faults(sheets("unit|value", "ncc|5", hidden=True))
    assert fault.remedy is not None
    assert "Trang tính ẩn không được đọc." in fault.remedy.vi
    hidden = sheets("unit|value", "x|1", name="Cũ", hidden=True)
    assert found((*hidden, *sheets("unit|value", "ncc|5"))).table.sheet == "Bảng"


@pytest.mark.parametrize("lines", [(), ("",), ("x|y", "ncc|5")])
def test_a_file_without_the_headings_is_told_which_are_needed(
    sheets: "Sheets", lines: tuple[str, ...]
) -> None:
    (fault,) = faults(sheets(*lines))
    assert fault.place == "tệp.xlsx"
    assert fault.remedy == Text(
        "Cần ít nhất các cột: Mã đơn vị, Giá trị.",
        "At least these columns are needed: Unit code, Value.",
    )


def test_no_sheet_at_all_is_refused() -> None:
    assert "headings" in faults(())[0].what.en


def test_a_column_that_lacks_and_one_that_is_misspelt_are_both_named(sheets: "Sheets") -> None:
    misspelt, lacking = faults(sheets("Mã đơn vị|Gía trj", "ncc|5"))
    assert misspelt.what.vi == "không có cột “Gía trj”."
    assert misspelt.remedy == Text("Có phải là cột “Giá trị”?", "Is it the column “Value”?")
    assert lacking.what.vi == "thiếu cột “Giá trị”."
    assert lacking.place == "tệp.xlsx, 'Bảng'!1"


def test_an_optional_column_that_is_misspelt_is_not_passed_over(sheets: "Sheets") -> None:
    (fault,) = faults(sheets("unit|value|Địa bản tỉnh|Teritory", "ncc|5|x|y"))
    assert "Teritory" in fault.what.en


def test_a_column_that_stands_twice_is_not_chosen_between(sheets: "Sheets") -> None:
    (fault,) = faults(sheets("unit|value|Giá trị", "ncc|5|6"))
    assert fault.what.vi == "cột “Giá trị” đứng hai lần."


def test_a_day_in_a_column_of_text_is_written_as_people_write_it() -> None:
    heads = Row(1, (Cell("unit", "A1"), Cell("value", "B1")))
    row = Row(2, (Cell("ncc", "A2"), Cell(date(2026, 3, 5), "B2")))
    (record,) = found((Table("", (heads, row)),)).records()
    assert record.text("value") == "05/03/2026"
