"""The form for results in Excel: open where it is filled, locked elsewhere, and only text."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from attrs import evolve

from thidua import office
from thidua.core.text.fault import Refused
from thidua.core.workspace.intake.form_marks import FormIdentity, identity_of
from thidua.office.form_rules import formula_for
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


DANGEROUS = (
    *("=", "+", "-", "@", "\t=", "\n=", " =", "'=", '"=', "{=", "=+", "+-", "-+", "@@", "；="),
)
MARKS = ["thidua-form", "phong", "2026", ""]


def row(*cells: str, choices: tuple[str, ...] = (), accepts: str = "whole") -> dict[str, Any]:
    return {
        "kind": "figure",
        "cells": [*cells, "", ""],
        "choices": list(choices),
        "accepts": "words" if choices else accepts,
    }


def heading(kind: str, text: str, note: str = "") -> dict[str, Any]:
    return {"kind": kind, "text": text, "note": note}


def page(*rows: dict[str, Any], unit: str = "") -> dict[str, Any]:
    return {"unit": unit, "marks": MARKS, "rows": list(rows)}


def data(*rows: dict[str, Any], unit: str = "") -> dict[str, Any]:
    return form(page(*rows, unit=unit))


def form(*pages: dict[str, Any]) -> dict[str, Any]:
    return {
        "form": "result",
        "title": "Cụm các phòng",
        "period": "Kỳ 2026: 01/01/2026 - 31/12/2026",
        "columns": [
            {"code": code, "title": title, "carried": carried, "filled": filled}
            for code, title, carried, filled in COLUMNS
        ],
        "sheets": list(pages),
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
    assert sheet["C2"].value == "Biểu số liệu thi đua"
    assert sheet["C3"].value == "Cụm các phòng"
    assert sheet["C4"].value.startswith("Kỳ 2026")
    assert "nền vàng" in sheet["C5"].value
    assert [cell.value for cell in sheet[2][4:]] == ["Ô cần điền", "Ô đã khoá", "Tiêu chí"]
    assert sheet["E2"].fill.fgColor.rgb == sheet.cell(heading_row(sheet) + 1, 6).fill.fgColor.rgb


def test_whose_form_it_is_is_carried_in_a_hidden_row(written: Path) -> None:
    sheet = sheet_of(written)
    assert sheet.row_dimensions[1].hidden
    assert [cell.value for cell in sheet[1][:4]] == ["thidua-form", "phong", "2026", None]
    (table,) = read_workbook(written)
    assert identity_of(table) == FormIdentity("phong", "2026")


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


@pytest.mark.parametrize("prefix", DANGEROUS)
def test_a_name_that_looks_like_a_formula_stays_a_name(
    template: TemplateFile, tmp_path: Path, prefix: str
) -> None:
    file = tmp_path / "bieu.xlsx"
    said = f"{prefix}cmd|' /C calc'!A0"
    rows = (heading("criterion", said, said), row("ncc", "jobs", said, said, said))
    file.write_bytes(write_form(template, form(page(*rows, unit=said), page(unit=said)), "vi"))
    for table in read_workbook(file):
        assert not any(cell.computed for line in table.rows for cell in line.cells)
    sheet = openpyxl.load_workbook(file).worksheets[0]
    kept = {cell.value for line in sheet.iter_rows() for cell in line if cell.data_type == "s"}
    assert {said, "Cụm các phòng"} <= kept


def test_few_words_are_chosen_from_a_list_with_vietnamese_messages(written: Path) -> None:
    sheet = sheet_of(written)
    (rule,) = (it for it in sheet.data_validations.dataValidation if it.type == "list")
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


@pytest.mark.parametrize("accepts", ["whole", "number", "date"])
def test_what_is_typed_is_checked_by_a_formula_that_excel_can_hold(
    template: TemplateFile, tmp_path: Path, accepts: str
) -> None:
    file = tmp_path / "bieu.xlsx"
    cells = ("ncc", "jobs", "Phòng", "Việc làm", "")
    lines = [row(*cells, accepts=accepts), PLAN, *[row(*cells, accepts=accepts)] * 2]
    file.write_bytes(write_form(template, data(*lines), "vi"))
    (rule,) = (it for it in sheet_of(file).data_validations.dataValidation if it.type == "custom")
    top = heading_row(sheet_of(file))
    assert str(rule.sqref) == f"F{top + 1} F{top + 3}:F{top + 4}"
    assert f"F{top + 1}" in rule.formula1
    assert len(formula_for(accepts, "I99999")) <= 255
    assert rule.promptTitle == "Cách ghi"
    assert rule.allow_blank


def test_rules_of_a_large_form_are_told_in_pieces(template: TemplateFile, tmp_path: Path) -> None:
    file = tmp_path / "bieu.xlsx"
    file.write_bytes(write_form(template, data(*[JOBS, PLAN] * 250), "vi"))
    rules = sheet_of(file).data_validations.dataValidation
    typed = [rule for rule in rules if rule.type == "custom"]
    assert [len(str(rule.sqref).split()) for rule in typed] == [100, 100, 50]
    assert all(str(rule.sqref).split()[0] in rule.formula1 for rule in typed)


def test_headings_stand_between_the_figures_and_tell_the_rule(
    template: TemplateFile, tmp_path: Path
) -> None:
    file = tmp_path / "bieu.xlsx"
    title = "A1. " + "Kết quả giải quyết việc làm cho người lao động " * 6
    rows = (heading("section", "A. Việc làm"), heading("criterion", title, "Có sẵn 5 điểm"), JOBS)
    file.write_bytes(write_form(template, data(*rows), "vi"))
    sheet = sheet_of(file)
    top = heading_row(sheet)
    assert [sheet.cell(top + step, 1).value for step in (1, 2, 3)] == [
        "thidua-text",
        "thidua-text",
        "ncc",
    ]
    assert sheet.cell(top + 1, 3).value == "A. Việc làm"
    assert f"C{top + 1}:G{top + 1}" in [str(it) for it in sheet.merged_cells.ranges]
    assert sheet.cell(top + 2, 3).comment.text == "Có sẵn 5 điểm"
    assert sheet.row_dimensions[top + 2].height > 2 * sheet.row_dimensions[top + 1].height
    assert sheet.cell(top + 2, 3).protection.locked


def test_the_form_of_one_unit_bears_its_name_and_places_to_sign(
    template: TemplateFile, tmp_path: Path
) -> None:
    file = tmp_path / "bieu.xlsx"
    file.write_bytes(write_form(template, data(JOBS, unit="Phòng Người có công"), "vi"))
    sheet = sheet_of(file)
    top = heading_row(sheet)
    assert [sheet["D3"].value, sheet["D4"].value] == ["Cụm các phòng", "Phòng Người có công"]
    assert all(sheet.column_dimensions[name].hidden for name in "AC")
    words = {
        cell.value: cell for line in sheet.iter_rows(min_row=top + 2) for cell in line if cell.value
    }
    assert {"Người lập biểu", "Thủ trưởng đơn vị", "(Ký, ghi rõ họ tên)"} <= set(words)
    signed = [line for line in sheet.iter_rows(min_row=top + 2) if any(it.value for it in line)]
    assert {line[0].value for line in signed} == {"thidua-text"}
    assert [cell.value for line in signed for cell in line[5:6]] == [None] * 4
    # A name may be typed above the place of the signature.
    assert not signed[-1][6].protection.locked


def test_a_department_may_leave_the_signatures_away(template: TemplateFile, tmp_path: Path) -> None:
    file = tmp_path / "bieu.xlsx"
    own = evolve(template, content='title = { vi = "Biểu", en = "Form" }'.encode())
    file.write_bytes(write_form(own, data(JOBS, unit="Phòng Người có công"), "vi"))
    sheet = sheet_of(file)
    assert (sheet["D2"].value, sheet.max_row) == ("Biểu", heading_row(sheet) + 1)


def test_long_names_take_the_lines_that_they_need(template: TemplateFile, tmp_path: Path) -> None:
    file = tmp_path / "bieu.xlsx"
    long = "Trung tâm Điều dưỡng, Phục hồi chức năng tâm thần kinh và Bảo trợ xã hội " * 2
    file.write_bytes(write_form(template, data(row("ncc", "a", "", long, ""), unit=long), "vi"))
    sheet = sheet_of(file)
    heights = {number: sheet.row_dimensions[number].height for number in (3, 4, 5)}
    assert heights[4] > heights[3] > heights[5]
    assert sheet.row_dimensions[heading_row(sheet) + 1].height > 2 * heights[5]


def test_each_unit_begins_a_page(template: TemplateFile, tmp_path: Path) -> None:
    file = tmp_path / "bieu.xlsx"
    rows = (heading("unit", "Phòng A"), JOBS, heading("unit", "Phòng B"), PLAN)
    file.write_bytes(write_form(template, data(*rows), "vi"))
    sheet = sheet_of(file)
    assert [it.id for it in sheet.row_breaks.brk] == [heading_row(sheet) + 2]


def test_each_unit_may_have_a_sheet_of_its_own(template: TemplateFile, tmp_path: Path) -> None:
    file = tmp_path / "bieu.xlsx"
    long = "Trung tâm Điều dưỡng/Phục hồi chức năng tâm thần [cơ sở 1]"
    pages = [page(JOBS, unit=long), page(JOBS, unit=long), page(PLAN, unit="'Phòng'")]
    file.write_bytes(write_form(template, form(*pages), "vi"))
    names = openpyxl.load_workbook(file).sheetnames
    assert names[0].startswith("1 Trung tâm Điều dưỡng Phục")
    assert names[2] == "3  Phòng"
    assert len(set(names)) == 3


def test_it_prints_on_a4_across_with_its_headings_on_each_page(written: Path) -> None:
    sheet = sheet_of(written)
    assert sheet.page_setup.orientation == "landscape"
    assert int(sheet.page_setup.paperSize) == 9
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) in ((1, 0), (None, 0))
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    top = heading_row(sheet)
    assert sheet.auto_filter.ref is None
    assert sheet.print_title_rows == f"${top}:${top}"
    assert sheet.freeze_panes == f"E{top + 1}"
    assert "Trang" in sheet.oddFooter.center.text


def test_the_same_form_is_the_same_file(template: TemplateFile) -> None:
    assert write_form(template, data(JOBS), "vi") == write_form(template, data(JOBS), "vi")


def test_it_speaks_english_too(template: TemplateFile, tmp_path: Path) -> None:
    file = tmp_path / "form.xlsx"
    file.write_bytes(write_form(template, data(JOBS), "en"))
    sheet = sheet_of(file)
    assert (sheet.title, sheet["C2"].value) == ("Results", "Form for emulation figures")
    assert "yellow" in sheet["C5"].value


def test_a_form_without_rows_is_still_a_form(template: TemplateFile, tmp_path: Path) -> None:
    file = tmp_path / "bieu.xlsx"
    file.write_bytes(write_form(template, data(), "vi"))
    assert heading_row(sheet_of(file)) == 8


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
    assert {".csv", ".xlsx", ".ods", ".xls"} <= set(suffixes)
    renderers = {renderer.format: renderer for renderer in office.thidua_renderers()}
    suffixes_out = {(code, item.suffix) for code, item in renderers.items()}
    assert {("html", ".html"), ("toml", ".xlsx")} <= suffixes_out
    assert renderers[template.format].write(template, data(JOBS), "vi")[:2] == b"PK"
    html = evolve(template, format="html", content=b"<p>{{ title }}</p>")
    assert b"<p>A</p>" in renderers["html"].write(html, {"title": "A"}, "vi")
