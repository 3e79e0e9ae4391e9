"""Forms and tables of one's own, however they are laid out."""

import unicodedata
from typing import Final

from corpus.cases import HEAD, Case, grid


def _own_table(title: str, file: str) -> Case:
    """One table of a unit's own, as a program saved it."""
    return Case(
        title,
        lambda make: make.kept(file),
        counts=(8, 8, 0, 0, 2),
        stored=(
            "ncc rate 5.12",
            "ncc fund 6.4",
            "ncc jobs 1712",
            "ncc complaints 0",
            "vl rate 2.5",
            "vl fund 0.1",
            "vl jobs 1712",
            "vl reported_on 20517",
        ),
        noted={
            "hidden": 1,
            "computed": 1,
            "beside": ("'Kết quả'!14", "'Kết quả'!16"),
            "unread": ("Ghi chú",),
        },
    )


CASES: Final = (
    Case(
        "the department's form, filled in and saved by LibreOffice as .ods",
        lambda make: make.kept("form-saved-by-libreoffice.ods"),
        counts=(8, 7, 1, 0, 9),
        stored=(
            "ncc jobs 1712",
            "ncc jobs target 1500",
            "ncc complaints 3",
            "ncc plan 1",
            "ncc quality 3",
            "ncc reported_on 20517",
            "ncc jobs baseline over 24000",
        ),
        noted={"declared": 8},
    ),
    Case(
        "the same form as .xls",
        lambda make: make.kept("form-saved-by-libreoffice.xls"),
        counts=(8, 7, 1, 0, 9),
        stored=(
            "ncc jobs 1712",
            "ncc jobs target 1500",
            "ncc complaints 3",
            "ncc plan 1",
            "ncc quality 3",
            "ncc reported_on 20517",
            "ncc jobs baseline over 24000",
        ),
        noted={"declared": 8},
    ),
    Case(
        "the same form as .xlsx",
        lambda make: make.kept("form-saved-by-libreoffice.xlsx"),
        counts=(8, 7, 1, 0, 9),
        stored=(
            "ncc jobs 1712",
            "ncc jobs target 1500",
            "ncc complaints 3",
            "ncc plan 1",
            "ncc quality 3",
            "ncc reported_on 20517",
            "ncc jobs baseline over 24000",
        ),
        noted={"declared": 8},
    ),
    _own_table(
        "a table of one's own with merged, hidden, computed and total rows, as .ods",
        "sheet-saved-by-libreoffice.ods",
    ),
    _own_table("that table as .xls", "sheet-saved-by-libreoffice.xls"),
    _own_table("that table as .xlsx", "sheet-saved-by-libreoffice.xlsx"),
    Case(
        "every kind of error cell, which calamine reads as nothing, in .ods",
        lambda make: make.kept("errors-saved-by-libreoffice.ods"),
        counts=(7, 0, 1, 6, 0),
        faults=(
            "C2: ô đang báo lỗi #DIV/0!, không phải là ô trống",
            "C3: ô đang báo lỗi #N/A, không phải là ô trống",
            "C4: ô đang báo lỗi #N/A, không phải là ô trống",
            "C5: ô đang báo lỗi #REF!, không phải là ô trống",
            "C7: ô chứa số 1712000 nhưng hiển thị “1,712”; không rõ số nào đúng",
            "C8: ô đang báo lỗi #NAME?, không phải là ô trống",
        ),
    ),
    Case(
        "those errors in .xls",
        lambda make: make.kept("errors-saved-by-libreoffice.xls"),
        counts=(7, 0, 1, 6, 0),
        faults=(
            "C2: ô đang báo lỗi #DIV/0!, không phải là ô trống",
            "C3: ô đang báo lỗi #N/A, không phải là ô trống",
            "C4: ô đang báo lỗi #N/A, không phải là ô trống",
            "C5: ô đang báo lỗi #REF!, không phải là ô trống",
            "C7: ô chứa số 1712000 nhưng hiển thị “1712”; không rõ số nào đúng",
            "C8: ô đang báo lỗi #NAME?, không phải là ô trống",
        ),
    ),
    Case(
        "those errors in .xlsx",
        lambda make: make.kept("errors-saved-by-libreoffice.xlsx"),
        counts=(7, 0, 1, 6, 0),
        faults=(
            "C2: ô đang báo lỗi #DIV/0!, không phải là ô trống",
            "C3: ô đang báo lỗi #N/A, không phải là ô trống",
            "C4: ô đang báo lỗi #N/A, không phải là ô trống",
            "C5: ô đang báo lỗi #REF!, không phải là ô trống",
            "C7: ô chứa số 1712000 nhưng hiển thị “1712”; không rõ số nào đúng",
            "C8: ô đang báo lỗi #NAME?, không phải là ô trống",
        ),
    ),
    Case(
        "a form with a sheet for each unit, saved by LibreOffice",
        lambda make: make.kept("form-of-each-unit-saved-by-libreoffice.ods"),
        counts=(16, 4, 12, 0, 18),
        stored=("ncc jobs 1712", "ncc complaints 0", "vl jobs 950", "vl complaints 0"),
        noted={"declared": 16},
    ),
    Case(
        "Excel's own layout: rich text in pieces, phonetic signs, formats, inline text, booleans",
        lambda make: make.excel(
            '<row r="2" spans="1:3" x14ac:dyDescent="0.25"><c r="A2" t="s"><v>0</v></c>'
            '<c r="B2" t="s"><v>1</v></c><c r="C2" t="s"><v>2</v></c></row>'
            '<row r="3"><c r="A3" t="s"><v>3</v></c>'
            '<c r="B3" t="inlineStr"><is><t>rate</t></is></c>'
            '<c r="C3" s="1"><v>5.1200000000000002E-2</v></c></row>'
            '<row r="5"><c r="A5" t="s"><v>3</v></c><c r="B5" t="str"><f>"fu"&amp;"nd"</f>'
            '<v>fund</v></c><c r="C5" s="2"><v>6.4000000000000004</v></c></row>'
            '<row r="6"><c r="A6" t="s"><v>3</v></c>'
            '<c r="B6" t="inlineStr"><is><t>plan</t></is></c>'
            '<c r="C6" t="b"><v>1</v></c></row>',
            (
                "<r><t>Mã</t></r><r><rPr><b/></rPr><t xml:space='preserve'> đơn vị</t></r>",
                "<t>Mã chỉ tiêu</t><rPh sb='0' eb='2'><t>ma</t></rPh>",
                "<t xml:space='preserve'> Giá trị *</t>",
                "<t>ncc</t>",
            ),
        ),
        counts=(3, 3, 0, 0, 0),
        stored=("ncc rate 5.12", "ncc fund 6.4", "ncc plan 1"),
    ),
    Case(
        "merged headers in two rows, with a group title above them",
        lambda make: make.xlsx(
            [
                ("Mã đơn vị", "Mã chỉ tiêu", "Kết quả", None),
                (None, None, "Kỳ trước", "Giá trị"),
                ("ncc", "jobs", 900, 1712),
            ],
            then=lambda _, sheet: (
                sheet.merge_range("A1:A2", "Mã đơn vị"),
                sheet.merge_range("B1:B2", "Mã chỉ tiêu"),
                sheet.merge_range("C1:D1", "Kết quả"),
            ),
        ),
        counts=(1, 1, 0, 0, 0),
        stored=("ncc jobs 1712",),
    ),
    Case(
        "columns moved, a column inserted, the numbers of the columns under the headings",
        lambda make: make.xlsx(
            [
                ("STT", "Giá trị", "Tên chỉ tiêu", "Mã chỉ tiêu", "Mã đơn vị"),
                ("(1)", "(2)", "(3)", "(4)", "(5)"),
                (1, "98,5", "Chỉ số", "score", "ncc"),
            ]
        ),
        counts=(1, 1, 0, 0, 1),
        stored=("ncc score 98.5",),
        noted={"ignored": ("STT",), "beside": ("'Kết quả'!2",)},
    ),
    Case(
        "headings and names in NFD, as a Mac writes them",
        lambda make: make.xlsx(
            [
                [unicodedata.normalize("NFD", it) for it in (*HEAD, "Tên đơn vị", "Nguồn")],
                ("hoa", "jobs", 5, unicodedata.normalize("NFD", "Xã Hòa Bình"), "Sở"),
            ]
        ),
        counts=(1, 1, 0, 0, 0),
        stored=("hoa jobs 5",),
    ),
    Case(
        "totals, notes, a blank row and signatures below the table",
        lambda make: make.xlsx(
            [
                ("Tên đơn vị", *HEAD),
                ("Phòng Người có công", "ncc", "jobs", 1700),
                ("Phòng Việc làm", "vl", "jobs", 12),
                ("Tổng cộng", None, None, 1712),
                (None,),
                ("Ghi chú: số liệu đến 31/12", None, None, None),
                (None, "Người lập biểu", None, None),
                (None, "Nguyễn Văn An", "Trần Thị Bình", None),
            ]
        ),
        counts=(2, 2, 0, 0, 4),
        stored=("ncc jobs 1700", "vl jobs 12"),
        noted={"beside": ("'Kết quả'!4", "'Kết quả'!6", "'Kết quả'!7", "'Kết quả'!8")},
    ),
    Case(
        "a value whose codes have been deleted is no total",
        grid(("ncc", "jobs", 5), (None, None, 1712)),
        counts=(2, 1, 0, 1, 0),
        faults=("A3: thiếu “Mã đơn vị”", "B3: thiếu “Mã chỉ tiêu”"),
    ),
)
