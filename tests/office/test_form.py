"""The form for results in Excel: open where it is filled, locked elsewhere, and only text."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from attrs import evolve

from thidua import office
from thidua.core.text.fault import Refused
from thidua.office.form_writing import write_form
from thidua.office.workbook_reading import read_workbook
from thidua.plugins import TemplateFile

COLUMNS = (
    ("unit", "Mã đơn vị", True, False),
    ("indicator", "Mã chỉ tiêu", True, False),
    ("unit_name", "Tên đơn vị", False, False),
    ("indicator_title", "Tên chỉ tiêu", False, False),
    ("previous", "Kỳ trước", False, False),
    ("value", "Giá trị", False, True),
    ("evidence", "Tài liệu minh chứng", False, True),
)


def row(*cells: str, choices: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"cells": [*cells, "", ""], "choices": list(choices)}


def data(*rows: dict[str, Any]) -> dict[str, Any]:
    return {
        "form": "result",
        "title": "Cụm các phòng",
        "period": "Kỳ 2026: 01/01/2026 - 31/12/2026",
        "columns": [
            {"code": code, "title": title, "carried": carried, "filled": filled}
            for code, title, carried, filled in COLUMNS
        ],
        "rows": list(rows),
    }


JOBS = row("ncc", "jobs", "Phòng Người có công", "Việc làm mới", "1.712")
PLAN = row("ncc", "plan", "Phòng Người có công", "Có kế hoạch", "", choices=("có", "không"))


@pytest.fixture
def template() -> TemplateFile:
    (found,) = office.thidua_report_templates()
    return found.files[0]


@pytest.fixture
def written(template: TemplateFile, tmp_path: Path) -> Path:
    """A form of two rows."""
    file = tmp_path / "bieu.xlsx"
    file.write_bytes(write_form(template, data(JOBS, PLAN), "vi"))
    return file


def sheet_of(file: Path) -> Any:
    return openpyxl.load_workbook(file).active


def heading_row(sheet: Any) -> int:
    numbers = [number for number, cell in enumerate(sheet["A"], 1) if cell.value == "Mã đơn vị"]
    return numbers[0]


def test_it_says_what_it_is_and_how_to_fill_it_in(written: Path) -> None:
    sheet = sheet_of(written)
    assert sheet.title == "Kết quả"
    assert sheet["C1"].value == "Biểu nhập kết quả thi đua"
    assert sheet["C2"].value == "Cụm các phòng"
    assert sheet["C3"].value.startswith("Kỳ 2026")
    assert "nền vàng" in sheet["C4"].value


def test_codes_are_carried_in_hidden_columns(written: Path) -> None:
    sheet = sheet_of(written)
    assert sheet.column_dimensions["A"].hidden
    assert sheet.column_dimensions["B"].hidden or sheet.column_dimensions["A"].max == 2
    assert not sheet.column_dimensions["C"].hidden


def test_only_the_cells_to_fill_are_open_and_stand_out(written: Path) -> None:
    sheet = sheet_of(written)
    top = heading_row(sheet)
    assert sheet.protection.sheet
    for number in (top + 1, top + 2):
        cells = sheet[number]
        unlocked = [not cell.protection.locked for cell in cells]
        assert unlocked == [filled for _, _, _, filled in COLUMNS]
        assert cells[5].fill.fgColor.rgb == "FFFFF9DB"
    assert all(cell.protection.locked for cell in sheet[top])


def test_every_cell_is_text_in_times_new_roman(written: Path) -> None:
    sheet = sheet_of(written)
    top = heading_row(sheet)
    for cells in sheet.iter_rows(min_row=top):
        assert all(cell.font.name == "Times New Roman" for cell in cells)
        assert all(cell.number_format == "@" for cell in cells)
        assert all(cell.data_type == "s" for cell in cells if cell.value is not None)
    assert sheet[top + 1][4].value == "1.712"


def test_a_name_that_looks_like_a_formula_stays_a_name(
    template: TemplateFile, tmp_path: Path
) -> None:
    file = tmp_path / "bieu.xlsx"
    file.write_bytes(write_form(template, data(row("ncc", "jobs", "=1+1", "@SUM(1)", "-5")), "vi"))
    (table,) = read_workbook(file)
    cells = table.rows[-1].cells
    assert [cell.value for cell in cells[2:5]] == ["=1+1", "@SUM(1)", "-5"]
    assert not any(cell.computed for cell in cells)


def test_few_words_are_chosen_from_a_list_with_vietnamese_messages(written: Path) -> None:
    sheet = sheet_of(written)
    (rule,) = sheet.data_validations.dataValidation
    assert rule.type == "list"
    assert rule.formula1 == '"có,không"'
    assert str(rule.sqref) == f"F{heading_row(sheet) + 2}"
    assert (rule.errorTitle, rule.error) == ("Giá trị không đúng", "Chỉ nhận: có, không.")
    assert rule.promptTitle == "Chọn một trong danh sách"


@pytest.mark.parametrize(
    "choices", [("Tốt, khá", "Kém"), tuple(f"Mức xếp loại số {number}" for number in range(30))]
)
def test_a_list_that_excel_cannot_hold_is_left_to_the_note(
    template: TemplateFile, tmp_path: Path, choices: tuple[str, ...]
) -> None:
    file = tmp_path / "bieu.xlsx"
    rows = row("ncc", "grade", "Phòng", "Xếp loại", "", choices=choices)
    file.write_bytes(write_form(template, data(rows), "vi"))
    assert sheet_of(file).data_validations.dataValidation == []


def test_it_prints_on_a4_across_with_its_headings_on_each_page(written: Path) -> None:
    sheet = sheet_of(written)
    assert sheet.page_setup.orientation == "landscape"
    assert int(sheet.page_setup.paperSize) == 9
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) in ((1, 0), (None, 0))
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    top = heading_row(sheet)
    assert sheet.print_title_rows == f"${top}:${top}"
    assert sheet.freeze_panes == f"E{top + 1}"
    assert "Trang" in sheet.oddFooter.center.text


def test_the_same_form_is_the_same_file(template: TemplateFile) -> None:
    assert write_form(template, data(JOBS), "vi") == write_form(template, data(JOBS), "vi")


def test_it_speaks_english_too(template: TemplateFile, tmp_path: Path) -> None:
    file = tmp_path / "form.xlsx"
    file.write_bytes(write_form(template, data(JOBS), "en"))
    sheet = sheet_of(file)
    assert (sheet.title, sheet["C1"].value) == ("Results", "Form for emulation results")
    assert "yellow" in sheet["C4"].value


def test_a_form_without_rows_is_still_a_form(template: TemplateFile, tmp_path: Path) -> None:
    file = tmp_path / "bieu.xlsx"
    file.write_bytes(write_form(template, data(), "vi"))
    assert heading_row(sheet_of(file)) == 7


def test_data_of_a_report_is_no_form(template: TemplateFile) -> None:
    with pytest.raises(Refused, match="thidua result template"):
        write_form(template, {"title": "Báo cáo"}, "vi")


@pytest.mark.parametrize(
    "content",
    [
        'instructions = ["x"]',
        "instructions = [{ vi = 'x' }]",
        "instructions = 5",
        "[[[",
        "instructions = [{ vi = '', en = 'x' }]",
    ],
)
def test_instructions_of_a_department_need_both_languages(
    template: TemplateFile, content: str
) -> None:
    with pytest.raises(Refused):
        write_form(evolve(template, content=content.encode()), data(JOBS), "vi")


def test_the_plugin_offers_readers_renderers_and_the_form(template: TemplateFile) -> None:
    assert office.thidua_plugin().code == "office"
    suffixes = [suffix for reader in office.thidua_readers() for suffix in reader.suffixes]
    assert suffixes == [".csv", ".xlsx", ".ods", ".xls"]
    renderers = {renderer.format: renderer for renderer in office.thidua_renderers()}
    assert {code: item.suffix for code, item in renderers.items()} == {
        "html": ".html",
        "toml": ".xlsx",
    }
    assert renderers[template.format].write(template, data(JOBS), "vi")[:2] == b"PK"
    page = evolve(template, format="html", content=b"<p>{{ title }}</p>")
    assert b"<p>A</p>" in renderers["html"].write(page, {"title": "A"}, "vi")
