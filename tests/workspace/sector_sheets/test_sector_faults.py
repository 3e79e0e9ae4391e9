"""What is wrong in a sector's workbook is told at once, each fault with its sheet and cell."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from thidua.core.text.fault import Refused
from thidua.core.workspace.readers import Cell

NO_NUMBER = "is not a number. Write a number, such as 5 or 0,5."
CODES = "is not a code."

FAULTS: list[tuple[str, str, Any, Mapping[str, str]]] = [
    ("Tiêu chí", "I3", "shar", {"'Tiêu chí'!I3": "Did you mean “share”?"}),
    ("Tiêu chí", "J3", "part = vacinated\nwhole = born", {"'Tiêu chí'!J3": "no name “vacinated”"}),
    ("Tiêu chí", "J3", "part vaccinated", {"'Tiêu chí'!J3": "is not name = value"}),
    ("Tiêu chí", "J3", "part = born\npart = late", {"'Tiêu chí'!J3": "“part” stands twice"}),
    ("Tiêu chí", "K3", "kep = 0,25", {"'Tiêu chí'!K3": "Did you mean “keep”?"}),
    ("Tiêu chí", "K3", "keep = 1.000", {"'Tiêu chí'!K3": "“1.000” may be 1000 or 1,000."}),
    ("Tiêu chí", "G3", "7", {"'Mục'!F3": "add up to 16, but 15 is declared here"}),
    ("Tiêu chí", "G3", None, {"'Tiêu chí'!G3": "“Points” is blank."}),
    ("Tiêu chí", "G3", "sáu", {"'Tiêu chí'!G3": f"“sáu” {NO_NUMBER}"}),
    ("Tiêu chí", "G3", "1.000", {"'Tiêu chí'!G3": "Write 1000, or 1,000 for decimals."}),
    ("Tiêu chí", "G3", Fraction(1, 3), {"'Tiêu chí'!G3": "more than 12 decimals"}),
    ("Tiêu chí", "G3", "-1", {"'Tiêu chí'!G3": "may not be negative"}),
    ("Tiêu chí", "G3", date(2026, 5, 6), {"'Tiêu chí'!G3": "The cell holds a date"}),
    ("Tiêu chí", "G3", Cell("#REF!", "", error=True), {"'Tiêu chí'!G3": "the error #REF!"}),
    (
        "Tiêu chí",
        "G3",
        Cell(None, "", error=True, computed=True),
        {"'Tiêu chí'!G3": "has not been computed"},
    ),
    (
        "Tiêu chí",
        "G3",
        Cell(Fraction(6), "", shown="0"),
        {"'Tiêu chí'!G3": "holds 6 but shows “0”"},
    ),
    ("Tiêu chí", "G4", Cell(Fraction(4), "", merged=True), {"'Tiêu chí'!G4": "is merged"}),
    ("Tiêu chí", "B6", "H-01", {"'Tiêu chí'!B6": "is taken by 'Tiêu chí'!B3"}),
    ("Tiêu chí", "B6", "H 06", {"'Tiêu chí'!B6": f"“H 06” {CODES}"}),
    ("Tiêu chí", "B6", None, {"'Tiêu chí'!B6": "“Code” is blank."}),
    ("Tiêu chí", "B6", "H-\u200b06", {"'Tiêu chí'!B6": "an unseen sign (U+200B)"}),
    (
        "Tiêu chí",
        "C4",
        "Z",
        {
            "'Tiêu chí'!C4": "The sheet “Sections” has no code “Z”.",
            "'Mục'!F3": "add up to 11, but 15",
        },
    ),
    ("Tiêu chí", "E3", None, {"'Tiêu chí'!E3": "“Title” is blank."}),
    ("Tiêu chí", "I3", "=points * 2", {"'Tiêu chí'!I3": "Leave out the = before it"}),
    (
        "Tiêu chí",
        "I3",
        Cell("#NAME?", "", error=True, computed=True),
        {"'Tiêu chí'!I3": "Leave out the = before it"},
    ),
    ("Tiêu chí", "L4", Cell(Fraction(3), "", computed=True), {"'Tiêu chí'!L4": "Leave out the ="}),
    ("Tiêu chí", "V3", "clinic, commune", {"'Tiêu chí'!V3": "a line each (Alt+Enter)."}),
    ("Tiêu chí", "G4", "3", {"'Bậc điểm'!G3": "give the criterion a “Bonus cap”.", "'Mục'!F3": ""}),
    ("Tiêu chí", "E4", Cell("Tiêm", "", merged=True), {"'Tiêu chí'!E4": "is merged"}),
    ("Tiêu chí", "X4", Cell("Văn bản", "", merged=True), {"'Tiêu chí'!X4": "is merged"}),
    ("Tiêu chí", "U3", "bắt buoc lắm", {"'Tiêu chí'!U3": "Did you mean “bắt buộc”?"}),
    ("Tiêu chí", "U3", "optionall", {"'Tiêu chí'!U3": "Did you mean “optional”?"}),
    ("Tiêu chí", "L4", "rat", {"'Tiêu chí'!L4": "Did you mean “rate”?"}),
    ("Tiêu chí", "P6", None, {"'Tiêu chí'!P6": "“Judged to” is blank."}),
    ("Tiêu chí", "Q7", "abc", {"'Tiêu chí'!Q7": f"“abc” {NO_NUMBER}"}),
    ("Tiêu chí", "V3", "trạm y tế", {"'Tiêu chí'!V3": "“trạm y tế” is not a code. Write codes of"}),
    ("Tiêu chí", "V3", "clinik", {"'Tiêu chí'!V3": "no kind of unit “clinik”. Did you mean"}),
    ("Tiêu chí", "V3", "comune", {"'Tiêu chí'!V3": "Did you mean “commune”?"}),
    ("Tiêu chí", "V3", "zzz", {"'Tiêu chí'!V3": "The kinds there are: clinic, commune."}),
    ("Loại đơn vị", "A3", "y tế", {"'Loại đơn vị'!A3": f"“y tế” {CODES}"}),
    ("Tiêu chí", "G2", "pointss", {"'Tiêu chí'!G2": "Did you mean “points” (Points)?"}),
    ("Tiêu chí", "I2", "formulla", {"'Tiêu chí'!I2": "Did you mean “formula” (Formula)?"}),
    ("Bậc điểm", "D3", "0,4", {"'Bậc điểm'!D3": "overlaps 'Bậc điểm'!E4"}),
    ("Bậc điểm", "G4", None, {"'Bậc điểm'!G4": "“Points” is blank."}),
    ("Bậc điểm", "D3", "90 %", {"'Bậc điểm'!D3": "“90 %” is not a number. Write 90."}),
    ("Bậc điểm", "D3", "0,6", {"'Bậc điểm'!D3": "or write “no score” under “Outside all steps”."}),
    ("Bậc điểm", "C4", "0,1", {"'Bậc điểm'!C4": "Values below the lowest step"}),
    ("Bậc điểm", "E3", "0,9", {"'Bậc điểm'!E3": "Values above the highest step"}),
    ("Bậc điểm", "G3", "năm", {"'Bậc điểm'!G3": f"“năm” {NO_NUMBER}"}),
    (
        "Bậc điểm",
        "B3",
        "H-22",
        {
            "'Bậc điểm'!B3": "“Criteria” has no code “H-22”. Did you mean “H-02”?",
            "'Bậc điểm'!E4": "Values above the highest step have no points.",
        },
    ),
    ("Điểm mốc", "C4", "0", {"'Điểm mốc'!C4": "in increasing order"}),
    ("Điểm mốc", "D4", None, {"'Điểm mốc'!D4": "“Points” is missing"}),
    ("Điểm mốc", "D4", "x", {"'Điểm mốc'!D4": f"“x” {NO_NUMBER}"}),
    ("Dòng điểm", "J4", "rate > ", {"'Dòng điểm'!J4": "is not well formed"}),
    ("Dòng điểm", "K3", "lat", {"'Dòng điểm'!K3": "Did you mean “late”?"}),
    ("Dòng điểm", "H3", None, {"'Dòng điểm'!C3": "does not say what it does"}),
    ("Dòng điểm", "I3", "1", {"'Dòng điểm'!C3": "A row has one effect"}),
    ("Dòng điểm", "L3", "1", {"'Dòng điểm'!L3": "The cap of a case is for a group only."}),
    ("Dòng điểm", "D5", "hai", {"'Dòng điểm'!D5": "on the first line of its group only"}),
    ("Dòng điểm", "J5", "late", {"'Dòng điểm'!J5": "A condition is needed here"}),
    ("Dòng điểm", "O6", "late", {"'Dòng điểm'!O6": "A condition is needed here"}),
    ("Dòng điểm", "N4", "sai", {"'Dòng điểm'!N4": "Known words: “không bị trừ”."}),
    ("Xếp loại", "D4", "81", {"'Xếp loại'!B3": "overlaps 'Xếp loại'!B4"}),
    ("Xếp loại", "C3", "tám mươi", {"'Xếp loại'!C3": f"“tám mươi” {NO_NUMBER}"}),
    ("Bảng điểm", "C6", "chinh thuc lam", {"'Bảng điểm'!C6": "Did you mean “chính thức”?"}),
    ("Bảng điểm", "C6", None, {"'Bảng điểm'!C6": "“Basis” is blank."}),
    ("Bảng điểm", "C10", "21", {"'Bảng điểm'!C10": "add up to 20.5, but 21 is declared here"}),
    ("Bảng điểm", "C8", "32/01/2026", {"'Bảng điểm'!C8": "does not exist in the calendar"}),
    ("Bảng điểm", "C9", "01/01/2025", {"'Bảng điểm'!C9": "before it starts"}),
    ("Bảng điểm", "C17", None, {"'Bảng điểm'!C18": "how many places totals are rounded"}),
    (
        "Bảng điểm",
        "C20",
        "section:A\nsection:Q",
        {"'Bảng điểm'!C20": "no section with the code “Q”"},
    ),
    ("Bảng điểm", "C20", "indicator:rat desc", {"'Bảng điểm'!C20": "no indicator “rat”"}),
    ("Bảng điểm", "C22", "child('A') + child('Z')", {"'Bảng điểm'!C22": "“Z”"}),
    ("Bảng điểm", "C22", "nope", {"'Bảng điểm'!C22": "no way to combine called “nope”"}),
    ("Dòng điểm", "K3", 'row("late")', {"'Dòng điểm'!C3": "in a circle: late → late"}),
    ("Bảng điểm", "D3", "Bảng thứ hai", {"'Bảng điểm'!D2": "“Code” is blank."}),
    ("Chỉ tiêu", "A3", "Born", {"'Chỉ tiêu'!A3": "“Born” is not an indicator code."}),
    ("Chỉ tiêu", "B3", None, {"'Chỉ tiêu'!B3": "“Title” is blank."}),
    ("Chỉ tiêu", "D3", None, {"'Chỉ tiêu'!D3": "“Unit of measure” is blank."}),
    ("Chỉ tiêu", "H5", "thấp", {"'Chỉ tiêu'!H5": "Known words: “cao hơn là tốt”"}),
    ("Chỉ tiêu", "F7", None, {"'Mức đánh giá'!B3": "“grades” goes with kind"}),
    ("Mức đánh giá", "C4", None, {"'Mức đánh giá'!C4": "“Title” is blank."}),
    ("Mức đánh giá", "A3", "grad", {"'Mức đánh giá'!A3": "Did you mean “grade”?"}),
    ("Công thức", "H3", "points * (part", {"'Công thức'!H3": "This “(” is never closed."}),
    ("Công thức", "F3", "part\nwhole\nPart x", {"'Công thức'!F3": "“Part x” cannot be a name"}),
    ("Tham số", "C4", "cutt", {"'Tham số'!C4": "Did you mean “cut”?"}),
    ("Tham số", "D3", None, {"'Tham số'!D3": "“Title” is blank."}),
    ("Kiểm tra", "D3", "vaccinated", {"'Kiểm tra'!D3": "A condition is needed here"}),
    ("Kiểm tra", "D3", "vacinated <= born", {"'Kiểm tra'!D3": "no indicator “vacinated”"}),
    ("Kiểm tra", "D3", "vaccinated <= ", {"'Kiểm tra'!D3": "is not well formed"}),
    ("Kiểm tra", "E3", "lõi", {"'Kiểm tra'!E3": "Did you mean “lỗi”?"}),
    ("Kiểm tra", "F3", "born", {"'Kiểm tra'!F3": "“As stated” and “Recomputed” go together"}),
    ("Ngành", "C5", "một", {"'Ngành'!C5": "“một” is no whole number."}),
    ("Ngành", "C8", None, {"'Ngành'!C8": "“Title of the sector” is blank."}),
    ("Ngành", "C7", "y tế", {"'Ngành'!C7": f"“y tế” {CODES}"}),
    ("Ngành", "D7", "khác", {"'Ngành'!D7": "has one column of contents only"}),
]


@pytest.mark.parametrize(("sheet", "address", "value", "expected"), FAULTS)
def test_a_fault_is_told_at_its_cell(
    book: Any, sheet: str, address: str, value: Any, expected: Mapping[str, str]
) -> None:
    told = book.set(sheet, address, value).faults()
    if sheet == "Bảng điểm" and address == "D3":
        told = {place: told[place] for place in expected}
    assert told.keys() == expected.keys()
    for place, words in expected.items():
        assert words in told[place]


def test_every_fault_of_every_sheet_is_told_at_once(book: Any) -> None:
    changes = {
        ("Tiêu chí", "I3"): "shar",
        ("Dòng điểm", "K3"): "lat",
        ("Ngành", "C8"): None,
        ("Kiểm tra", "E3"): "lõi",
        ("Bảng điểm", "C6"): "thật",
        ("Bậc điểm", "G3"): "năm",
    }
    for (sheet, address), value in changes.items():
        book.set(sheet, address, value)
    assert set(book.faults()) == {f"'{sheet}'!{address}" for sheet, address in changes}


def test_a_sheet_without_a_column_that_it_needs_says_so_once(book: Any) -> None:
    for row in book.sheets["Tiêu chí"]:
        del row[6]
    told = book.faults()
    assert told == {"'Tiêu chí'!A2": "The column “points” (Points) is missing."}


def test_a_sheet_without_headings_says_so(book: Any) -> None:
    book.sheets["Bậc điểm"] = [["không có gì ở đây"]]
    assert "At least: criterion, points." in book.faults()["'Bậc điểm'!A1"]


def test_two_sheets_of_one_form_are_refused(book: Any) -> None:
    book.sheets["Tieu chi"] = book.sheets["Tiêu chí"]
    assert "There are two sheets “Criteria”." in book.faults()["'Tieu chi'!A1"]


def test_a_sheet_whose_name_is_misspelt_is_named(book: Any) -> None:
    book.sheets["Tiêu chí phụ"] = book.sheets.pop("Tiêu chí")
    told = book.faults()
    assert "If it is “Criteria”, mend its name" in told["'Tiêu chí phụ'!A1"]


def test_a_workbook_without_sets_but_with_criteria_says_where(book: Any) -> None:
    del book.sheets["Bảng điểm"]
    assert book.faults() == {
        "so.xlsx": "There is no sheet “Criteria sets”, to which the sheet “Classes of results”"
        " refers. If it was renamed, call it “Criteria sets” again; if it was deleted, copy it"
        " from the workbook as it was exported."
    }


@pytest.mark.parametrize("code", ["Bậc điểm", "Điểm mốc", "Mục", "Tiêu chí"])
def test_a_sheet_that_others_refer_to_is_told_once_and_nothing_that_follows(
    book: Any, code: str
) -> None:
    del book.sheets[code]
    with pytest.raises(Refused) as refused:
        book.sound()
    [fault] = refused.value.faults
    assert fault.what.vi.startswith(f"Không có trang “{code}”, mà trang “")


def test_words_in_a_formula_are_one_fault_of_the_cell(book: Any) -> None:
    book.set("Tiêu chí", "K3", None).set("Tiêu chí", "J3", None)
    told = book.set("Tiêu chí", "I3", "điểm nhân tỷ lệ").faults()
    assert list(told) == ["'Tiêu chí'!I3"]
    assert "The character “đ” is not of the formula language." in told["'Tiêu chí'!I3"]


def test_bases_of_a_criterion_are_named_by_their_columns(book: Any) -> None:
    told = book.set("Tiêu chí", "L3", "rate").faults()
    assert told["'Tiêu chí'!L3"] == "The sheet “Steps” has no steps of H-01."
    assert "one base, but here are: “Formula”, “Steps of”." in told["'Tiêu chí'!B3"]


def test_one_cell_may_say_the_section_of_several_criteria(book: Any) -> None:
    book.set("Tiêu chí", "C4", Cell("A", "", merged=True))
    assert book.read().faults == ()


def test_a_set_whose_criteria_are_gone_says_so_at_its_code(book: Any) -> None:
    for sheet in ("Tiêu chí", "Dòng điểm", "Bậc điểm", "Điểm mốc"):
        del book.sheets[sheet]
    assert book.faults() == {"'Bảng điểm'!C2": "This set has no criteria on the sheet “Criteria”."}


def test_a_day_in_place_of_a_code_names_no_criterion(book: Any) -> None:
    told = book.set("Bậc điểm", "B3", date(2026, 3, 4)).faults()
    assert "“Criteria” has no code “2026-03-04”." in told["'Bậc điểm'!B3"]


def test_another_workbook_is_refused_with_the_sheets_of_the_form(book: Any) -> None:
    book.sheets = {"Kết quả": [["Đơn vị", "Giá trị"]]}
    assert "Export a sector to have the form" in book.faults()["so.xlsx"]


def test_of_several_sets_each_row_says_its_own(plain: Any, as_book: Any) -> None:
    from attrs import evolve

    (criteria,) = plain.criteria
    both = evolve(plain, criteria=(criteria, {**criteria, "code": "health-2027"}))
    book = as_book(both)
    assert book.read().plain == both
    assert (
        "Did you mean “health-2027”?"
        in book.set("Tiêu chí", "A8", "health-2072").faults()["'Tiêu chí'!A8"]
    )


def test_a_renamed_sheet_of_indicators_is_not_told_by_every_formula(book: Any) -> None:
    book.sheets["Số liệu báo cáo"] = book.sheets.pop("Chỉ tiêu")
    del book.sheets["Mức đánh giá"]
    with pytest.raises(Refused) as refused:
        book.sound()
    [fault] = refused.value.faults
    assert fault.what.vi == "Không có trang “Chỉ tiêu”, mà trang “Tiêu chí” ghi theo trang này."
