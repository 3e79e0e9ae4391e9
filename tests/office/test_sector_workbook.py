"""A sector's workbook as Excel shows it: heads that stand still, notes, lists to choose from."""

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from thidua.core.model.sector_file import SectorFile
from thidua.core.text.fault import Refused
from thidua.core.workspace.sector_sheets.forms import FORMS
from thidua.core.workspace.sector_sheets.reading import plain_of
from thidua.core.workspace.sector_sheets.sector_plain import SectorPlain, plain_of_records
from thidua.core.workspace.sector_sheets.workbook_data import workbook_data
from thidua.core.workspace.sector_sheets.writing import sheets_of
from thidua.core.workspace.templates import TemplateFile
from thidua.office.sector_workbook import write_sector_workbook
from thidua.office.workbook_reading import read_workbook

REAL = Path(__file__).parents[2] / "docs" / "vi-du" / "nganh-tien-giang.xlsx"


@pytest.fixture(scope="module")
def real() -> Any:
    """The workbook of the complete real table."""
    return openpyxl.load_workbook(REAL)


def columns(sheet: Any) -> dict[str, Any]:
    return {cell.value: cell for cell in sheet[2]}


def lists_of(sheet: Any) -> dict[str, Any]:
    """The drop-down list of each column that has one, by the column's code."""
    codes = {cell.column_letter: code for code, cell in columns(sheet).items()}
    return {
        codes[str(it.sqref).split(":")[0].rstrip("0123456789")]: it
        for it in sheet.data_validations.dataValidation
    }


def test_guide_comes_first_and_leads_to_every_sheet(real: Any) -> None:
    guide, *sheets = real.worksheets
    assert guide.title == "Hướng dẫn"
    links = [cell.hyperlink.location for (cell,) in guide["A1:A40"] if cell.hyperlink]
    assert links == [f"'{sheet.title}'!A1" for sheet in sheets]
    forms = [form.title.vi for form in FORMS]
    assert [sheet.title for sheet in sheets] == [*forms, "Công thức chuẩn"]


def test_standard_formulas_are_explained_and_chosen_from(real: Any) -> None:
    sheet = real["Công thức chuẩn"]
    lines = {row[0].value: [cell.value for cell in row] for row in sheet.iter_rows(min_row=3)}
    _, title, explanation, inputs, parameters = lines["ratio-capped"]
    assert title == "Theo tỷ lệ hoàn thành, tối đa bằng điểm chuẩn"
    assert explanation.startswith("Điểm = điểm chuẩn × kết quả / mức giao")
    assert inputs == "actual\ntarget"
    floor, zero = parameters.split("\n")
    assert floor == "floor = 0: Tỷ lệ sàn so với mức giao (0,5 là 50 %)"
    assert zero.endswith("Khi mức giao bằng 0 (full, unknown, zero)")
    offered = lists_of(real["Tiêu chí"])["formula"]
    assert offered.formula1 == "'Công thức chuẩn'!$A$3:$A$500"
    assert (offered.errorStyle, offered.showErrorMessage) == ("information", True)
    assert read_workbook(REAL)[-1].sheet == "Công thức chuẩn"
    read = plain_of(read_workbook(REAL), REAL.name)
    assert (read.faults, read.ignored, read.notices) == ((), (), ())


def test_heads_stand_still_and_say_what_to_write(real: Any) -> None:
    sheet = real["Tiêu chí"]
    assert sheet.freeze_panes == "C3"
    assert real["Bảng điểm"].freeze_panes == "C2"
    about = {column.code: column.about.vi for form in FORMS for column in form.columns}
    for code, cell in columns(sheet).items():
        comment = sheet.cell(1, cell.column).comment
        assert comment is not None and comment.text, code
    assert "Không có dấu =" in about["formula"]


def test_closed_lists_are_chosen_from(real: Any) -> None:
    offered = lists_of(real["Tiêu chí"])
    assert offered["evidence"].formula1 == '"bắt buộc,không bắt buộc"'
    assert offered["evidence"].errorStyle in (None, "stop")
    # Of codes, one may be typed before its own row is.
    assert offered["section"].formula1 == "'Mục'!$B$3:$B$500"
    assert not offered["section"].showErrorMessage
    assert set(offered) >= {"set", "section", "parent", "start", "uncovered", "evidence"}


def test_points_are_numbers_to_reckon_with_and_the_rest_is_text(real: Any) -> None:
    sheet = real["Tiêu chí"]
    heads = columns(sheet)
    points = heads["points"].column_letter
    assert {cell.data_type for row in sheet.iter_rows(min_row=3) for cell in row} <= {"s", "n"}
    assert (sheet[f"{points}3"].value, sheet[f"{points}3"].number_format) == (3, "General")
    assert sheet[f"{points}3"].alignment.horizontal == "right"
    code = sheet[f"{heads['code'].column_letter}3"]
    assert (code.data_type, code.number_format) == ("s", "@")


def test_rows_below_the_last_are_ready_to_be_filled_in(real: Any) -> None:
    sheet = real["Tiêu chí"]
    heads = columns(sheet)
    last = next(cell.row for cell in reversed(sheet["B"]) if cell.value)
    for code, shape in (("points", "General"), ("title_vi", "@")):
        for row in (last + 1, last + 30):
            cell = sheet[f"{heads[code].column_letter}{row}"]
            assert (cell.number_format, cell.border.bottom.style) == (shape, "thin")
            assert cell.alignment.wrap_text
    assert str(lists_of(sheet)["evidence"].sqref).endswith(str(last + 199))


EXACT = ["0.1", "2.25", "100000000000000", "-0.123456789", "12345678901.2345"]
LONG = ["0.1234567890123456", "1234567890123456"]


def test_numbers_come_back_as_they_were_whether_a_cell_can_hold_them_or_not(
    tmp_path: Path,
) -> None:
    knots = [[str(at), points] for at, points in enumerate([*EXACT, *LONG])]
    criterion = {"code": "A", "points": "1", "interpolate": {"on": "x", "steps": knots}}
    plain = SectorPlain({}, ({"code": "s", "points": "0.5", "criteria": [criterion]},))
    template = TemplateFile("sector-workbook", b"-", "x.xlsx")
    file = tmp_path / "x.xlsx"
    data = workbook_data(sheets_of(plain), "vi")
    file.write_bytes(write_sector_workbook(template, data, "vi"))
    sheet = openpyxl.load_workbook(file)["Điểm mốc"]
    cells = [sheet.cell(row, 4) for row in range(3, 3 + len(knots))]
    assert [cell.data_type for cell in cells] == ["n"] * len(EXACT) + ["s"] * len(LONG)
    assert [cell.number_format for cell in cells[:5]] == [
        *("General", "General", "0", "0.000000000", "0.0000"),
    ]
    read = plain_of(read_workbook(file), "x.xlsx")
    [back] = read.plain.criteria[0]["criteria"]
    assert [str(points) for _, points in back["interpolate"]["steps"]] == [*EXACT, *LONG]
    assert not [it for it in read.faults if "Điểm mốc" in it.place]


def test_nothing_but_a_sector_is_written_in_this_format() -> None:
    template = TemplateFile("sector-workbook", b"-", "bao-cao.xlsx")
    with pytest.raises(Refused, match="workbooks of sectors only") as refused:
        write_sector_workbook(template, {"document": "minutes"}, "vi")
    assert refused.value.faults[0].place == "bao-cao.xlsx"


def test_sector_without_a_name_is_called_a_guide() -> None:
    data = workbook_data(sheets_of(plain_of_records(SectorFile(None, None), [])), "en")
    template = TemplateFile("sector-workbook", b"-", "x.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(write_sector_workbook(template, data, "en")))
    assert book.worksheets[0]["A1"].value == "Guide"
    assert book["Criteria"].column_dimensions["A"].hidden
