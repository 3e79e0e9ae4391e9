"""The score sheet of a real appraisal: Cai Lậy town, 2022, cut from 124.4 to 118.4 points."""

from typing import TYPE_CHECKING, Any, Final

import docx
import pytest

if TYPE_CHECKING:
    from tests.conftest import DemoRun

HEAD: Final = [
    "TT", "Tiêu chí", "Điểm tối đa", "Điểm tự chấm", "Điểm thẩm định", "Lý do", "Minh chứng",
]  # fmt: skip
CRITERIA: Final = (
    *(f"a{number}" for number in range(1, 10)),
    *(f"b{number}" for number in range(1, 5)),
    *(f"C{number}" for number in range(1, 7)),
    "d1", "d2", "2.1", "2.2", "3.1", "3.2", "3.3", "4.1", "4.2", "4.3", "5a", "5b",
)  # fmt: skip


@pytest.fixture(scope="module")
def sheet(demo_run: "DemoRun") -> Any:
    """The file."""
    place = "reports/tien-giang/tien-giang-phong-tnmt-2022/phieu-cham-diem-cai-lay-tnmt.docx"
    return docx.Document(str(demo_run.folder / place))


@pytest.fixture(scope="module")
def points(sheet: Any) -> dict[str, list[str]]:
    """The rows of its first table by number."""
    table = next(it for it in sheet.tables if it.style.name == "Table Grid")
    head, *rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert head == HEAD
    return {row[0]: row[1:] for row in rows}


def test_31_criteria_stand_with_self_and_appraised_points(points: dict[str, list[str]]) -> None:
    assert len(CRITERIA) == 31
    assert [code for code in points if code in CRITERIA] == list(CRITERIA)
    assert all(points[code][2] != "-" and points[code][3] != "-" for code in CRITERIA)


def test_what_stands_in_the_rows_adds_up_to_both_totals(
    sheet: Any, points: dict[str, list[str]]
) -> None:
    tenths = [
        sum(int(points[code][place].replace(",", "")) for code in CRITERIA) for place in (2, 3)
    ]
    assert tenths == [124_40, 118_40]
    words = [it.text for it in sheet.paragraphs]
    assert "Tổng điểm tự chấm: 124,40." in words
    assert "Tổng điểm thẩm định: 118,40." in words


def test_two_criteria_were_cut_and_the_reasons_are_told(points: dict[str, list[str]]) -> None:
    cut = {code: points[code] for code in CRITERIA if points[code][2] != points[code][3]}
    assert {code: (row[2], row[3]) for code, row in cut.items()} == {
        "a7": ("11,00", "7,00"),
        "d2": ("13,00", "11,00"),
    }
    assert "chỉ công nhận 04 trong 08 giải pháp về quản lý đất công" in cut["a7"][4]
    assert "chỉ công nhận 04 trong 06 đơn rút sau khi vận động" in cut["d2"][4]


def test_the_counts_behind_the_cuts_stand_before_and_after(sheet: Any) -> None:
    tables = [[[cell.text for cell in row.cells] for row in it.rows] for it in sheet.tables]
    (changes,) = [rows for rows in tables if rows[0][2:4] == ["Tự báo cáo", "Điều chỉnh"]]
    assert [row[:5] for row in changes[1:]] == [
        ["a7", "Giải pháp quản lý đất công có hiệu quả", "8 giải pháp", "4 giải pháp", "thẩm định"],
        ["d2", "Đơn khiếu nại, tố cáo rút sau khi vận động", "6 đơn", "4 đơn", "thẩm định"],
    ]
    assert all(
        row[5].startswith("Thẩm định ngày 09/12/2022 chỉ công nhận 04") for row in changes[1:]
    )
