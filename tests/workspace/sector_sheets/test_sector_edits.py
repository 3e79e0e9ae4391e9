"""What an official does to a sector's workbook in Excel is understood."""

import unicodedata
from fractions import Fraction
from typing import Any

from attrs import evolve

from thidua.core.workspace.readers import Cell
from thidua.core.workspace.sector_sheets.reading import plain_of


def moved(rows: list[list[Any]], old: int, new: int) -> None:
    for row in rows:
        row.extend([None] * (max(old, new) + 1 - len(row)))
        row.insert(new, row.pop(old))


def test_columns_may_be_moved(book: Any, plain: Any) -> None:
    moved(book.sheets["Tiêu chí"], 1, 12)
    moved(book.sheets["Dòng điểm"], 9, 0)
    assert book.read().plain == plain


def test_a_fault_in_a_moved_column_has_its_present_cell(book: Any) -> None:
    moved(book.sheets["Tiêu chí"], 8, 0)
    assert list(book.set("Tiêu chí", "A3", "shar").faults()) == ["'Tiêu chí'!A3"]


def test_headings_may_be_changed_and_the_codes_lost(book: Any, plain: Any) -> None:
    for rows in (book.sheets["Tiêu chí"], book.sheets["Bậc điểm"]):
        rows[0] = [None, "một", "hai", "ba"]
    del book.sheets["Chỉ tiêu"][1]
    del book.sheets["Mục"][1]
    assert book.read().plain == plain


def test_headings_without_codes_may_have_marks_and_stars(book: Any, plain: Any) -> None:
    del book.sheets["Mục"][1]
    book.sheets["Mục"][0] = [
        f"{it.upper()} *" if isinstance(it, str) else it for it in book.sheets["Mục"][0]
    ]
    assert book.read().plain == plain


def test_a_column_of_one_s_own_is_passed_over_and_told(book: Any, plain: Any) -> None:
    column = len(book.sheets["Tiêu chí"][0])
    book.set("Tiêu chí", book.at("Tiêu chí", "scored_by", 1).replace("X", "Y"), "Ý kiến của Sở")
    assert len(book.sheets["Tiêu chí"][0]) == column + 1
    book.set("Tiêu chí", "Y3", "đã thống nhất").set("Tiêu chí", "Y20", "chữ dưới bảng")
    read = book.read()
    assert (read.plain, read.faults) == (plain, ())
    assert read.ignored == ("'Tiêu chí': Ý kiến của Sở",)


def test_a_column_may_be_added_by_its_heading_alone(book: Any) -> None:
    for row in book.sheets["Mục"]:
        del row[8:]
    book.set("Mục", "I1", "Trọng số").set("Mục", "I2", None).set("Mục", "I3", "0,5")
    assert book.read().plain.criteria[0]["sections"][0]["weight"] == "0.5"


def test_sheets_and_columns_that_are_not_used_may_be_deleted(book: Any, plain: Any) -> None:
    del book.sheets["Ví dụ kiểm"], book.sheets["Đơn vị ví dụ"]
    for row in book.sheets["Xếp loại"]:
        del row[0]
    assert book.read().plain == plain


def test_a_sheet_of_one_s_own_is_passed_over_and_told(book: Any, plain: Any) -> None:
    book.sheets["Tính thử"] = [["1", "2"]]
    book.sheets["Sheet9"] = [[]]
    read = book.read()
    assert (read.plain, read.faults) == (plain, ())
    assert read.ignored == ("'Tính thử'", "'Sheet9'")


def test_sheets_may_stand_in_any_order_and_be_named_without_marks(book: Any, plain: Any) -> None:
    names = reversed(list(book.sheets))
    book.sheets = {unicodedata.normalize("NFD", name).upper(): book.sheets[name] for name in names}
    assert book.read().plain == plain


def test_a_title_may_stand_above_the_headings_and_empty_rows_anywhere(
    book: Any, plain: Any
) -> None:
    rows = book.sheets["Tiêu chí"]
    rows.insert(0, ["BẢNG ĐIỂM NGÀNH Y TẾ"])
    rows.insert(1, [])
    rows.insert(5, [None, "  "])
    rows.extend([[], []])
    assert book.read().plain == plain


def test_a_row_may_be_added(book: Any) -> None:
    book.set("Tiêu chí", "B8", "H-06").set("Tiêu chí", "C8", "B").set("Tiêu chí", "G8", "1,5")
    book.set("Mục", "F4", "7").set("Bảng điểm", "C10", Fraction(22))
    added = book.sound().criteria_sets[0].criteria[-1]
    assert (added.code, added.section, added.points) == ("H-06", "B", Fraction(3, 2))


def test_cells_of_a_section_may_be_merged(book: Any, plain: Any) -> None:
    book.set("Tiêu chí", "C4", Cell("A", "", merged=True))
    book.set("Tiêu chí", "C5", Cell("A", "", merged=True))
    assert book.read().plain == plain


def test_a_row_of_nothing_but_merged_cells_is_none(book: Any, plain: Any) -> None:
    book.set("Tiêu chí", "C8", Cell("B", "", merged=True))
    assert book.read().plain == plain


def test_a_blank_criterion_is_that_of_the_row_above(book: Any, plain: Any) -> None:
    for address in ("B4", "B5", "B6"):
        book.set("Dòng điểm", address, None)
    book.set("Bậc điểm", "B4", Cell("H-02", "", merged=True))
    assert book.read().plain == plain


def test_text_may_be_decomposed_and_have_other_spaces(book: Any, plain: Any) -> None:
    for rows in book.sheets.values():
        for row in rows:
            row[:] = [
                unicodedata.normalize("NFD", f" {it}\u00a0") if isinstance(it, str) and it else it
                for it in row
            ]
    assert book.read().plain == plain


def test_numbers_may_be_numbers_text_with_a_comma_or_a_point(book: Any, plain: Any) -> None:
    for value in (Fraction(7, 2), "3,5", "3.5", "3,50", Cell(Fraction(7, 2), "", computed=True)):
        assert book.set("Tiêu chí", "G7", value).read().plain == plain


def test_thousands_and_thousandths_are_told_apart(book: Any) -> None:
    for typed, points in (("1000", 1000), ("1,125", "1.125"), ("0.125", "0.125"), ("1.5", "1.5")):
        read = book.set("Tiêu chí", "G7", typed).read()
        assert (read.plain.criteria[0]["criteria"][4]["points"], read.faults) == (points, ())


def test_words_may_be_codes_or_english_or_without_care(book: Any, plain: Any) -> None:
    for word in ("proposal", "Proposal", "ĐỀ XUẤT", "đề  xuất"):
        assert book.set("Bảng điểm", "C6", word).read().plain == plain
    for word in ("none", "No limit", "KHÔNG GIỚI HẠN"):
        assert book.set("Bảng điểm", "C11", word).read().plain == plain


def test_days_may_be_days_of_the_spreadsheet_or_text(book: Any, plain: Any) -> None:
    day = plain.criteria[0]["valid_from"]
    for value in (day, "1/1/2026", "2026-01-01"):
        assert book.set("Bảng điểm", "C8", value).read().plain == plain


def test_lists_may_have_semicolons_for_lines(book: Any, plain: Any) -> None:
    book.set("Bảng điểm", "C20", "section:A;indicator:rate desc")
    book.set("Tiêu chí", "K3", "keep=0.25 ; beyond=open")
    book.set("Công thức", "F3", "part;\r\n whole")
    assert book.read().plain == plain


def test_a_code_that_became_a_number_is_that_code(book: Any) -> None:
    book.set("Dòng điểm", "F4", Fraction(1)).set("Dòng điểm", "F5", "1")
    book.set("Dòng điểm", "C3", Fraction(11, 10))
    rows = book.read().plain.criteria[0]["criteria"][4]["rows"]
    assert [row.get("code") for row in rows] == ["1.1", None, "fraud"]
    assert len(rows[1]["one_of"]) == 2


def test_the_cases_of_a_row_need_not_stand_together(book: Any, plain: Any) -> None:
    rows = book.sheets["Dòng điểm"]
    rows[4], rows[5] = rows[5], rows[4]
    assert book.read().plain == plain


def test_a_single_case_keeps_its_own_cap_and_tells_its_cell(book: Any) -> None:
    book.sheets["Dòng điểm"] = [
        *book.sheets["Dòng điểm"][:3],
        [None, "H-05", None, None, None, "1", None, None, "1", "rat > 1", None, "2"],
    ]
    assert list(book.faults()) == ["'Dòng điểm'!J4"]
    book.set("Dòng điểm", "J4", "rate > 1")
    (_, row) = book.sound().criteria_sets[0].criteria[4].rows
    assert row.alternatives[0].cap == 2


def test_a_sector_without_sets_is_a_sector(book: Any, plain: Any) -> None:
    kept = ("Ngành", "Chỉ tiêu", "Mức đánh giá")
    book.sheets = {name: book.sheets[name] for name in kept}
    sector = {key: plain.sector[key] for key in ("plugin", "indicators")}
    own = {key: value for key, value in plain.sector["sector"].items() if key != "unit_kinds"}
    assert book.read().plain == evolve(plain, sector={**sector, "sector": own}, criteria=())
    assert book.sound().criteria_sets == ()


def test_a_workbook_of_one_set_alone_is_read(book: Any, plain: Any) -> None:
    del book.sheets["Ngành"]
    read = book.read()
    assert read.plain.criteria == plain.criteria
    assert str(read.sector.spot("sector")) == "so.xlsx, 'Loại đơn vị'!A3"


def test_a_quotation_mark_that_is_never_closed_is_part_of_the_text(book: Any) -> None:
    book.set("Ngành", "C6", '"Sở Y tế')
    assert book.read().plain.sector["plugin"]["maintainers"] == ['"Sở Y tế']


def test_vietnamese_titles_stand_for_english_ones_that_are_blank(book: Any, plain: Any) -> None:
    read = book.read()
    assert read.notices == ()
    book.set("Tiêu chí", book.at("Tiêu chí", "title_en", 3), None)
    book.set("Chỉ tiêu", book.at("Chỉ tiêu", "unit_en", 3), None)
    book.set("Mức đánh giá", book.at("Mức đánh giá", "title_en", 3), None)
    book.set("Ngành", "C9", None)
    read = book.read()
    assert [it.vi for it in read.notices] == [
        "4 ô tên tiếng Anh còn trống: dùng tên tiếng Việt thay."
    ]
    sound = book.sound()
    assert sound.criteria_sets[0].criteria[0].title.en == "Tiêm chủng"
    assert sound.sector_file.sector.title.en == "Ngành Y tế"
    assert sound.sector_file.indicators[0].unit.en == "trẻ"
    assert sound.sector_file.indicators[-1].grade_titles[0].en == "Yếu"


def test_rows_that_are_hidden_are_read_and_told(book: Any, plain: Any) -> None:
    tables = [
        evolve(it, rows=tuple(evolve(row, hidden=row.number > 3) for row in it.rows))
        if it.sheet == "Chỉ tiêu"
        else it
        for it in book.tables()
    ]
    read = plain_of(tables, "so.xlsx")
    assert read.plain == plain
    assert [it.en for it in read.notices] == [
        "'Chỉ tiêu': rows that are hidden or filtered away are read: 4, 5, 6, 7."
    ]


def test_columns_that_are_hidden_are_told_where_they_say_something(book: Any, plain: Any) -> None:
    tables = [
        evolve(it, hidden_columns=frozenset({0, 4})) if it.sheet == "Tiêu chí" else it
        for it in book.tables()
    ]
    read = plain_of(tables, "so.xlsx")
    assert read.plain == plain
    assert [it.vi for it in read.notices] == ["'Tiêu chí': cột bị ẩn vẫn được đọc: “Tên gọi”."]
