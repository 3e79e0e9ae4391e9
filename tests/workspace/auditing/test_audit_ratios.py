"""Percentages, averages and balances against their parts."""

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from thidua.core.workspace.report_data import Verdict

if TYPE_CHECKING:
    from tests.workspace.auditing.conftest import Audited, Told

PLANNED = "STT|Nội dung|ĐVT|Kế hoạch|Thực hiện|Tỷ lệ % so với kế hoạch"


def test_percent_of_plan(audited: "Audited", wrong: "Told") -> None:
    rows = (PLANNED, "1|Việc làm|người|24.000|23.500|97,9", "2|Xuất khẩu|người|9.000|8.500|94,4 %")
    first, second = audited(*rows)
    assert first.working.vi == "23.500 / 24.000 × 100 ≈ 97,9167"
    assert (first.parts, first.note.vi) == (("E2", "D2"), "khớp trong phạm vi làm tròn")
    assert second.verdict is Verdict.AGREES
    assert wrong(*rows, "3|Tuyển sinh|người|19.000|18.700|98,5") == {
        "F4": "18.700 / 19.000 × 100 ≈ 98,4211"
    }


@pytest.mark.parametrize(
    ("stated", "holds"),
    [("12,4", True), ("12,5", False), ("12,3", False), ("0,1238", True), ("0,1237", False)],
)
def test_a_share_holds_where_it_rounds_to_what_is_stated(
    wrong: "Told", stated: str, holds: bool
) -> None:
    found = wrong(PLANNED, f"1|A|hộ|105|13|{stated}")  # 12,38095… %
    assert (found == {}) is holds


def test_a_ratio_with_a_percent_sign_is_a_hundred_times_too_small(wrong: "Told") -> None:
    assert "F2" in wrong(PLANNED, "1|A|hộ|105|13|0,1238 %")


def test_half_of_the_last_place_rounds_up(wrong: "Told") -> None:
    row = "1|A|hộ|800|99|{}"  # exactly 12,375 %
    assert wrong(PLANNED, row.format("12,38")) == {}
    assert "F2" in wrong(PLANNED, row.format("12,37"))


def test_a_share_without_its_figures_cannot_be_verified(open_: "Told") -> None:
    rows = ("1|A|hộ||13|50", "2|B|hộ|0|13|50", "3|C|hộ|trên 100|98|50", "4|D|hộ|10|10|100")
    assert open_(PLANNED, *rows) == {
        "F2": "ô D2 không có số",
        "F3": "ô D3 bằng 0",
        "F4": "chưa khớp, nhưng có số ghi “trên”, “dưới”, “gần” nên chưa kết luận được",
    }


def test_share_and_growth_on_the_same_time_last_year(wrong: "Told") -> None:
    heading = "Nội dung|Thực hiện|Cùng kỳ|So với cùng kỳ (%)|Tăng so với cùng kỳ (%)"
    assert wrong(heading, "Việc làm|23.500|22.000|106,8|6,8") == {}
    assert wrong(heading, "Việc làm|23.500|22.000|106,8|106,8") == {}
    assert wrong(heading, "Việc làm|23.500|22.000|6,8|7,8") == {
        "D2": "23.500 / 22.000 × 100 ≈ 106,8182",
        "E2": "23.500 / 22.000 × 100 − 100 ≈ 6,8182",
    }


def test_a_rate_of_something_else_is_left_alone(wrong: "Told") -> None:
    heading = "Nội dung|Kế hoạch|Thực hiện|Tỷ lệ hộ nghèo (%)|Đạt (%)"
    assert wrong(heading, "Xã A|100|90|3,5|90") == {}


def test_percentages_of_a_total_row_are_not_added(wrong: "Told") -> None:
    rows = (PLANNED, "1|A|hộ|100|90|90", "2|B|hộ|100|110|110")
    assert wrong(*rows, "|Tổng cộng|hộ|200|200|100") == {}
    assert wrong(*rows, "|Tổng cộng|hộ|200|200|200") == {"F4": "200 / 200 × 100 = 100"}


def test_a_table_written_downwards(audited: "Audited") -> None:
    rows = ("Nội dung|Xã A|Xã B", "Kế hoạch|100|200", "Kết quả|90|210", "Tỷ lệ (%)|90|104")
    first, second = audited(*rows)
    assert (first.verdict, second.verdict) == (Verdict.AGREES, Verdict.DISAGREES)
    assert (second.place, second.parts) == ("C4", ("C3", "C2"))
    assert (second.label.vi, second.difference) == ("Xã B, Tỷ lệ (%)", Fraction(-1))


def test_the_yearly_fall_of_poverty_that_a_report_overlooks(audited: "Audited") -> None:
    (found,) = audited(
        "Chỉ tiêu|Năm 2015|Năm 2019|Giảm bình quân/năm", "Tỷ lệ hộ nghèo (%)|9,87|2,69|1,62"
    )
    assert (found.verdict, found.stated) == (Verdict.DISAGREES, Fraction("1.62"))
    assert found.recomputed == Fraction("1.795")
    assert found.working.vi == "(9,87 − 2,69) / 4 = 1,795"
    assert found.working.en == "(9.87 − 2.69) / 4 = 1.795"


def test_yearly_change_may_be_said_in_the_label_or_with_its_sign(wrong: "Told") -> None:
    heading = "Chỉ tiêu|2015|2019|Bình quân mỗi năm"
    assert wrong(heading, "Tỷ lệ giảm hộ nghèo|9,87|2,69|1,80") == {}
    assert wrong(heading, "Tỷ lệ giảm hộ nghèo|9,87|2,69|-1,80") == {}
    assert wrong(heading, "Việc làm tăng thêm|100|140|10") == {}
    assert wrong(heading, "Việc làm tăng thêm|100|140|8") == {"D2": "(140 − 100) / 4 = 10"}


def test_the_mean_of_years(wrong: "Told", open_: "Told") -> None:
    heading = "Nội dung|2021|2022|2023|Bình quân"
    assert wrong(heading, "Việc làm|100|110|130|113,3") == {}
    assert wrong(heading, "Việc làm|100|110|130|113") == {}
    assert wrong(heading, "Việc làm|100|110|130|115") == {"E2": "(100 + 110 + 130) / 3 ≈ 113,3333"}
    rows = ("Việc làm|100|110||115", "Xuất khẩu|1|2|3|2")
    assert open_(heading, *rows) == {"E2": "chưa khớp, nhưng ô D2 còn trống"}


def test_a_total_of_several_years_by_their_number(wrong: "Told") -> None:
    heading = "Nội dung|Kết quả giai đoạn 2016-2020|Bình quân/năm"
    assert wrong(heading, "Giải quyết việc làm|315.470|63.094") == {}
    assert wrong(heading, "Giải quyết việc làm|315.470|78.868") == {"C2": "315.470 / 5 = 63.094"}


def test_the_mean_of_columns_and_of_rows(wrong: "Told") -> None:
    heading = "Thành viên|Lần 1|Lần 2|Điểm trung bình"
    rows = ("Xã A|8|9|8,5", "Xã B|7|8|7,5")
    assert wrong(heading, *rows, "Bình quân|7,5|8,5|8,0") == {}
    assert wrong(heading, *rows, "Bình quân|7,5|8,5|8,5") == {"D4": "(8,5 + 7,5) / 2 = 8"}
    assert wrong(heading, *rows, "Xã C|5|6|6,5") == {"D4": "(5 + 6) / 2 = 5,5"}


def test_an_average_of_parts_that_cannot_be_told_is_left_alone(wrong: "Told") -> None:
    heading = "Nội dung|Kế hoạch|Thực hiện|Đạt (%)|Bình quân/năm"
    assert wrong(heading, "Việc làm|100|100|100|7") == {}
    heading = "Nội dung|Kết quả|Trong tháng|Bình quân/năm"
    assert wrong(heading, "Việc làm|100|100|7", "Kế hoạch|1|1|1", "Tổng|101|101|8") == {}
    heading = "Nội dung|Kết quả giai đoạn 2020-2016|Bình quân/năm"
    assert wrong(heading, "Việc làm|100|7", "Tổng|100|7") == {}


def test_households_that_remain_poor(audited: "Audited") -> None:
    (found,) = audited(
        "Nội dung|Hộ nghèo đầu kỳ|Số hộ thoát nghèo|Còn lại cuối kỳ",
        "Toàn tỉnh|16.165|13.834|2.041",
    )
    assert (found.verdict, found.difference) == (Verdict.DISAGREES, Fraction(-290))
    assert found.working.vi == "16.165 − 13.834 = 2.331"
    assert found.note.vi == "không khớp, thấp hơn 290"


def test_a_balance_written_downwards_with_an_increase(wrong: "Told") -> None:
    rows = ("Nội dung|Số hộ|Số khẩu", "Đầu kỳ|100|400", "Tăng|10|30", "Giảm|30|90")
    assert wrong(*rows, "Cuối kỳ|80|341") == {"C5": "400 + 30 − 90 = 340"}
