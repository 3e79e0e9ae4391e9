"""Groups and total rows against the rows that they add up."""

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from thidua.core.workspace.auditing import audit_tables
from thidua.core.workspace.auditing.findings import Kind
from thidua.core.workspace.report_data import Verdict
from thidua.office.csv_reading import read_csv

if TYPE_CHECKING:
    from tests.workspace.auditing.conftest import Audited, Told

DATA = Path(__file__).parents[2] / "data" / "tien_giang"

SELF_SCORED = (
    "TT|Nội dung|Điểm chuẩn|Tự chấm|Thẩm định",
    "I|Nhiệm vụ chính trị|60|55|54",
    "1|Kinh tế|30|28|28",
    "a)|Thu ngân sách|20|18|18",
    "b)|Chi ngân sách|10|10|10",
    "2|Xã hội|30|27|26",
    "II|Công tác thi đua|40|40|40",
    "1|Kế hoạch|20|20|20",
    "2|Báo cáo|20|20|20",
    "|Tổng cộng|100|95|94",
)


def test_a_sheet_that_adds_up(audited: "Audited") -> None:
    findings = audited(*SELF_SCORED)
    assert {item.verdict for item in findings} == {Verdict.AGREES}
    groups = [item for item in findings if item.kind is Kind.GROUP]
    assert [item.place for item in groups] == ["C2", "D2", "E2", "C3", "D3", "E3", "C7", "D7", "E7"]
    total = next(item for item in findings if item.place == "C10")
    assert (total.working.vi, total.parts) == ("60 + 40 = 100", ("C2", "C7"))


def test_a_wrong_figure_is_told_with_both_numbers_and_all_cells(audited: "Audited") -> None:
    lines = [line.replace("|30|28|28", "|30|29|28") for line in SELF_SCORED]
    found = [item for item in audited(*lines) if item.verdict is Verdict.DISAGREES]
    assert [item.place for item in found] == ["D2", "D3"]
    above, itself = found
    assert (itself.stated, itself.recomputed, itself.difference) == (
        Fraction(29),
        Fraction(28),
        Fraction(1),
    )
    assert (itself.parts, itself.working.vi) == (("D4", "D5"), "18 + 10 = 28")
    assert itself.label.vi == "Kinh tế, Tự chấm"
    assert (itself.note.vi, itself.note.en) == (
        "không khớp, cao hơn 1",
        "disagrees, 1 too high",
    )
    assert (above.working.vi, above.note.vi) == ("29 + 27 = 56", "không khớp, thấp hơn 1")


def test_rows_of_an_old_table_sum_to_90(wrong: "Told") -> None:
    rows = [f"{number:02}|Việc {number}|{points}" for number, points in
            enumerate((10, 10, 20, 10, 10, 10, 20), start=1)]  # fmt: skip
    heading = "STT|Nội dung|Điểm tối đa"
    assert wrong(heading, *rows, "|Tổng điểm|90") == {}
    assert wrong(heading, *rows, "|Tổng điểm|100") == {
        "C9": "10 + 10 + 20 + 10 + 10 + 10 + 20 = 90"
    }


def test_a_filled_table_of_the_ministry_of_justice(audited: "Audited") -> None:
    findings = audited(
        "Mã|Tiêu chí|Điểm chuẩn|Điểm chấm|Minh chứng",
        "VIII.3|Văn bản điện tử qua trục liên thông|3|3.00|",
        "VIII.3a|Gửi có ký số|1.5|1.50 (100%)|Phụ lục 2",
        "VIII.3b|Nhận và phản hồi|1.5|1.50|",
    )
    sums = [item for item in findings if item.kind is Kind.GROUP]
    assert [(item.place, item.working.vi) for item in sums] == [
        ("C2", "1,5 + 1,5 = 3"),
        ("D2", "1,5 + 1,5 = 3"),
    ]
    assert {item.verdict for item in findings} == {Verdict.AGREES}


def test_awards_at_a_conference_are_its_92_delegates(audited: "Audited") -> None:
    awards = ("Hình thức|Số lượng", "Cờ|3", "Bằng khen|24", "Giấy khen|24", "Khác|41")
    (found,) = audited(*awards, "Tổng cộng|92")
    assert (found.verdict, found.working.vi) == (Verdict.AGREES, "3 + 24 + 24 + 41 = 92")


def test_three_standards_of_a_front_with_their_bonus_apart(wrong: "Told") -> None:
    heading = "STT|Nội dung|Điểm tối đa|Điểm thưởng tối đa"
    rows = ("1|Nhiệm vụ chính trị|40|0", "2|Công tác Mặt trận|30|3", "3|Cán bộ|30|2")
    assert wrong(heading, *rows, "|Tổng|100|5") == {}
    assert wrong(heading, *rows, "|Tổng|105|5") == {"C5": "40 + 30 + 30 = 100"}


def test_a_real_year_of_31_criteria_adds_up() -> None:
    file = DATA / "cai_lay_results.csv"
    findings = audit_tables(file.name, read_csv(file)).findings
    totals = {item.place: item.stated for item in findings if item.kind is Kind.TOTAL}
    assert totals["B33"] == 100
    assert (totals["C33"], totals["D33"]) == (Fraction("124.4"), Fraction("118.4"))
    assert all(len(item.parts) == 31 for item in findings if item.kind is Kind.TOTAL)
    assert not any(item.verdict is Verdict.DISAGREES for item in findings)
    # The bonus on top of a criterion's points cannot be told from a slip of the pen.
    above = [item for item in findings if item.verdict is Verdict.NOT_VERIFIABLE]
    assert {item.kind for item in above} == {Kind.CEILING}
    assert above[1].note.vi == "hơn điểm tối đa 2 điểm: chỉ đúng nếu là điểm thưởng"


def test_a_real_point_table_adds_up_in_all_its_groups() -> None:
    file = DATA / "table.csv"
    findings = audit_tables(file.name, read_csv(file)).findings
    assert {item.verdict for item in findings} == {Verdict.AGREES}
    assert next(item for item in findings if item.stated == 80).working.vi.endswith("= 80")


def test_bonus_and_deduction_rows_change_the_last_total(wrong: "Told") -> None:
    rows = ("TT|Nội dung|Điểm chuẩn|Tự chấm", "1|Kinh tế|60|58", "2|Xã hội|40|39",
            "|Cộng|100|97", "3|Điểm thưởng|5|3", "4|Điểm trừ||2")  # fmt: skip
    assert wrong(*rows, "|Tổng điểm|105|98") == {}
    assert wrong(*rows, "|Tổng điểm|100|98") == {}
    assert wrong(*rows, "|Tổng điểm|100|102") == {"D7": "97 + 3 − 2 = 98"}
    signed = [row.replace("Điểm trừ||2", "Điểm trừ||-2") for row in rows]
    assert wrong(*signed, "|Tổng điểm|100|98") == {}


def test_a_group_of_deductions_adds_up_as_written(wrong: "Told") -> None:
    rows = ("TT|Nội dung|Tự chấm", "I|Điểm chuẩn|90", "1|Kinh tế|50", "2|Xã hội|40",
            "II|Điểm trừ|{}", "1|Điểm trừ do chậm báo cáo|2", "2|Vi phạm|1")  # fmt: skip
    assert wrong(*(row.format(3) for row in rows), "|Tổng|87") == {}
    assert wrong(*(row.format(4) for row in rows), "|Tổng|86") == {"C5": "2 + 1 = 3"}


PARTS = (
    "TT|Nội dung|Điểm tối đa|Thẩm định", "Phần I|CHUNG|60|55", "I|Nhiệm vụ|40|36", "1|Việc|40|36",
    "II|Thi đua|20|19", "2|Phong trào|20|19", "Phần II|THEO NGÀNH|40|36", "A|Chuyên môn|70|63",
    "1|Xuất khẩu|70|63", "B|Quản lý|30|27", "2|Báo cáo|30|27",
)  # fmt: skip


def test_numbers_begin_anew_in_each_part_and_a_part_may_count_by_its_weight(wrong: "Told") -> None:
    assert wrong(*PARTS) == {}
    bonus = ("C|Điểm thưởng|thưởng 50|5", "3|Cờ thi đua|thưởng 15|5")
    assert wrong(*PARTS, *bonus) == {}
    assert wrong(*PARTS, "|Tổng điểm|100|91") == {}
    assert wrong(*PARTS, "|Tổng điểm|100|90") == {"D12": "55 + 36 = 91"}
    assert wrong(*PARTS[:1], "Phần I|CHUNG|60|54", *PARTS[2:]) == {"D2": "36 + 19 = 55"}
    assert wrong(*PARTS[:7], "A|Chuyên môn|70|62", *PARTS[8:]) == {"D8": "63 = 63"}


def test_levels_of_which_one_holds_are_not_added(wrong: "Told") -> None:
    rows = ("TT|Nội dung|Điểm tối đa", "1|Tỷ lệ văn bản ký số|1,5", "-|Trên 95%|1,5",
            "-|Từ 75% đến 95%|1", "-|Dưới 75%|0", "2|Kế hoạch|2")  # fmt: skip
    assert wrong(*rows, "|Cộng|3,5") == {}
    assert wrong(rows[0], rows[1].replace("1,5", "2"), *rows[2:], "|Cộng|4") == {
        "C2": "1,5 + 1 + 0 = 2,5"
    }


def test_subtotals_and_the_total_of_all(wrong: "Told") -> None:
    rows = ("TT|Nội dung|Điểm", "I|Một||", "1|A|10", "2|B|20", "|Cộng I|30",
            "II|Hai||", "1|C|15", "|Cộng mục II|15")  # fmt: skip
    assert wrong(*rows, "|Tổng cộng (I + II)|45") == {}
    assert wrong(*rows, "|Tổng cộng|45") == {}
    assert wrong(*rows, "|Tổng cộng|46") == {"C9": "30 + 15 = 45"}
    # The total of all is right by the rows themselves, whatever the subtotal says.
    assert wrong(*rows[:4], "|Cộng I|31", *rows[5:], "|Tổng cộng|45") == {"C5": "10 + 20 = 30"}


def test_a_total_of_unnumbered_groups_may_count_all_the_rows_again(wrong: "Told") -> None:
    rows = ("Đơn vị|Số hộ", "Xã A|10", "Xã B|20", "Cộng|30", "Xã C|5")
    assert wrong(*rows, "Tổng cộng|35") == {}
    assert wrong(*rows, "Cộng|5") == {}
    assert wrong(*rows, "Tổng cộng|36") == {"B6": "5 = 5"}


def test_the_total_may_be_the_first_row(wrong: "Told") -> None:
    assert wrong("Đơn vị|Số hộ", "TỔNG SỐ|35", "Xã A|10", "Xã B|25") == {}
    assert wrong("Đơn vị|Số hộ", "TỔNG SỐ|36", "Xã A|10", "Xã B|25") == {"B2": "10 + 25 = 35"}


def test_a_total_without_any_part_cannot_be_verified(open_: "Told") -> None:
    rows = ("TT|Nội dung|Điểm|Tự chấm", "1|A||3", "2|B||4", "|Tổng|10|7")
    assert open_(*rows) == {"C4": "không thấy số nào để cộng"}


def test_an_empty_part_leaves_a_sum_open(open_: "Told") -> None:
    rows = ("TT|Nội dung|Điểm", "1|A|3", "2|B|", "3|C|#REF!", "4|D|2")
    assert open_(*rows, "|Tổng|10") == {"C6": "chưa khớp, nhưng ô C3, C4 còn trống"}


def test_percentages_of_a_whole_may_miss_by_their_rounding(audited: "Audited") -> None:
    # 24,1 + 8,8 gives 32,9 although the unrounded shares give 33,0.
    rows = ("Đảng|Tỷ trọng (%)", "CDU|24,1", "CSU|8,8")
    (found,) = audited(*rows, "Cộng|33,0")
    assert (found.verdict, found.note.vi) == (Verdict.AGREES, "khớp trong phạm vi làm tròn")
    (found,) = audited(*rows, "Cộng|33,1")
    assert (found.verdict, found.note.vi) == (Verdict.DISAGREES, "không khớp, cao hơn 0,2")


def test_points_add_up_exactly_unless_a_division_made_them(audited: "Audited") -> None:
    heading = "TT|Nội dung|Điểm"
    *_, found = audited(heading, "1|A|3,5", "2|B|2,25", "|Tổng|5,8")
    assert found.verdict is Verdict.DISAGREES
    *_, found = audited(heading, "1|A|33,33", "2|B|33,33", "3|C|33,33", "|Tổng|100")
    assert (found.verdict, found.note.en) == (Verdict.AGREES, "agrees within rounding")


def test_amounts_in_words_are_known_to_their_last_place(audited: "Audited") -> None:
    rows = ("Nguồn|Kinh phí", "Tỉnh|6,4 tỷ", "Huyện|500 triệu")
    (found,) = audited(*rows, "Tổng số|6,9 tỷ")
    assert found.verdict is Verdict.AGREES
    (found,) = audited(*rows, "Tổng số|7,1 tỷ")
    assert found.verdict is Verdict.DISAGREES


def test_bounded_figures_leave_a_sum_open(open_: "Told") -> None:
    rows = ("Nguồn|Số người", "A|trên 100", "B|50")
    assert open_(*rows, "Tổng số|160") == {
        "B4": "chưa khớp, nhưng có số ghi “trên”, “dưới”, “gần” nên chưa kết luận được"
    }


def test_a_cluster_table_is_added_up_row_by_row(wrong: "Told") -> None:
    rows = ("Hạng|Đơn vị|Mục I|Mục II|Điểm thưởng|Điểm trừ|Tổng điểm",
            "1|Xã A|50|30|2|1|81", "2|Xã B|48,5|30|0|1|77,5")  # fmt: skip
    assert wrong(*rows, "3|Xã C|40|30|0|1|70") == {"G4": "40 + 30 + 0 − 1 = 69"}
    signed = "3|Xã C|40|30|0|-1|69"
    assert wrong(*rows, signed) == {}


def test_a_column_of_totals_beside_others_that_say_the_same_is_left_alone(wrong: "Told") -> None:
    assert wrong("TT|Nội dung|Điểm chuẩn|Tự chấm|Tổng điểm", "1|A|10|8|9", "2|B|5|5|5") == {}


def test_points_above_the_maximum_are_wrong(wrong: "Told") -> None:
    rows = ("TT|Nội dung|Điểm tối đa|Tự chấm", "1|A|10|12", "2|B|10|5", "3|Điểm thưởng|2|3")
    assert wrong(*rows, "|Tổng|20|20") == {"D2": "12 > 10"}


def test_a_section_above_its_maximum_says_that_bonus_is_on_top(
    wrong: "Told", open_: "Told"
) -> None:
    rows = ("TT|Nội dung|Điểm tối đa|Tự chấm", "I|Một|10|12", "1|A|6|8", "2|B|4|4")
    assert wrong(*rows) == {}
    assert set(open_(*rows)) == {"D2", "D3"}


def test_bonus_of_the_row_comes_on_top_of_its_maximum(wrong: "Told") -> None:
    heading = "TT|Nội dung|Điểm tối đa|Điểm thưởng|Tự chấm"
    assert wrong(heading, "1|A|10|2|12", "2|B|10|0|5") == {}
    assert wrong(heading, "1|A|10|2|13", "2|B|10||5") == {"E2": "13 > 12"}


def test_a_total_may_name_the_rows_that_it_adds_up(wrong: "Told") -> None:
    rows = ("TT|Nội dung|Điểm", "I|Một|10", "II|Hai|20", "III|Ba|5")
    assert wrong(*rows, "|Tổng (I + II)|30") == {}
    assert wrong(*rows, "|Tổng (I + II)|35") == {"C5": "10 + 20 = 30"}
    assert wrong(*rows, "|Tổng (I + IX)|35") == {}


def test_a_label_that_only_begins_like_a_total_is_none(wrong: "Told") -> None:
    rows = ("Nội dung|Số lượng|Ghi chú", "Xã A|10|", "Tổng số hộ|300|", "Cộng tác viên|7|")
    assert wrong(*rows, "Tổng cộng|317|") == {}
