"""Every row of a file becomes one thing, and a file of something else is refused as a whole."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.core.model.indicator import Indicator
from thidua.core.model.observation import Place
from thidua.core.model.period import Span
from thidua.core.text.fault import Fault, Refused
from thidua.core.workspace.intake.form_marks import FormIdentity
from thidua.core.workspace.intake.results import ImportScope, ResultImport, read_results
from thidua.core.workspace.intake.row_counts import RowCounts, RowsRefused
from thidua.core.workspace.readers import Cell, Row, Table, cell_address

if TYPE_CHECKING:
    from tests.workspace.conftest import Sheets

YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))
HEADS = "Mã đơn vị|Mã chỉ tiêu|Giá trị"
Read = Callable[..., ResultImport]


@pytest.fixture
def scope(indicators: dict[str, Indicator]) -> ImportScope:
    names = {"ncc": ("Phòng Người có công", "Phòng Thương binh"), "vl": ("Phòng Việc làm",)}
    place = Place("phong", "2026")
    return ImportScope(names, indicators, YEAR, place=place, period="2026", names=names)


@pytest.fixture
def read(sheets: "Sheets", scope: ImportScope) -> Read:
    """What lines of a sheet say; ``changes`` to the scope."""

    def result(*lines: str, **changes: Any) -> ResultImport:
        return read_results("x.xlsx", sheets(*lines), evolve(scope, **changes))

    return result


def faults(read: Read, *lines: str, **changes: object) -> tuple[Fault, ...]:
    with pytest.raises(Refused) as refused:
        read(*lines, **changes)
    return refused.value.faults


def form(identity: FormIdentity, *lines: str) -> tuple[str, ...]:
    return ("|".join(identity.marks()), HEADS, *lines)


MINE = FormIdentity("phong", "2026", "ncc", 1)


# --- counts --------------------------------------------------------------------------------------


def test_the_counts_of_a_file_that_is_read(read: Read) -> None:
    counts = read(HEADS, "ncc|jobs|5", "vl|jobs|", "Tổng cộng||5").counts
    assert counts == RowCounts(read=2, entries=1, blank=1, beside=1)
    assert counts.agree


def test_the_counts_of_a_file_that_is_refused(read: Read) -> None:
    with pytest.raises(RowsRefused) as refused:
        read(HEADS, "ncc|jobs|5", "vl|jobs|", "vl|plan|x y", "vl|jobs|#REF!", "ncc|jobs|6")
    counts = refused.value.counts
    assert (counts.read, counts.entries, counts.blank, counts.refused) == (5, 1, 1, 3)
    assert counts.agree
    assert counts.words.vi == (
        "đọc 5 dòng: 1 dòng hợp lệ, 1 dòng để trống, 3 dòng có lỗi; chưa lưu dòng nào."
    )
    assert counts.words.en.startswith("5 rows read: 1 sound")


CELLS = st.sampled_from(["", "ncc", "vl", "jobs", "plan", "5", "1.712", "x y", "Tổng", "#N/A"])


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=8))
def test_whatever_the_rows_say_their_counts_agree(
    rows: list[tuple[str, str, str]], sheets: "Sheets", indicators: dict[str, Indicator]
) -> None:
    scope = ImportScope(["ncc", "vl"], indicators, YEAR, period="2026")
    lines = ["|".join(row) for row in rows]
    try:
        counts = read_results("x.xlsx", sheets(HEADS, *lines), scope).counts
    except RowsRefused as refused:
        counts = refused.counts
        assert counts.refused > 0
    assert counts.agree
    assert counts.read + counts.beside == sum(any(cell for cell in row) for row in rows)


def test_a_form_with_fewer_rows_than_it_had_has_lost_some(read: Read) -> None:
    assert read(*form(MINE, "ncc|jobs|5")).declared == 1
    assert read(*form(MINE, "ncc|jobs|5", "ncc|plan|có")).counts.declared == 1
    (fault,) = faults(read, *form(evolve(MINE, rows=3), "ncc|jobs|5"))
    assert (fault.place, "thiếu 2 dòng" in fault.what.vi) == ("x.xlsx, 'Bảng'!2", True)
    assert read(*form(evolve(MINE, rows=None), "ncc|jobs|5")).declared is None


# --- rows beside the figures ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "Tổng cộng||1712",
        "CỘNG|||",
        "||",
        "Người lập biểu||",
        "Nguyễn Văn An|Trần Thị Bình|",
        "|Ghi chú: số liệu đến 31/12|",
        "Total||7",
    ],
)
def test_rows_without_codes_hold_no_figure(read: Read, line: str) -> None:
    taken = read(HEADS, "ncc|jobs|5", line)
    assert taken.rows == 1
    assert taken.beside == (("'Bảng'!3",) if line.strip("|") else ())


@pytest.mark.parametrize(
    "line", ["||1712", "Tổng cộng||#REF!", "Tổng cộng|job|5", "ncx||", "|job|", "ncc||5", "vl||"]
)
def test_a_figure_that_has_lost_a_code_is_a_fault(read: Read, line: str) -> None:
    assert faults(read, HEADS, "ncc|jobs|5", line)


def test_the_numbers_of_columns_stand_right_below_the_headings(read: Read) -> None:
    assert read(HEADS, "(1)|(2)|(3) = (1) x 2", "ncc|jobs|5").beside == ("'Bảng'!2",)
    assert read(HEADS, "A|B|1", "ncc|jobs|5").beside == ("'Bảng'!2",)
    assert faults(read, HEADS, "ncc|jobs|5", "A|B|1")
    assert faults(read, HEADS, "1|2|")


# --- names beside codes --------------------------------------------------------------------------

NAMED = "Tên đơn vị|Tên chỉ tiêu|Mã đơn vị|Mã chỉ tiêu|Giá trị"


@pytest.mark.parametrize(
    "line",
    [
        "Phòng Việc làm|Việc làm mới|vl|jobs|5",
        "phòng thương binh||ncc|jobs|5",
        "PHÒNG VIỆC LÀM (mới)|New jobs|vl|jobs|5",
        "||vl|jobs|5",
    ],
)
def test_a_name_that_is_its_codes_or_nobodys_is_left_alone(read: Read, line: str) -> None:
    assert read(NAMED, line).entries == 1


def test_a_name_that_is_anothers_shows_that_the_codes_have_moved(read: Read) -> None:
    unit, indicator = faults(read, NAMED, "Phòng Việc làm|Đơn khiếu nại|ncc|jobs|5")
    assert (unit.place, indicator.place) == ("x.xlsx, 'Bảng'!A2", "x.xlsx, 'Bảng'!B2")
    assert "có mã “vl”, nhưng dòng này mang mã “ncc”" in unit.what.vi
    assert "“complaints”" in indicator.what.en


# --- whose form ----------------------------------------------------------------------------------


def test_the_form_of_another_period_is_refused(read: Read) -> None:
    (fault,) = faults(read, *form(evolve(MINE, period="2025"), "ncc|jobs|5", "xx|yy|zz"))
    assert fault.what.vi == "biểu này là của kỳ “2025”, không phải kỳ “2026”."
    assert fault.remedy is not None and "thidua result template" in fault.remedy.vi


def test_the_form_of_another_cluster_is_refused(read: Read) -> None:
    (fault,) = faults(read, *form(evolve(MINE, cluster="xa"), "ncc|jobs|5"))
    assert "của cụm “xa”" in fault.what.vi
    assert read(*form(evolve(MINE, cluster="xa"), "ncc|jobs|5"), place=None).entries == 1


def test_a_form_without_a_period_to_import_it_for_says_which(read: Read) -> None:
    (fault,) = faults(read, *form(MINE, "ncc|jobs|5"), period="", span=None, place=None)
    assert fault.remedy is not None and fault.remedy.vi == "Hãy thêm: --period 2026"


def test_the_form_of_one_unit_holds_only_its_own_rows(read: Read) -> None:
    (fault,) = faults(read, *form(MINE, "ncc|jobs|5", "vl|jobs|6"))
    assert (fault.place, "riêng đơn vị “ncc”" in fault.what.vi) == ("x.xlsx, 'Bảng'!A4", True)


def test_a_form_with_a_sheet_for_each_unit_is_read_whole(
    sheets: "Sheets", scope: ImportScope
) -> None:
    other = evolve(MINE, unit="vl")
    mine = sheets(*form(MINE, "ncc|jobs|5"), name="1")
    both = (*mine, *sheets(*form(other, "vl|jobs|6"), name="2"))
    taken = read_results("x.xlsx", both, scope)
    assert [item.unit for item in taken.observations] == ["ncc", "vl"]
    assert taken.declared == 2
    lost = sheets(*form(evolve(MINE, rows=2), "ncc|jobs|5"), name="1")
    more = sheets(*form(evolve(other, rows=1), "vl|jobs|6", "vl|plan|có"), name="2")
    with pytest.raises(RowsRefused, match="1 are lost"):
        read_results("x.xlsx", (*lost, *more), scope)
    for twice in ((*mine, *mine), (*both, *sheets(HEADS, "vl|jobs|7"))):
        with pytest.raises(Refused, match="sheets hold the same kind"):
            read_results("x.xlsx", twice, scope)


# --- the year and the unit of measure in the head ------------------------------------------------


@pytest.mark.parametrize(
    "head",
    [
        "KẾT QUẢ NĂM 2025",
        "Kỳ 2025: 01/01/2025 - 31/12/2025",
        "Quý IV năm 2024",
        "Từ 01/01/2025 đến 31/12/2025",
        "Results of the year 2025",
    ],
)
def test_a_table_that_calls_itself_of_another_year_is_refused(read: Read, head: str) -> None:
    (fault,) = faults(read, head, HEADS, "ncc|jobs|5")
    assert "không phải kỳ “2026”" in fault.what.vi
    assert read(head, f"{HEADS}|Từ ngày", "ncc|jobs|5|01/01/2026").entries == 1


@pytest.mark.parametrize(
    "head",
    [
        "Kết quả năm 2026, so với năm 2025",
        "Hà Nội, ngày 05 tháng 01 năm 2027",
        "Theo Kế hoạch số 2025/KH-UBND",
        "Từ 99/99/2025 đến 98/98/2025",
        "Biểu số 1",
    ],
)
def test_other_numbers_in_the_head_are_no_years(read: Read, head: str) -> None:
    assert read(head, HEADS, "ncc|jobs|5").entries == 1


@pytest.mark.parametrize(
    "lines",
    [
        ("Đơn vị tính: nghìn người", HEADS, "ncc|jobs|5"),
        ("(ĐVT : Nghìn người)", HEADS, "ncc|jobs|5"),
        ("Đơn vị: nghìn người", HEADS, "ncc|jobs|5", "vl|plan|có"),
        ("Mã đơn vị|Mã chỉ tiêu|Giá trị (nghìn người)", "ncc|jobs|5"),
        (f"{HEADS}|Đơn vị tính", "ncc|jobs|5|nghìn người"),
        ("Đơn vị tính: nghìn người", f"{HEADS}|Đơn vị tính", "ncc|jobs|5|nghìn người"),
    ],
)
def test_a_unit_of_measure_of_the_whole_table_counts(read: Read, lines: tuple[str, ...]) -> None:
    taken = read(*lines)
    item = taken.observations[0]
    assert (item.value, taken.converted) == (Fraction(5000), 1)


@pytest.mark.parametrize(
    "lines",
    [
        ("Đơn vị tính: người", HEADS, "ncc|jobs|5"),
        ("Mã đơn vị|Mã chỉ tiêu|Giá trị (3)", "ncc|jobs|5"),
        ("Đơn vị: Phòng Việc làm", f"{HEADS}|Đơn vị tính", "ncc|jobs||người", "vl|plan|có|"),
    ],
)
def test_the_indicators_own_unit_converts_nothing(read: Read, lines: tuple[str, ...]) -> None:
    assert read(*lines).converted == 0


def test_two_units_of_measure_are_asked_back(read: Read) -> None:
    (fault,) = faults(read, "Đơn vị tính: nghìn người", f"{HEADS}|Đơn vị tính", "ncc|jobs|5|người")
    assert fault.what.vi == "dòng ghi đơn vị tính “người”, nhưng bảng ghi chung là “nghìn người”."


# --- sheets and cells ----------------------------------------------------------------------------


def test_sheets_that_were_not_read_are_named(sheets: "Sheets", scope: ImportScope) -> None:
    tables = (
        *sheets("Lời dẫn", name="Bìa"),
        *sheets(HEADS, "ncc|jobs|5"),
        *sheets("|", name="Trống"),
        *sheets(HEADS, "ncc|jobs|4", name="Năm trước", hidden=True),
        *sheets("Danh mục", name="Danh mục", hidden=True),
    )
    assert read_results("x.xlsx", tables, scope).unread == ("Bìa", "Năm trước")


def test_a_cell_that_shows_another_number_than_it_holds_is_asked_back(scope: ImportScope) -> None:
    def row(number: int, *cells: Cell) -> Row:
        places = enumerate(cells)
        return Row(number, tuple(evolve(it, address=cell_address(at, number)) for at, it in places))

    heads = row(1, *(Cell(text, "") for text in HEADS.split("|")))
    value = Cell("6,4 tỷ", "", shown="6,4")
    table = Table("", (heads, row(2, Cell("ncc", ""), Cell("jobs", ""), value)))
    with pytest.raises(Refused, match="which is meant cannot be told"):
        read_results("x.xlsx", (table,), scope)
