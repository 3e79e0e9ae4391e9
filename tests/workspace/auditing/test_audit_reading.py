"""How tables are found in a sheet, and figures in their cells."""

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from thidua.core.text.fault import Refused
from thidua.core.workspace.auditing import audit_tables
from thidua.core.workspace.auditing.cell_ranges import cell_ranges
from thidua.core.workspace.auditing.grids import Grid, grids_of
from thidua.core.workspace.auditing.printed import read_printed, writes_point
from thidua.core.workspace.auditing.roles import Role, role_of
from thidua.core.workspace.readers import Cell, CellValue, Row, Table, cell_address
from thidua.core.workspace.report_data import Verdict

if TYPE_CHECKING:
    from tests.workspace.auditing.conftest import Told
    from tests.workspace.conftest import Sheets


def first_grid(tables: tuple[Table, ...]) -> Grid:
    return next(grids_of(tables[0]))


@pytest.mark.parametrize(
    ("text", "value", "step"),
    [
        ("33,0", "33", "1/10"),
        ("33", "33", "1"),
        ("24.000", "24000", "1"),
        ("1.234,50", "1234.5", "1/100"),
        ("12 %", "12", "1"),
        ("97,90%", "97.9", "1/100"),
        ("2 điểm", "2", "1"),
        ("1,50 (100%)", "1.5", "1/100"),
        ("-0,5", "-0.5", "1/10"),
        ("6,4 tỷ đồng", "6400000000", "100000000"),
    ],
)
def test_figures_as_vietnamese_offices_print_them(text: str, value: str, step: str) -> None:
    found = read_printed(Cell(text, "A1"), point=False)
    assert found is not None
    assert (found.value, found.step) == (Fraction(value), Fraction(step))


@pytest.mark.parametrize(
    ("text", "value", "step"),
    [("3.50", "3.5", "1/100"), ("1,712", "1712", "1"), ("1.125", "1.125", "1/1000"),
     ("-2", "-2", "1"), ("97.9 %", "97.9", "1/10"), ("0.12345678", "0.123457", "1/1000000")],
)  # fmt: skip
def test_figures_of_a_table_that_writes_points(text: str, value: str, step: str) -> None:
    found = read_printed(Cell(text, "A1"), point=True)
    assert found is not None
    assert (found.value, found.step) == (Fraction(value), Fraction(step))


@pytest.mark.parametrize("value", ["", "đạt", None, date(2026, 1, 1), "Phụ lục 2"])
def test_what_is_no_figure_is_none(value: CellValue) -> None:
    assert read_printed(Cell(value, "A1"), point=False) is None


def test_an_error_is_no_figure_whatever_it_shows() -> None:
    assert read_printed(Cell("12", "A1", error=True), point=False) is None


def test_the_noise_of_a_division_is_cut_off() -> None:
    found = read_printed(Cell(Fraction("97.9166666666667"), "A1"), point=False)
    assert found is not None
    assert (found.value, found.step) == (Fraction("97.916667"), Fraction(1, 10**6))


def test_a_table_writes_points_where_it_never_writes_a_comma() -> None:
    assert writes_point(["3.5", "1,712", "a"])
    assert writes_point(["0.125"])
    assert not writes_point(["3.5", "2,5"])
    assert not writes_point(["1.712", "12"])


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Điểm chuẩn", Role.MAXIMUM), ("ĐIỂM TỐI ĐA", Role.MAXIMUM), ("max_points", Role.MAXIMUM),
        ("Điểm tự chấm", Role.GIVEN), ("Thẩm định", Role.GIVEN), ("self_score_report", Role.GIVEN),
        ("Tổng điểm", Role.TOTAL), ("Tổng điểm tự chấm", Role.GIVEN),
        ("Điểm trừ", Role.DEDUCTION), ("Điểm thưởng", Role.BONUS),
        ("Kết quả thực hiện", Role.RESULT), ("Chỉ tiêu giao", Role.PLAN), ("KH", Role.PLAN),
        ("Tỷ lệ (%)", Role.PERCENT), ("Đạt %", Role.PERCENT), ("Cơ cấu (%)", Role.SHARE),
        ("Giảm bình quân/năm", Role.AVERAGE), ("Năm 2019", Role.YEAR), ("2019", Role.YEAR),
        ("STT", Role.CODE), ("Xếp hạng", Role.IGNORED), ("Tài liệu minh chứng", Role.IGNORED),
        ("Nội dung", Role.LABEL), ("Số hộ", Role.UNKNOWN), ("", Role.UNKNOWN),
        ("điểm " * 13, Role.UNKNOWN),
    ],
)  # fmt: skip
def test_a_heading_says_what_its_column_holds(heading: str, role: Role) -> None:
    assert role_of(heading) is role


def test_headings_in_two_tiers_below_a_title_and_above_a_row_of_column_numbers(
    sheets: "Sheets",
) -> None:
    grid = first_grid(
        sheets(
            "BẢNG TỰ CHẤM ĐIỂM",
            "",
            "TT|Nội dung|Điểm|||Ghi chú",
            "||Chuẩn|Tự chấm|Thẩm định|",
            "1|2|3|4|5|6",
            "I|Kinh tế|10|9|8|",
        )
    )
    assert [column.heading for column in grid.columns] == [
        "Điểm Chuẩn",
        "Điểm Tự chấm",
        "Điểm Thẩm định",
    ]
    assert [line.number for line in grid.lines] == [6]


def test_an_upper_tier_that_says_less_is_still_a_heading(sheets: "Sheets") -> None:
    grid = first_grid(sheets("TT|Nội dung|Điểm|", "||Điểm chuẩn|Tự chấm", "1|A|10|9", "2|B|5|5"))
    assert [column.role for column in grid.columns] == [Role.MAXIMUM, Role.GIVEN]


def test_two_tables_in_one_sheet(sheets: "Sheets", wrong: "Told") -> None:
    lines = ("STT|Nội dung|Điểm", "1|A|2", "2|B|3", "|Tổng|5", "", "STT|Đơn vị|Kế hoạch|Kết quả",
             "1|C|10|8", "2|D|20|20", "|Tổng|30|29")  # fmt: skip
    assert len(list(grids_of(sheets(*lines)[0]))) == 2
    assert wrong(*lines) == {"D9": "8 + 20 = 28"}


def test_titles_may_carry_the_numbers(wrong: "Told") -> None:
    lines = ("Nội dung|Điểm chuẩn", "I. Kinh tế|10", "1. Thu|6", "2. Chi|5", "II. Xã hội|3")
    assert wrong(*lines) == {"B2": "6 + 5 = 11"}


def test_numbers_of_rows_and_years_may_be_cells_of_numbers() -> None:
    heading: list[CellValue] = ["TT", "Nội dung", Fraction(2019), Fraction(2020), "Trung bình"]
    row: list[CellValue] = [Fraction("1.1"), "Việc làm", Fraction(10), Fraction(13), Fraction(13)]
    rows = [
        Row(number, tuple(Cell(value, cell_address(column, number)) for column, value in
                          enumerate(values)))
        for number, values in enumerate((heading, row), start=1)
    ]  # fmt: skip
    (found,) = audit_tables("bang.xlsx", (Table("Bảng", tuple(rows)),)).findings
    assert (found.verdict, found.working.vi) == (Verdict.DISAGREES, "(10 + 13) / 2 = 11,5")


def test_merged_cells_count_once() -> None:
    def row(number: int, *cells: Cell) -> Row:
        return Row(number, cells)

    table = Table(
        "Bảng",
        (
            row(1, Cell("Nội dung", "A1"), Cell("Điểm", "B1")),
            row(2, Cell("A", "A2"), Cell(Fraction(5), "B2")),
            row(3, Cell("B", "A3"), Cell(Fraction(5), "B3", merged=True)),
            row(4, Cell("C", "A4"), Cell(Fraction(2), "B4")),
            row(5, Cell("Tổng", "A5"), Cell(Fraction(7), "B5")),
        ),
    )
    (found,) = audit_tables("bang.xlsx", (table,)).findings
    assert (found.verdict, found.parts) == (Verdict.AGREES, ("B2", "B4"))


def test_hidden_sheets_are_left_out_and_named(sheets: "Sheets") -> None:
    good = sheets("Nội dung|Điểm", "A|2", "B|3", "Tổng|5", name="Bảng 1")
    bad = sheets("Nội dung|Điểm", "A|2", "B|3", "Tổng|6", name="Nháp", hidden=True)
    audit = audit_tables("bang.xlsx", (*good, *bad))
    assert (audit.agrees, audit.hidden) == (True, ("Nháp",))
    assert audit.summary.vi == "Đã kiểm 1 phép tính: 1 đúng, 0 sai."
    named = audit_tables("bang.xlsx", (*good, *bad), "nháp")
    assert (named.agrees, named.hidden) == (False, ())
    assert named.summary.en == "1 calculation checked: 0 right, 1 wrong."


def test_a_sheet_that_is_not_there(sheets: "Sheets") -> None:
    tables = sheets("Nội dung|Điểm", "A|2", "Tổng|2", name="Tự chấm")
    with pytest.raises(Refused) as refused:
        audit_tables("bang.xlsx", tables, "Tự chám")
    assert "Có phải là “Tự chấm”?" in refused.value.faults[0].in_language("vi")
    with pytest.raises(Refused) as refused:
        audit_tables("bang.xlsx", tables, "xyz")
    assert "Các trang tính: “Tự chấm”." in refused.value.faults[0].in_language("vi")


@pytest.mark.parametrize(
    "lines", [("",), ("một dòng chữ",), ("Nội dung|Điểm",), ("a|b|c", "d|e|f"),
              ("Nội dung|Điểm", "A|2", "B|3")]
)  # fmt: skip
def test_a_file_without_any_calculation_is_refused(sheets: "Sheets", lines: tuple[str]) -> None:
    with pytest.raises(Refused) as refused:
        audit_tables("bang.xlsx", sheets(*lines))
    assert "không tìm thấy phép tính nào để kiểm" in refused.value.faults[0].what.vi


def test_runs_of_cells_are_shortened() -> None:
    assert cell_ranges(["C2", "C3", "C4", "C8", "D8", "?"]) == "C2:C4, C8, D8, ?"
    assert cell_ranges([]) == ""
