"""The words of a trace: what a cluster head reads aloud, in Vietnamese and English."""

from fractions import Fraction

import pytest
from tests.formula.told_traces import RATIO, explained, number, over, parse, row

from thidua.core.exact.figure import Bound, Figure
from thidua.core.formula.tree import AtMost, Child

# --- ratios ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("actual", "target", "line"),
    [
        (125000, 100000, "125.000 / 100.000 = 125 %, giới hạn 100 % → 45 điểm"),
        (100000, 100000, "100.000 / 100.000 = 100 % → 45 điểm"),
        (80000, 100000, "80.000 / 100.000 = 80 % → 45 × 80 % = 36 điểm"),
        (80000, 120000, "80.000 / 120.000 = 2/3 ≈ 66,67 % → 45 × (2/3) = 30 điểm"),
        (-5, 100000, "-5 / 100.000 = -0,00005 ≈ -0,01 %, không dưới 0 % → 45 × 0 % = 0 điểm"),
        (
            over(24000),
            23500,
            "Trên 24.000 / 23.500 = trên 48/47 ≈ 102,13 %, giới hạn 100 % → 45 điểm",
        ),
    ],
)
def test_a_ratio_limited_to_one_is_shown_as_a_percentage(
    actual: int | Figure, target: int, line: str
) -> None:
    assert explained(RATIO, {"jobs": actual, "jobs.target": target})[-1] == line


def test_the_figures_come_first_with_title_and_unit() -> None:
    figures = {"jobs": 125000, "jobs.target": 100000}
    assert explained(RATIO, figures) == [
        "Việc làm mới (kết quả): 125.000 người",
        "Việc làm mới (mức giao): 100.000 người",
        "125.000 / 100.000 = 125 %, giới hạn 100 % → 45 điểm",
    ]
    assert explained(RATIO, figures, language="en") == [
        "Jobs created (actual): 125,000 persons",
        "Jobs created (target): 100,000 persons",
        "125,000 / 100,000 = 125 %, limited to 100 % → 45 points",
    ]


def test_the_points_may_stand_behind_the_ratio() -> None:
    lines = explained("min(jobs / 10, 1) * points", {"jobs": 8})
    assert lines[-1] == "8 / 10 = 80 % → 45 × 80 % = 36 điểm"


def test_a_share_inside_a_longer_formula_has_its_own_line() -> None:
    lines = explained("points * min(jobs / 10, 1) + 5 * min(1, jobs / 4)", {"jobs": 8})
    assert lines[1:] == [
        "8 / 10 = 80 % → 45 × 80 % = 36",
        "8 / 4 = 200 %, giới hạn 100 % → 5",
        "36 + 5 = 41 điểm",
    ]


def test_a_share_of_its_own_is_settled_before_it_is_used() -> None:
    lines = explained("jobs * min(jobs / 10, 1) - min(jobs / 4, 1)", {"jobs": 8})
    assert lines[1:] == [
        "8 / 10 = 80 %",
        "8 / 4 = 200 %, giới hạn 100 % → 100 %",
        "8 × 80 % - 100 % = 5,4 điểm",
    ]
    assert explained("min(jobs / 10, 1)", {"jobs": 8})[-1] == "8 / 10 = 80 % → 0,8 điểm"


def test_a_share_left_open_by_a_bound_says_so() -> None:
    lines = explained(RATIO, {"jobs": over(24000), "jobs.target": 48000})
    assert lines[-1] == (
        "Trên 24.000 / 48.000 = trên 50 %, giới hạn 100 %"
        " → 45 × trên 50 % và nhiều nhất 100 % = trên 22,5 và nhiều nhất 45 điểm"
    )


# --- figures --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("figure", "vi", "en"),
    [
        (Figure(Fraction(5)), "5 người", "5 persons"),
        (over(24000), "trên 24.000 người", "over 24,000 persons"),
        (
            Figure(Fraction(0), presumed=True),
            "không ghi, tính là 0",
            "left blank, counted as 0",
        ),
        (
            Figure(Fraction(5), illustrative=True),
            "5 người (số liệu minh hoạ)",
            "5 persons (illustrative figure)",
        ),
    ],
)
def test_a_figure_is_introduced_with_all_that_is_known_of_it(
    figure: Figure, vi: str, en: str
) -> None:
    assert explained("jobs", {"jobs": figure})[0] == f"Việc làm mới (kết quả): {vi}"
    assert explained("jobs", {"jobs": figure}, language="en")[0] == f"Jobs created (actual): {en}"


def test_every_field_has_its_word() -> None:
    figures = {"jobs.baseline": 1, "jobs.previous": 2}
    assert explained("jobs.baseline + jobs.previous", figures)[:2] == [
        "Việc làm mới (mức đầu kỳ): 1 người",
        "Việc làm mới (kỳ trước): 2 người",
    ]


def test_what_has_no_title_is_called_by_its_code() -> None:
    assert explained("visits", {"visits": 3})[0] == "visits (kết quả): 3"


@pytest.mark.parametrize(("value", "words"), [("1", "có (1)"), ("2", "2"), ("0.5", "0,5")])
def test_yes_and_no_and_grades_are_shown_by_name(value: str, words: str) -> None:
    assert explained("plan", {"plan": value})[0] == f"plan (kết quả): {words}"


def test_a_calendar_day_is_shown_as_a_date() -> None:
    figures = {"report": 20517, "report.target": 20513}
    lines = explained("max(report - report.target, 0)", figures)
    assert lines == [
        "Ngày gửi báo cáo (kết quả): 05/03/2026",
        "Ngày gửi báo cáo (mức giao): 01/03/2026",
        "05/03/2026 - 01/03/2026 = 4 điểm",
    ]
    late = explained("report - 1", {"report": over(20517)})
    assert late[0] == "Ngày gửi báo cáo (kết quả): trên 05/03/2026"


# --- arithmetic -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("formula", "line"),
    [
        ("45", "45 điểm"),
        ("jobs + 2 * rate", "3 + 2 × 4 = 11 điểm"),
        ("(jobs + 2) * rate", "(3 + 2) × 4 = 20 điểm"),
        ("jobs - (2 - rate)", "3 - (2 - 4) = 5 điểm"),
        ("jobs / (2 * rate)", "3 / (2 × 4) = 0,375 điểm"),
        ("rate / jobs", "4 / 3 = 4/3 ≈ 1,3333 điểm"),
        ("-(jobs + 1)", "-(3 + 1) = -4 điểm"),
        ("1 - -jobs", "1 - (-3) = 4 điểm"),
        ("jobs / 8000000", "3 / 8.000.000 = 3/8.000.000 ≈ 0,0000 điểm"),
    ],
)
def test_arithmetic_is_written_out_with_its_brackets(formula: str, line: str) -> None:
    assert explained(formula, {"jobs": 3, "rate": 4})[-1] == line


def test_a_literal_nothing_needs_no_words() -> None:
    assert explained("0", {}) == []


@pytest.mark.parametrize(
    ("formula", "vi", "en"),
    [
        ("min(jobs, rate)", "Số nhỏ nhất trong 3; 4 → 3 điểm", "The least of 3; 4 → 3 points"),
        (
            "max(jobs + 1, rate, 2)",
            "Số lớn nhất trong 3 + 1 = 4; 4; 2 → 4 điểm",
            "The greatest of 3 + 1 = 4; 4; 2 → 4 points",
        ),
        (
            "floor(jobs / 2)",
            "3 / 2 = 1,5, làm tròn xuống → 1 điểm",
            "3 / 2 = 1.5, rounded down → 1 point",
        ),
        (
            "round(jobs / rate, 1)",
            "3 / 4 = 0,75, làm tròn đến 1 chữ số thập phân → 0,8 điểm",
            "3 / 4 = 0.75, rounded to 1 decimal place → 0.8 points",
        ),
        (
            "power(jobs, 1, 2, 2)",
            "3, lũy thừa 0,5, làm tròn đến 2 chữ số thập phân → 1,73 điểm",
            "3, to the power 0.5, rounded to 2 decimal places → 1.73 points",
        ),
        ("min(jobs, 2)", "3, tối đa 2 → 2 điểm", "3, at most 2 → 2 points"),
        (
            "max(jobs - 5, 0)",
            "3 - 5 = -2, không dưới 0 → 0 điểm",
            "3 - 5 = -2, at least 0 → 0 points",
        ),
        ("max(jobs - 1, 0)", "3 - 1 = 2 điểm", "3 - 1 = 2 points"),
    ],
)
def test_functions_say_what_they_do(formula: str, vi: str, en: str) -> None:
    figures = {"jobs": 3, "rate": 4}
    assert explained(formula, figures)[-1] == vi
    assert explained(formula, figures, language="en")[-1] == en


def test_a_function_inside_a_formula_has_its_own_line() -> None:
    lines = explained("2 * floor(jobs / 2) + max(min(floor(rate), 3), 1)", {"jobs": 3, "rate": 4})
    assert lines == [
        "Việc làm mới (kết quả): 3 người",
        "3 / 2 = 1,5, làm tròn xuống → 1",
        "Tỷ lệ hộ được cấp giấy (kết quả): 4 %",
        "4, làm tròn xuống → 4",
        "4, tối đa 3 → 3",
        "2 × 1 + 3 = 5 điểm",
    ]


def test_one_case_is_one_time() -> None:
    lines = explained(row("a2", "0.5 * visits"), {"visits": 1}, language="en")
    assert lines[-1] == "Row a2: 1 time × 0.5 = 0.5 points"


# --- no answer ------------------------------------------------------------------------------


def test_an_unknown_value_ends_with_its_reasons() -> None:
    figures = {"jobs.target": 100}
    assert explained(f"0 if jobs.target == 0 else {RATIO}", figures) == [
        "Việc làm mới (mức giao): 100 người",
        "Điều kiện 100 = 0 không đúng",
        "Việc làm mới (kết quả): chưa có số liệu",
        "Chưa tính được: chưa có số liệu “Việc làm mới”",
    ]
    assert explained("jobs", {}, language="en") == [
        "Jobs created (actual): not reported",
        "No answer: “Jobs created” is not reported",
    ]


def test_what_could_be_worked_out_is_still_told() -> None:
    lines = explained(AtMost(parse("points * jobs"), number("45")), {"jobs": 2})
    assert lines == [
        "Việc làm mới (kết quả): 2 người",
        "45 × 2 = 90",
        "Chưa tính được: cách tính cho 90 điểm, vượt điểm tối đa mà bảng điểm không quy định"
        " điểm thưởng",
    ]


def test_a_figure_known_only_nearly_is_shown_as_it_was_reported() -> None:
    near = Figure(Fraction(9000), Bound.NEAR)
    assert explained("1 if jobs > 8000 else 0", {"jobs": near}) == [
        "Việc làm mới (kết quả): gần 9.000 người",
        "Điều kiện gần 9.000 > 8.000 chưa xác định được",
        "Chưa tính được: “Việc làm mới” mới ghi “gần …”, cần số liệu chính xác",
    ]


def test_an_unknown_row_says_so_in_its_place() -> None:
    lines = explained(row("a1", "0.5 * jobs"), {})
    assert lines[1] == "Dòng a1 (Bị khiếu nại): chưa tính được"


def test_an_unknown_part_of_a_section_is_named() -> None:
    assert explained(Child("A9"), {}) == ["A9: chưa rõ", "Chưa tính được: chưa có số liệu “A9”"]


def test_an_aggregate_of_nothing_is_unknown() -> None:
    lines = explained("highest(jobs)", {})
    assert lines == [
        "Mức cao nhất trong cụm, “Việc làm mới (kết quả)” (Phòng Một: không tính được) → chưa rõ",
        "Chưa tính được: không có đơn vị nào trong cụm có số liệu để so sánh",
    ]


def test_points_left_open_are_told_as_an_interval() -> None:
    assert explained("jobs + 1", {"jobs": over(4)})[-1] == "Trên 4 + 1 = trên 5 điểm"
    assert explained("0 - jobs", {"jobs": over(4)}, language="en")[-1] == (
        "0 - over 4 = under -4 points"
    )
    assert explained("max(jobs, 5)", {"jobs": over(4)}, language="en")[-1] == (
        "Over 4, at least 5 → at least 5 points"
    )
    assert explained("jobs - rate", {"jobs": over(4), "rate": over(4)})[-1] == (
        "Trên 4 - trên 4 = chưa rõ điểm"
    )
