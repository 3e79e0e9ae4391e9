"""A corpus of what people send: for each file exactly the figures stored and the faults found.

Nothing is repaired unseen: a figure is stored as it stands, or its cell is named.
"""

import struct
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from attrs import field, frozen

from thidua import office
from thidua.core.exact.decimal_text import canonical
from thidua.core.exact.figure import Bound
from thidua.core.model.indicator import Indicator, ValueKind
from thidua.core.model.observation import Observation, ObservationKind, Place
from thidua.core.model.period import Span
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, Refused
from thidua.core.workspace.intake.results import ImportScope, read_results
from thidua.core.workspace.intake.row_counts import RowCounts, RowsRefused
from thidua.office import reading_child
from thidua.plugins import confinement

if TYPE_CHECKING:
    from tests.forms.conftest import Maker

HEAD: Final = ("Mã đơn vị", "Mã chỉ tiêu", "Giá trị")

INDICATORS: Final = (
    Indicator("jobs", Text("Việc làm mới", "New jobs"), Text("người", "persons"), whole=True),
    Indicator("rate", Text("Tỷ lệ thất nghiệp", "Unemployment"), Text("%", "%")),
    Indicator("share", Text("Tỷ lệ lao động qua đào tạo", "Trained labour"), Text("%", "%")),
    Indicator("fund", Text("Quỹ Vì người nghèo", "Fund for the poor"), Text("tỷ đồng", "bn VND")),
    Indicator("score", Text("Chỉ số", "Index"), Text("điểm", "points")),
    Indicator("complaints", Text("Đơn khiếu nại", "Complaints"), Text("đơn", "letters")),
    Indicator(
        "plan", Text("Có kế hoạch", "Has a plan"), Text("có/không", "yes/no"), kind=ValueKind.YES_NO
    ),
    Indicator(
        "quality",
        Text("Xếp loại", "Grade"),
        Text("mức", "grade"),
        kind=ValueKind.GRADE,
        grades=("Không đạt", "Đạt", "Tốt"),
    ),
    Indicator(
        "reported_on",
        Text("Ngày báo cáo", "Day of the report"),
        Text("ngày", "day"),
        kind=ValueKind.DATE,
    ),
)
NAMES: Final = {
    "ncc": ("Phòng Người có công",),
    "vl": ("Phòng Việc làm",),
    "hoa": ("Xã Hòa Bình",),
    "tan-phu-1": ("Xã Tân Phú",),
    "tan-phu-2": ("Xã Tân Phú",),
}
SCOPE: Final = ImportScope(
    NAMES,
    {item.code: item for item in INDICATORS},
    Span(date(2026, 1, 1), date(2026, 12, 31)),
    place=Place("phong", "2026"),
    period="2026",
    names=NAMES,
)


@frozen
class Case:
    """One file and all that is found in it."""

    shows: str
    file: "Callable[[Maker], Path]"
    counts: tuple[int, int, int, int, int] = (0, 0, 0, 0, 0)
    """Rows read, with a figure, blank, refused; and rows beside the figures."""
    stored: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    """The cell, and the first sentence that is said of it."""
    noted: dict[str, Any] = field(factory=dict)
    """What else is told; all that is not named here is nothing."""


def grid(*rows: tuple[object, ...]) -> "Callable[[Maker], Path]":
    """An .xlsx file of rows under the usual headings."""
    return lambda make: make.xlsx([HEAD, *rows])


def form(*rows: tuple[object, ...], marks: tuple[str, ...]) -> "Callable[[Maker], Path]":
    """The department's own form, with its marks in the hidden first row."""
    heads = ("Mã đơn vị", "Mã chỉ tiêu", "Tên đơn vị", "Tên chỉ tiêu", "Đơn vị tính", "Giá trị")

    def hide(_: Any, sheet: Any) -> None:
        sheet.set_row(0, None, None, {"hidden": True})

    return lambda make: make.xlsx([marks, ("Biểu số liệu",), heads, *rows], then=hide)


NOTED_CELL: Final = (
    '<table:table-cell office:value-type="float" office:value="1712"><office:annotation>'
    "<text:p>nhập 9</text:p></office:annotation><text:p>1.712</text:p></table:table-cell>"
)
PERCENT: Final = (
    '<table:table-cell office:value-type="percentage" office:value="0.0512">'
    "<text:p>5,12%</text:p></table:table-cell>"
)
SHORTENED: Final = (
    '<table:table-cell office:value-type="float" office:value="1712000">'
    "<text:p>1.712</text:p></table:table-cell>"
)
FAILED: Final = bytes((2, 0, 0x2A, 0, 0, 0, 0xFF, 0xFF))
"""The result of a formula in an .xls file: #N/A."""

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
    Case(
        "a table of one's own with merged, hidden, computed and total rows, as .ods",
        lambda make: make.kept("sheet-saved-by-libreoffice.ods"),
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
    ),
    Case(
        "that table as .xls",
        lambda make: make.kept("sheet-saved-by-libreoffice.xls"),
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
    ),
    Case(
        "that table as .xlsx",
        lambda make: make.kept("sheet-saved-by-libreoffice.xlsx"),
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
    ),
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
    Case(
        "numbers as Vietnamese text",
        grid(
            ("ncc", "fund", "1.234,5"),
            ("ncc", "rate", "12 %"),
            ("vl", "fund", "6,4 tỷ"),
            ("vl", "jobs", "24.000 người"),
            ("vl", "rate", " 2,50% "),
        ),
        counts=(5, 5, 0, 0, 0),
        stored=("ncc fund 1234.5", "ncc rate 12", "vl fund 6.4", "vl jobs 24000", "vl rate 2.5"),
    ),
    Case(
        "words of bounds stand before the figure: gần, trên, dưới",
        grid(
            ("ncc", "jobs", "trên 24.000"), ("vl", "jobs", "gần 9.000"), ("vl", "rate", "dưới 6 %")
        ),
        counts=(3, 3, 0, 0, 0),
        stored=("ncc jobs over 24000", "vl jobs near 9000", "vl rate under 6"),
    ),
    Case(
        "4.97 and 5.0 are two numbers, whatever a format shows",
        lambda make: make.xlsx(
            [HEAD, ("ncc", "rate", make.Shown(4.97, "0")), ("vl", "rate", make.Shown(5, "0.0"))]
        ),
        counts=(2, 2, 0, 0, 0),
        stored=("ncc rate 4.97", "vl rate 5"),
    ),
    Case(
        "1.71, 1,712 and 1.712 as text: what could be two numbers is asked back",
        grid(("ncc", "fund", "1.71"), ("vl", "fund", "1,712"), ("ncc", "jobs", "1.712")),
        counts=(3, 1, 0, 2, 0),
        faults=('C2: "1.71" có thể hiểu theo hai cách', 'C3: "1,712" có thể hiểu theo hai cách'),
    ),
    Case(
        "a number cell of 1.712 for people: a lost thousand is asked back",
        grid(("ncc", "jobs", 1.712), ("vl", "jobs", -3)),
        counts=(2, 0, 0, 2, 0),
        faults=("C2: 1,712 phải là số nguyên", "C3: số lượng không thể nhỏ hơn 0"),
    ),
    Case(
        "per cent formats, points of per cent, 0,41 % where points are counted",
        lambda make: make.xlsx(
            [
                HEAD,
                ("ncc", "rate", make.Shown(0.0512, "0.00%")),
                ("vl", "rate", "0,41 điểm phần trăm"),
                ("ncc", "score", "0,41%"),
                ("vl", "score", make.Shown(0.0041, "0.00%")),
            ]
        ),
        counts=(4, 2, 0, 2, 0),
        faults=(
            'C4: Chỉ tiêu này tính bằng "điểm", nhưng số liệu ghi theo %',
            'C5: Chỉ tiêu này tính bằng "điểm", nhưng số liệu ghi theo %',
        ),
    ),
    Case(
        "a bare 0.95 where per cent are counted is asked about",
        grid(("ncc", "share", 0.95)),
        counts=(1, 1, 0, 0, 0),
        stored=("ncc share 0.95",),
        noted={"doubts": ("C2: 0,95 % có phải là 95 %?",)},
    ),
    Case(
        "negative zero, 0.1 + 0.2 and a whole double are what people see",
        grid(("ncc", "score", -0.0), ("vl", "score", 0.1 + 0.2), ("ncc", "jobs", 1712.0)),
        counts=(3, 3, 0, 0, 0),
        stored=("ncc score 0", "vl score 0.3", "ncc jobs 1712"),
    ),
    Case(
        "a format that leaves the thousands away, and one that leaves the millions away",
        lambda make: make.xlsx(
            [
                HEAD,
                ("ncc", "jobs", make.Shown(1712000, "#,##0,")),
                ("vl", "fund", make.Shown(6400000, '0.0,,"tr"')),
            ]
        ),
        counts=(2, 0, 0, 2, 0),
        faults=(
            "C2: ô chứa số 1712000 nhưng hiển thị “1712”; không rõ số nào đúng",
            "C3: ô chứa số 6400000 nhưng hiển thị “6,4 tr”; không rõ số nào đúng",
        ),
    ),
    Case(
        "too many digits, powers of ten and infinity are no figures",
        grid(("ncc", "fund", "1e3"), ("vl", "fund", "9" * 30), ("ncc", "score", "1/3")),
        counts=(3, 0, 0, 3, 0),
        faults=(
            'C2: Không hiểu "e3" trong "1e3"',
            'C3: Số "999999999999999999999999999999" có quá nhiều chữ số',
            'C4: Không hiểu "/3" trong "1/3"',
        ),
    ),
    Case(
        "dates as numbers, numbers as dates",
        grid(
            ("ncc", "jobs", date(2026, 3, 5)),
            ("vl", "reported_on", 46086),
            ("ncc", "reported_on", "5/3/2026"),
        ),
        counts=(3, 1, 0, 2, 0),
        faults=("C2: đây là ngày tháng, cần một con số", 'C3: "46086" không phải là ngày tháng'),
    ),
    Case(
        "yes or no, and grades, in words",
        grid(
            ("ncc", "plan", "Có"),
            ("vl", "plan", "có lẽ"),
            ("ncc", "quality", "tốt"),
            ("vl", "quality", "Giỏi"),
        ),
        counts=(4, 2, 0, 2, 0),
        faults=("C3: “có lẽ” không phải là có hoặc không", "C5: không có mức xếp loại “Giỏi”"),
    ),
    Case(
        "the table is in million đồng, says a line above it",
        lambda make: make.xlsx(
            [("Đơn vị tính: triệu đồng",), HEAD, ("ncc", "fund", 6400), ("vl", "fund", "7.200")]
        ),
        counts=(2, 2, 0, 0, 0),
        stored=("ncc fund 6.4 [triệu đồng]", "vl fund 7.2 [triệu đồng]"),
        noted={"converted": 2},
    ),
    Case(
        "thousands, says the heading of the column; a rate cannot be in thousands",
        lambda make: make.xlsx(
            [(*HEAD[:2], "Giá trị (nghìn người)"), ("ncc", "jobs", 24), ("vl", "rate", 5)]
        ),
        counts=(2, 1, 0, 1, 0),
        faults=('C3: Chỉ tiêu này tính bằng "%", nhưng số liệu ghi theo nghìn người',),
    ),
    Case(
        "the row says one unit of measure, the head of the table another",
        lambda make: make.xlsx(
            [
                ("ĐVT: nghìn người",),
                (*HEAD, "Đơn vị tính"),
                ("ncc", "jobs", 24, "người"),
                ("vl", "jobs", 9, "nghìn người"),
            ]
        ),
        counts=(2, 1, 0, 1, 0),
        faults=("D3: dòng ghi đơn vị tính “người”, nhưng bảng ghi chung là “nghìn người”",),
    ),
    Case(
        "tỷ, triệu and nghìn behind the number are brought to the indicator's unit",
        grid(
            ("ncc", "fund", "6.400 triệu đồng"),
            ("vl", "fund", "950 nghìn"),
            ("ncc", "rate", "5 triệu"),
        ),
        counts=(3, 2, 0, 1, 0),
        faults=('C4: Chỉ tiêu này tính bằng "%", nhưng số liệu ghi theo nghìn, triệu, tỷ',),
    ),
    Case(
        "formulas with what they gave; one that never ran; an error",
        lambda make: make.edited(
            make.xlsx(
                [
                    HEAD,
                    ("ncc", "jobs", make.Computed("=800+912", 1712)),
                    ("ncc", "rate", make.Computed("=1/0", "#DIV/0!")),
                    ("vl", "rate", make.Computed("=RAND()", 0.25)),
                ]
            ),
            "<v>0.25</v>",
            "",
        ),
        counts=(3, 1, 0, 2, 0),
        faults=(
            "C3: ô đang báo lỗi #DIV/0!, không phải là ô trống",
            "C4: công thức trong ô chưa được tính",
        ),
    ),
    Case(
        "hidden and filtered rows are read, and told",
        lambda make: make.xlsx(
            [HEAD, ("ncc", "jobs", 5), ("vl", "jobs", 6), ("hoa", "jobs", 7)],
            then=lambda _, sheet: (
                sheet.autofilter("A1:C4"),
                sheet.set_row(2, None, None, {"hidden": True}),
                sheet.set_row(3, None, None, {"hidden": True}),
            ),
        ),
        counts=(3, 3, 0, 0, 0),
        stored=("ncc jobs 5", "vl jobs 6", "hoa jobs 7"),
        noted={"hidden": 2},
    ),
    Case(
        "a value merged over two rows is nobody's; a unit may be merged",
        lambda make: make.xlsx(
            [HEAD, ("ncc", "jobs", 5), (None, "rate", None)],
            then=lambda _, sheet: (
                sheet.merge_range("A2:A3", "ncc"),
                sheet.merge_range("C2:C3", 5),
            ),
        ),
        counts=(2, 1, 0, 1, 0),
        faults=("C3: ô này gộp với ô ở dòng trên; không biết giá trị thuộc dòng nào",),
    ),
    Case(
        "a second sheet with notes, and a hidden one with last year's table",
        lambda make: make.xlsx(
            [HEAD, ("ncc", "jobs", 5)],
            then=lambda book, _: (
                book.add_worksheet("Ghi chú").write("A1", "Số liệu tạm tính"),
                (hidden := book.add_worksheet("Năm 2025")).write_row("A1", HEAD),
                hidden.write_row("A2", ("ncc", "jobs", 4)),
                hidden.hide(),
            ),
        ),
        counts=(1, 1, 0, 0, 0),
        stored=("ncc jobs 5",),
        noted={"unread": ("Ghi chú", "Năm 2025")},
    ),
    Case(
        "two sheets with the same table",
        lambda make: make.xlsx(
            [HEAD, ("ncc", "jobs", 5)],
            then=lambda book, _: book.add_worksheet("Bản sửa").write_row("A1", HEAD),
        ),
        faults=("có 2 trang tính cùng một mẫu bảng: “Kết quả”, “Bản sửa”",),
    ),
    Case(
        "a table of another year, says its title",
        lambda make: make.xlsx([("BÁO CÁO KẾT QUẢ THI ĐUA NĂM 2025",), HEAD, ("ncc", "jobs", 5)]),
        faults=("1: tiêu đề của bảng ghi năm 2025, không phải kỳ “2026”",),
    ),
    Case(
        "signed in January 2027, of the year 2026",
        lambda make: make.xlsx(
            [
                ("Hà Nội, ngày 05 tháng 01 năm 2027", None),
                ("Kết quả năm 2026", None),
                HEAD,
                ("ncc", "jobs", 5),
            ]
        ),
        counts=(1, 1, 0, 0, 0),
        stored=("ncc jobs 5",),
    ),
    Case(
        "the form of another period",
        form(
            ("ncc", "jobs", None, None, None, "5"),
            marks=("thidua-form", "phong", "2025", "ncc", "1"),
        ),
        faults=("1: biểu này là của kỳ “2025”, không phải kỳ “2026”",),
    ),
    Case(
        "the form of another cluster",
        form(
            ("ncc", "jobs", None, None, None, "5"), marks=("thidua-form", "xa", "2026", "ncc", "1")
        ),
        faults=("1: biểu này là của cụm “xa”, không phải cụm “phong”",),
    ),
    Case(
        "rows deleted from the form",
        form(
            ("ncc", "jobs", None, None, None, "5"),
            marks=("thidua-form", "phong", "2026", "ncc", "3"),
        ),
        counts=(1, 1, 0, 0, 0),
        faults=("3: biểu phát ra có 3 dòng số liệu, tệp chỉ còn 1: thiếu 2 dòng",),
    ),
    Case(
        "another unit's row pasted into a form, and a row of words",
        form(
            ("thidua-text", None, None, "A1. Việc làm"),
            ("ncc", "jobs", None, None, None, "5"),
            ("vl", "jobs", None, None, None, "6"),
            marks=("thidua-form", "phong", "2026", "ncc", "2"),
        ),
        counts=(2, 1, 0, 1, 1),
        faults=("A6: biểu này là của riêng đơn vị “ncc”",),
    ),
    Case(
        "sorted without the hidden codes: names and codes have parted",
        form(
            ("ncc", "jobs", "Phòng Người có công", "Tỷ lệ thất nghiệp", "%", "2,5"),
            ("vl", "rate", "Phòng Việc làm", "Việc làm mới", "người", "1.712"),
            ("ncc", "fund", "Phòng Việc làm", "Quỹ Vì người nghèo", "tỷ đồng", "6,4"),
            marks=("thidua-form", "phong", "2026", "", "3"),
        ),
        counts=(3, 0, 0, 3, 0),
        faults=(
            (
                "D4: “Tỷ lệ thất nghiệp” có mã “rate”, nhưng dòng này mang mã “jobs” (cột mã có "
                "thể đang ẩn)"
            ),
            (
                "D5: “Việc làm mới” có mã “jobs”, nhưng dòng này mang mã “rate” (cột mã có thể "
                "đang ẩn)"
            ),
            (
                "C6: “Phòng Việc làm” có mã “vl”, nhưng dòng này mang mã “ncc” (cột mã có thể "
                "đang ẩn)"
            ),
        ),
    ),
    Case(
        "Hoà and Hòa, NFC and NFD, two Tân Phú: only the code decides",
        form(
            ("hoa", "jobs", "Xã Hoà Bình", None, None, "5"),
            ("tan-phu-1", "jobs", "Xã Tân Phú", None, None, "6"),
            ("tan-phu-2", "jobs", unicodedata.normalize("NFD", "Xã Tân Phú"), None, None, "7"),
            marks=("thidua-form", "phong", "2026", "", "3"),
        ),
        counts=(3, 3, 0, 0, 0),
        stored=("hoa jobs 5", "tan-phu-1 jobs 6", "tan-phu-2 jobs 7"),
        noted={"declared": 3},
    ),
    Case(
        "unknown, misspelt and foreign codes; a figure twice",
        grid(
            ("Phòng Việc làm", "jobs", 5),
            ("ncx", "jobs", 5),
            ("ncc", "job", 5),
            ("vl", "jobs", 6),
            ("vl", "jobs", 7),
        ),
        counts=(5, 1, 0, 4, 0),
        faults=(
            "A2: “Phòng Việc làm” không phải là thành viên của cụm “phong” trong kỳ “2026”",
            "A3: “ncx” không phải là thành viên của cụm “phong” trong kỳ “2026”",
            "B4: không có chỉ tiêu “job”",
            "B6: số liệu “jobs” của “vl” đã có ở dòng trên",
        ),
    ),
    Case(
        "control signs and marks of direction",
        grid(("ncc", "jobs", "1\u202e2"), ("vl\u200b", "jobs", 5), ("vl", "rate", "5\x07")),
        counts=(3, 0, 0, 3, 0),
        faults=(
            "C2: ô có ký tự không nhìn thấy được (U+202E)",
            "A3: ô có ký tự không nhìn thấy được (U+200B)",
            "A3: “vl\u200b” không phải là thành viên của cụm “phong” trong kỳ “2026”",
            "C4: ô có ký tự không nhìn thấy được (U+0007)",
        ),
    ),
    Case(
        "no-break spaces and a Unicode minus are what people type",
        grid(
            ("ncc", "fund", "1\u00a0234,5"),
            ("vl", "score", "\u22122,5"),
            ("vl", "rate", "12\u202f%"),
        ),
        counts=(3, 3, 0, 0, 0),
        stored=("ncc fund 1234.5", "vl score -2.5", "vl rate 12"),
    ),
    Case(
        "a .csv of Vietnamese Excel: semicolons, decimal commas, a byte order mark",
        lambda make: make.csv(
            "Mã đơn vị;Mã chỉ tiêu;Giá trị\r\nncc;fund;1.234,5\r\nvl;rate;2,5 %\r\n", "utf-8-sig"
        ),
        counts=(2, 2, 0, 0, 0),
        stored=("ncc fund 1234.5", "vl rate 2.5"),
    ),
    Case(
        "a .csv with a NUL",
        lambda make: make.csv("unit,indicator,value\nncc,jobs,5\0\n"),
        faults=("không phải là tệp văn bản UTF-8",),
    ),
    Case(
        "a .csv in UTF-16, as Excel calls Unicode text",
        lambda make: make.csv("unit,indicator,value\nncc,jobs,5\n", "utf-16"),
        faults=("không phải là tệp văn bản UTF-8",),
    ),
    Case(
        "a .csv with what spreadsheets write for errors, and a row too short",
        lambda make: make.csv("unit,indicator,value\nncc,jobs,#DIV/0!\nvl,jobs,#####\nncc\n"),
        counts=(3, 0, 0, 3, 0),
        faults=(
            "C2: ô đang báo lỗi #DIV/0!, không phải là ô trống",
            "C3: ô đang báo lỗi #####, không phải là ô trống",
            "B4: thiếu “Mã chỉ tiêu”",
        ),
    ),
    Case(
        "an .ods of any program: repeated rows and columns, notes in cells, a hidden row",
        lambda make: make.ods(
            '<table:table-row table:number-rows-repeated="2"><table:table-cell'
            ' table:number-columns-repeated="1024"/></table:table-row>'
            + make.row("", *HEAD)
            + make.row("", "ncc", "jobs", more=NOTED_CELL)
            + make.row("", "vl", "rate", more=PERCENT).replace(
                "<table:table-row", '<table:table-row table:visibility="filter"'
            )
            + '<table:table-row table:number-rows-repeated="1048571"><table:table-cell'
            ' table:number-columns-repeated="1024"/></table:table-row>'
        ),
        counts=(2, 2, 0, 0, 0),
        stored=("ncc jobs 1712", "vl rate 5.12"),
        noted={"hidden": 1},
    ),
    Case(
        "an .ods whose formula never ran, and one that shows another number than it holds",
        lambda make: make.ods(
            make.row(*HEAD)
            + make.row("ncc", "jobs", more='<table:table-cell table:formula="of:=1+1"/>')
            + make.row("vl", "jobs", more=SHORTENED)
        ),
        counts=(2, 0, 0, 2, 0),
        faults=(
            "C2: công thức trong ô chưa được tính",
            "C3: ô chứa số 1712000 nhưng hiển thị “1.712”; không rõ số nào đúng",
        ),
    ),
    Case(
        "an .ods cell of 2.000 repeated columns is no table",
        lambda make: make.ods(
            make.row(*HEAD)
            + make.row(
                "ncc",
                "jobs",
                more=PERCENT.replace(
                    "<table:table-cell", '<table:table-cell table:number-columns-repeated="2000"'
                ),
            )
        ),
        faults=("tệp có ô nằm ngoài 20000 dòng, 512 cột đầu, hoặc có quá 500000 ô",),
    ),
    Case(
        "a row far down an .xlsx, at the end of the sheet",
        lambda make: make.xlsx([HEAD], then=lambda _, sheet: sheet.write("A1048576", "ncc")),
        faults=("tệp có ô nằm ngoài 20000 dòng, 512 cột đầu, hoặc có quá 500000 ô",),
    ),
    Case(
        "an .xls of records: a per cent format, an error, a formula's error, a hidden row",
        lambda make: make.xls(
            *(make.label(0, column, title) for column, title in enumerate(HEAD)),
            *(make.label(row, 0, "ncc") for row in (1, 2, 3)),
            *(make.label(row, 1, code) for row, code in ((1, "rate"), (2, "jobs"), (3, "fund"))),
            make.number(1, 2, 0.0512, 1),
            make.record(0x0205, struct.pack("<HHHBB", 2, 2, 0, 0x07, 1)),
            make.record(0x0006, struct.pack("<HHH8sHIH", 3, 2, 0, FAILED, 0, 0, 0)),
            make.record(0x0208, struct.pack("<HHHHIHH", 1, 0, 3, 255, 0, 0x20, 0)),
        ),
        counts=(3, 1, 0, 2, 0),
        faults=(
            "C3: ô đang báo lỗi #DIV/0!, không phải là ô trống",
            "C4: ô đang báo lỗi #N/A, không phải là ô trống",
        ),
    ),
    Case(
        "an .xls full to its 65,536th row, as the one that lost 15,841 cases",
        lambda make: make.xls(
            *(make.label(0, column, title) for column, title in enumerate(HEAD)),
            make.label(65_535, 0, "ncc"),
        ),
        faults=(
            (
                "trang tính đầy đến dòng cuối cùng của định dạng (65.536); các dòng sau có thể "
                "đã bị cắt mất"
            ),
        ),
    ),
    Case(
        "no headings at all",
        lambda make: make.xlsx([("Kính gửi Sở",), ("ncc", "jobs", 5)]),
        faults=("không tìm thấy dòng tiêu đề cột trong 30 dòng đầu",),
    ),
    Case(
        "headings typed without marks, and one that stands twice",
        lambda make: make.xlsx(
            [("Mã đơn vi", "Mã chỉ tiêu", "Gía trị", "Giá trị"), ("ncc", "jobs", 5, 6)]
        ),
        faults=("1: cột “Giá trị” đứng hai lần",),
    ),
    Case(
        "an .xlsx that calls itself .xls",
        lambda make: make.xlsx([HEAD]).rename(make.folder / "bieu.xls"),
        faults=("không phải là tệp Excel đời cũ (.xls); bên trong là tệp .xlsx hoặc .ods",),
    ),
    Case(
        "an .xls that calls itself .xlsx",
        lambda make: make.xls().rename(make.folder / "bieu.xlsx"),
        faults=("là tệp Excel đời cũ (.xls) mang đuôi .xlsx",),
    ),
    Case(
        "a page of HTML that calls itself .xls, as old web systems export",
        lambda make: make.csv("<html><table><tr><td>5</td></tr></table></html>").rename(
            make.folder / "bieu.xls"
        ),
        faults=("không phải là tệp bảng tính .xls đọc được, hoặc tệp đã bị hỏng",),
    ),
)


def told(item: Observation) -> str:
    """A figure in a line: ``ncc jobs 1712``; what is usual is left unsaid."""
    kind = "" if item.kind is ObservationKind.ACTUAL else f" {item.kind.value}"
    bound = "" if item.bound is Bound.EXACT else f" {item.bound.value}"
    measure = f" [{item.measure}]" if item.measure else ""
    return f"{item.unit} {item.indicator}{kind}{bound} {canonical(item.value)}{measure}"


def said(fault: Fault, file: str) -> str:
    """A fault in a line: ``C2: ô đang báo lỗi #REF!``."""
    place = fault.place.removeprefix(file).removeprefix(", ").removeprefix("'Kết quả'!")
    sentence = fault.what.vi.partition(". ")[0].removesuffix(".")
    return f"{place}: {sentence}" if place else sentence


NOTED: Final = ("ignored", "hidden", "computed", "converted", "beside", "unread", "declared")


def findings(path: Path) -> tuple[RowCounts, Case]:
    """What is found in a file, as a case tells it."""
    (reader,) = (it for it in office.thidua_readers() if it.reads(path))
    try:
        taken = read_results(path.name, reader.read(path), SCOPE)
    except Refused as refused:
        counts = refused.counts if isinstance(refused, RowsRefused) else RowCounts(0, 0, 0)
        faults = tuple(said(fault, path.name) for fault in refused.faults)
        return counts, Case("", _nothing, faults=faults)
    noted = {name: getattr(taken, name) for name in NOTED if getattr(taken, name)}
    doubts = tuple(said(doubt, path.name) for doubt in taken.doubts)
    noted |= {"doubts": doubts} if doubts else {}
    stored = tuple(map(told, taken.observations))
    return taken.counts, Case("", _nothing, stored=stored, noted=noted)


def _nothing(make: "Maker") -> Path:
    return make.folder


@pytest.fixture
def unconfined(monkeypatch: pytest.MonkeyPatch) -> None:
    """The work of the child is done in this process, for a start of Python is a tenth of a
    second; ``test_each_format_is_parsed_in_a_child`` has the child itself."""

    def run(target: str, payload: bytes) -> bytes:
        return reading_child.read(payload)

    monkeypatch.setattr(confinement, "run_confined", run)


@pytest.mark.usefixtures("unconfined")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.shows)
def test_a_file_gives_exactly_these_figures_and_faults(case: Case, make: "Maker") -> None:
    counts, found = findings(case.file(make))
    assert found.faults == case.faults
    assert found.stored == case.stored
    assert found.noted == case.noted
    read = (counts.read, counts.entries, counts.blank, counts.refused, counts.beside)
    assert read == case.counts
    assert counts.agree


@pytest.mark.parametrize("case", CASES[:3], ids=(".ods", ".xls", ".xlsx"))
def test_each_format_is_parsed_in_a_child(case: Case, make: "Maker") -> None:
    counts, found = findings(case.file(make))
    assert (found.stored, counts.declared) == (case.stored, 8)


def test_the_corpus_is_large() -> None:
    assert len({case.shows for case in CASES}) >= 60


def test_15841_rows_are_15841_figures(make: "Maker") -> None:
    """That many cases were lost in 2020 by a file that held no more rows, and nobody was told."""
    first = date(1960, 1, 1).toordinal()
    days = [f"{date.fromordinal(first + number):%d/%m/%Y}" for number in range(15_841)]
    rows = [("ncc", "score", number, day, day) for number, day in enumerate(days)]
    path = make.xlsx([(*HEAD, "Từ ngày", "Đến ngày"), *rows])
    counts, found = findings(path)
    assert (counts.read, counts.entries, counts.refused) == (15_841, 15_841, 0)
    assert found.stored[-1] == "ncc score 15840"
