"""The words of a trace: what a cluster head reads aloud, in Vietnamese and English."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

import pytest
from attrs import field, frozen

from thidua.core.exact.figure import Bound, Figure
from thidua.core.formula.evaluation import Reading
from thidua.core.formula.explanation import Naming, explain_trace
from thidua.core.formula.naming import Names
from thidua.core.formula.parsing import parse_expression
from thidua.core.formula.tree import (
    Arithmetic,
    AtMost,
    Call,
    Child,
    Choose,
    Compare,
    Function,
    GeometricMean,
    Interpolate,
    Judgement,
    LabelKind,
    Labelled,
    Name,
    Node,
    Number,
    PythonCall,
    Step,
    Steps,
)
from thidua.core.formula.walking import is_truth
from thidua.core.text.bilingual import Language, Text

NAMING = Naming(
    titles={
        "jobs": Text("Việc làm mới", "Jobs created"),
        "rate": Text("Tỷ lệ hộ được cấp giấy", "Households certified"),
        "cases": Text("Vụ khiếu nại", "Complaints"),
        "report": Text("Ngày gửi báo cáo", "Report sent"),
        "a1": Text("Bị khiếu nại", "Complaints received"),
        "A1": Text("Phần A1", "Section A1"),
        "c2": Text("Tiêu chí con", "Child criterion"),
        "ratio-capped": Text("Theo tỷ lệ hoàn thành", "In proportion to the target"),
        "curve": Text("Đường cong", "Curve"),
    },
    units={
        "jobs": Text("người", "persons"),
        "rate": Text("%", "%"),
        "report": Text("ngày", "day"),
    },
    members={"u1": "Phòng Một", "u2": "Phòng Hai"},
    dates={"report"},
    values={"plan": {0: Text("không", "no"), 1: Text("có", "yes")}},
)
RATIO = "points * min(max(jobs / jobs.target, 0), 1)"


@frozen
class Unit:
    """A unit with figures typed as in the tests below."""

    unit: str = "u1"
    figures: Mapping[str, str | int | Figure] = field(factory=dict)

    def figure(self, name: Name) -> Figure | None:
        key = name.indicator if name.field == "actual" else f"{name.indicator}.{name.field}"
        found = self.figures.get(key)
        return found if found is None or isinstance(found, Figure) else Figure(Fraction(found))

    def judged(self, criterion: str) -> Fraction | None:
        return Fraction(4) if criterion == "judged" else None

    def child(self, code: str) -> Fraction | None:
        return Fraction(120) if code == "A1" else None


def parse(source: str, points: int = 45) -> Node:
    return parse_expression(source, Names(points=Fraction(points)))


def explained(
    formula: str | Node,
    figures: Mapping[str, str | int | Figure],
    *,
    language: Language = "vi",
    peers: Sequence[Unit] = (),
) -> list[str]:
    node = parse(formula) if isinstance(formula, str) else formula
    own = Unit("u1", figures)
    python = {"curve": lambda given: given["x"] * 2}
    reading = Reading(own, (own, *peers), python, trace=True)
    if is_truth(node):
        reading.truth(node)
    else:
        reading.number(node)
    return list(explain_trace(reading.trace_of(node), language, NAMING))


def over(value: int) -> Figure:
    return Figure(Fraction(value), Bound.OVER)


def under(value: int) -> Figure:
    return Figure(Fraction(value), Bound.UNDER)


def row(code: str, source: str) -> Labelled:
    return Labelled(LabelKind.ROW, code, parse(source))


def number(text: str) -> Number:
    return Number(Fraction(text))


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


# --- rows -----------------------------------------------------------------------------------


def test_a_row_counts_its_cases() -> None:
    lines = explained(row("a1", "min(0.5 * max(visits, 0), 2)"), {"visits": 3})
    assert lines == [
        "visits (kết quả): 3",
        "Dòng a1 (Bị khiếu nại): 3 lần × 0,5 = 1,5, tối đa 2 → 1,5 điểm",
    ]


def test_cases_carry_the_unit_of_their_indicator() -> None:
    lines = explained(row("a2", "0.5 * jobs"), {"jobs": 5}, language="en")
    assert lines[-1] == "Row a2: 5 persons × 0.5 = 2.5 points"


def test_cases_may_be_worked_out_first() -> None:
    lines = explained(row("a2", "min(jobs - visits, 7) * 0.5"), {"jobs": 5, "visits": 2})
    assert lines[-2:] == ["5 - 2 = 3, tối đa 7 → 3", "Dòng a2: 3 lần × 0,5 = 1,5 điểm"]


def test_a_count_never_below_zero_is_a_count_outside_rows_too() -> None:
    assert explained("45 - 2 * max(jobs, 0)", {"jobs": 3})[-1] == "45 - 3 người × 2 = 39 điểm"
    assert explained("2 * 3 + jobs * rate", {"jobs": 1, "rate": 1})[-1] == "2 × 3 + 1 × 1 = 7 điểm"


def test_a_row_without_a_count_is_still_a_row() -> None:
    assert explained(row("a2", "2 * 3"), {})[-1] == "Dòng a2: 2 × 3 = 6 điểm"
    assert explained(row("a2", "jobs * rate"), {"jobs": 2, "rate": 3})[-1] == (
        "Dòng a2: 2 × 3 = 6 điểm"
    )


def test_a_quotient_in_a_row_is_no_percentage() -> None:
    lines = explained(row("a2", "min(jobs / 10, 1)"), {"jobs": 15})
    assert lines[-1] == "Dòng a2: 15 / 10 = 1,5, tối đa 1 → 1 điểm"


def test_a_row_says_its_condition_and_whether_it_holds() -> None:
    fired, idle = {"jobs": 3, "rate": 90}, {"jobs": 3, "rate": 99}
    source = "1 if rate < 98.5 or jobs > 7 else 0"
    assert explained(row("a2", source), fired)[-1] == "Dòng a2: điều kiện 90 < 98,5 đúng → 1 điểm"
    assert explained(row("a2", source), idle)[-1] == (
        "Dòng a2: điều kiện 99 < 98,5 hoặc 3 > 7 không đúng → 0 điểm"
    )


def test_of_several_cases_the_first_that_holds_counts() -> None:
    lines = explained(row("a2", "2 if rate >= 99 else 1 if rate >= 95 else 0"), {"rate": 97})
    assert lines[-1] == "Dòng a2: điều kiện 97 ≥ 99 không đúng; điều kiện 97 ≥ 95 đúng → 1 điểm"


def criterion() -> tuple[Node, Node]:
    """Full 3.5; three deduct rows, at most 2; a bonus only if nothing was deducted."""
    a1, a2 = row("a1", "min(0.5 * max(cases, 0), 2)"), row("a2", "1 if jobs < 100 else 0")
    a3 = row("a3", "1 if rate < 98.5 else 0")
    rows = Arithmetic("+", Arithmetic("+", a1, a2), a3)
    deducted = Labelled(LabelKind.DEDUCTED, "a", Call(Function.MIN, (rows, number("2"))))
    left = Arithmetic("-", number("3.5"), deducted)
    base = Labelled(LabelKind.BASE, "a", Call(Function.MAX, (left, number("0"))))
    bonus = Choose(Compare(("==",), (rows, number("0"))), number("0.5"), number("0"))
    return base, Labelled(LabelKind.BONUS, "a", Labelled(LabelKind.ROW, "a4", bonus))


def test_the_rows_of_a_criterion_add_up_to_its_points() -> None:
    base, _ = criterion()
    assert explained(base, {"cases": 3, "jobs": 120, "rate": 98}) == [
        "Vụ khiếu nại (kết quả): 3",
        "Dòng a1 (Bị khiếu nại): 3 lần × 0,5 = 1,5, tối đa 2 → 1,5 điểm",
        "Việc làm mới (kết quả): 120 người",
        "Dòng a2: điều kiện 120 < 100 không đúng → 0 điểm",
        "Tỷ lệ hộ được cấp giấy (kết quả): 98 %",
        "Dòng a3: điều kiện 98 < 98,5 đúng → 1 điểm",
        "Điểm trừ: 1,5 + 1 = 2,5, tối đa 2 → 2 điểm",
        "Điểm nền: 3,5 - 2 = 1,5 điểm",
    ]


def test_rows_that_deduct_nothing_are_left_out_of_the_sum() -> None:
    base, _ = criterion()
    lines = explained(base, {"cases": 0, "jobs": 120, "rate": 99}, language="en")
    assert lines[-2:] == ["Deductions: 0 points", "Base: 3.5 points"]


def test_a_bonus_only_if_full_asks_whether_anything_was_deducted() -> None:
    _, bonus = criterion()
    full = explained(bonus, {"cases": 0, "jobs": 120, "rate": 99})
    assert full[-2:] == [
        "Dòng a4: điều kiện “không bị trừ điểm” đúng → 0,5 điểm",
        "Điểm thưởng: 0,5 điểm",
    ]
    cut = explained(bonus, {"cases": 1, "jobs": 120, "rate": 99}, language="en")
    assert cut[-2:] == [
        "Row a4: condition “nothing deducted” does not hold → 0 points",
        "Bonus: 0 points",
    ]


def test_the_idle_last_row_of_a_sum_does_not_end_the_explanation() -> None:
    total = Arithmetic("+", row("a1", "2"), row("a2", "0 if jobs > 1 else 1"))
    lines = explained(total, {"jobs": 3})
    assert lines[-2:] == ["Dòng a2: điều kiện 3 > 1 đúng → 0 điểm", "2 điểm"]


def test_a_child_criterion_is_called_by_its_name() -> None:
    child = Labelled(LabelKind.BASE, "c2", number("4"))
    whole = Labelled(
        LabelKind.BASE,
        "c1",
        Arithmetic("+", child, Labelled(LabelKind.EARNED, "c1", row("r", "1"))),
    )
    assert explained(whole, {}) == [
        "Điểm nền c2 (Tiêu chí con): 4 điểm",
        "Dòng r: 1 điểm",
        "Điểm đạt thêm: 1 điểm",
        "Điểm nền: 4 + 1 = 5 điểm",
    ]
    assert explained(Arithmetic("+", child, number("1")), {})[0] == "Điểm nền: 4 điểm"


def test_a_part_of_nothing_has_no_line() -> None:
    part = Labelled(LabelKind.DEDUCTED, "a", number("0"))
    assert explained(Arithmetic("-", number("5"), part), {}) == ["5 điểm"]
    earned = Labelled(LabelKind.EARNED, "a", row("r", "3"))
    whole = Call(Function.MIN, (Arithmetic("+", number("0"), earned), number("3")))
    assert explained(Labelled(LabelKind.BASE, "a", whole), {})[-1] == "Điểm nền: 3 điểm"


def test_a_standard_formula_is_named_and_its_inputs_are_read_through() -> None:
    ratio = Arithmetic("/", Labelled(LabelKind.INPUT, "actual", parse("jobs")), number("10"))
    share = Call(Function.MIN, (ratio, Labelled(LabelKind.INPUT, "at_most", number("1"))))
    body = Arithmetic("*", number("45"), share)
    named = Labelled(LabelKind.FORMULA, "ratio-capped", body)
    assert explained(named, {"jobs": 8}) == [
        "Cách tính: Theo tỷ lệ hoàn thành",
        "Việc làm mới (kết quả): 8 người",
        "8 / 10 = 80 % → 45 × 80 % = 36 điểm",
    ]
    nameless = Labelled(LabelKind.FORMULA, "unknown", body)
    assert explained(nameless, {"jobs": 8})[0] == "Việc làm mới (kết quả): 8 người"


def choice_in_formula(source: str) -> Labelled:
    return Labelled(LabelKind.FORMULA, "ratio-capped", parse(source))


def test_a_guard_of_a_formula_that_did_not_hold_is_left_out() -> None:
    formula = choice_in_formula(f"0 if jobs.target == 0 else {RATIO}")
    assert explained(formula, {"jobs": 125, "jobs.target": 100}) == [
        "Cách tính: Theo tỷ lệ hoàn thành",
        "Việc làm mới (mức giao): 100 người",
        "Việc làm mới (kết quả): 125 người",
        "125 / 100 = 125 %, giới hạn 100 % → 45 điểm",
    ]
    assert explained(formula, {"jobs.target": 0})[-1] == "Điều kiện 0 = 0 đúng → 0 điểm"
    bands = choice_in_formula("3 if jobs >= 9 else 2 if jobs >= 5 else 1")
    assert explained(bands, {"jobs": 6})[-1] == "Điều kiện 6 ≥ 5 đúng → 2 điểm"
    assert explained(bands, {"jobs": 4})[-1] == "Điều kiện 4 ≥ 5 không đúng → 1 điểm"


def test_a_condition_that_the_set_gives_to_a_formula_is_told() -> None:
    given = Labelled(LabelKind.INPUT, "actual", parse("jobs if rate > 5 else jobs * 2"))
    formula = Labelled(LabelKind.FORMULA, "ratio-capped", Arithmetic("/", given, number("4")))
    assert "Điều kiện 3 > 5 không đúng" in explained(formula, {"jobs": 6, "rate": 3})


def test_cases_of_one_point_are_counted_too() -> None:
    cases = Call(Function.MAX, (parse("cases"), number("0")))
    each = Labelled(LabelKind.ROW, "a1", cases)
    assert explained(each, {"cases": 4})[-1] == "Dòng a1 (Bị khiếu nại): 4 lần × 1 = 4 điểm"
    capped = Labelled(LabelKind.ROW, "a1", Call(Function.MIN, (cases, number("2"))))
    assert explained(capped, {"cases": 4})[-1] == (
        "Dòng a1 (Bị khiếu nại): 4 lần × 1 = 4, tối đa 2 → 2 điểm"
    )


@pytest.mark.parametrize(
    ("condition", "figures", "words"),
    [
        ("not given(jobs)", {"jobs": 1}, "Đã có số liệu “Việc làm mới (kết quả)”"),
        ("given(jobs)", {}, "Chưa có số liệu “Việc làm mới (kết quả)”"),
    ],
)
def test_a_question_for_figures_answered_no_is_told_as_what_is_so(
    condition: str, figures: dict[str, str | int | Figure], words: str
) -> None:
    assert explained(condition, figures)[-1] == words


# --- conditions -----------------------------------------------------------------------------


def test_the_taken_branch_follows_its_condition() -> None:
    formula = f"0 if jobs.target == 0 else {RATIO}"
    assert explained(formula, {"jobs": 125, "jobs.target": 100}) == [
        "Việc làm mới (mức giao): 100 người",
        "Điều kiện 100 = 0 không đúng",
        "Việc làm mới (kết quả): 125 người",
        "125 / 100 = 125 %, giới hạn 100 % → 45 điểm",
    ]
    assert explained(formula, {"jobs.target": 0})[-1] == "Điều kiện 0 = 0 đúng → 0 điểm"


@pytest.mark.parametrize(
    ("condition", "vi", "en"),
    [
        ("1 < jobs <= 3", "1 < 3 ≤ 3 đúng", "1 < 3 ≤ 3 holds"),
        ("jobs == 3", "3 = 3 đúng", "3 = 3 holds"),
        ("jobs != 3", "3 ≠ 3 không đúng", "3 ≠ 3 does not hold"),
        ("jobs + 1 >= 2 * 2", "3 + 1 ≥ 2 × 2 đúng", "3 + 1 ≥ 2 × 2 holds"),
        ("not jobs > 5", "không phải (3 > 5) đúng", "not (3 > 5) holds"),
        (
            "jobs > 1 and (jobs > 5 or jobs > 2)",
            "3 > 1 và (3 > 5 hoặc 3 > 2) đúng",
            "3 > 1 and (3 > 5 or 3 > 2) holds",
        ),
        ("jobs > 5 and jobs > 2", "3 > 5 không đúng", "3 > 5 does not hold"),
        (
            "given(jobs)",
            "đã có số liệu “Việc làm mới (kết quả)” đúng",
            "“Jobs created (actual)” reported holds",
        ),
        (
            "not given(rate + jobs)",
            "chưa có số liệu “Việc làm mới (kết quả)” và “Tỷ lệ hộ được cấp giấy (kết quả)” đúng",
            "“Jobs created (actual)” and “Households certified (actual)” not reported holds",
        ),
        ("rate > 1", "chưa rõ > 1 chưa xác định được", "unknown > 1 is undecided"),
    ],
)
def test_a_condition_is_told_as_far_as_it_was_read(condition: str, vi: str, en: str) -> None:
    lines = explained(condition, {"jobs": 3})
    assert f"Điều kiện {vi}" in lines
    assert f"Condition {en}" in explained(condition, {"jobs": 3}, language="en")


def test_a_named_condition_is_told_like_any_other() -> None:
    named = Labelled(LabelKind.INPUT, "late", parse("jobs > 1"))
    assert explained(named, {"jobs": 3})[-1] == "Điều kiện 3 > 1 đúng"


def test_a_bounded_target_is_a_mark_that_must_be_passed() -> None:
    lines = explained("rate <= rate.target", {"rate": 6, "rate.target": under(6)})
    assert lines[-1] == "Điều kiện 6 ≤ mức “dưới 6” không đúng"
    english = explained("rate > jobs.target", {"rate": 6, "jobs.target": over(6)}, language="en")
    assert english[-1] == "Condition 6 > the mark “over 6” does not hold"
    exact = explained("rate <= rate.target", {"rate": 6, "rate.target": 6})
    assert exact[-1] == "Điều kiện 6 ≤ 6 đúng"


def test_a_sum_that_is_no_deduction_is_compared_as_a_number() -> None:
    assert explained("jobs + 1 == 0", {"jobs": 3})[-1] == "Điều kiện 3 + 1 = 0 không đúng"


# --- tables ---------------------------------------------------------------------------------

BANDS = (
    Step(Fraction(5), Fraction(98), low_open=True),
    Step(Fraction(4), Fraction(97), high=Fraction(98)),
    Step(Fraction(3), Fraction(96), low_open=True, high=Fraction(97), high_open=True),
    Step(Fraction(2), Fraction(95), high=Fraction(96), high_open=False),
    Step(Fraction(1), Fraction(94), high=Fraction(95)),
    Step(Fraction(1), high=Fraction(94)),
)


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (
            "98.01",
            "98,01 % nằm trong bậc trên 98 → 5 điểm",
            "98.01 % is in the step over 98 → 5 points",
        ),
        (
            "97",
            "97 % nằm trong bậc từ 97 đến dưới 98 → 4 điểm",
            "97 % is in the step from 97 to under 98 → 4 points",
        ),
        (
            "96.5",
            "96,5 % nằm trong bậc trên 96 đến dưới 97 → 3 điểm",
            "96.5 % is in the step over 96 to under 97 → 3 points",
        ),
        (
            "96",
            "96 % nằm trong bậc từ 95 đến 96 → 2 điểm",
            "96 % is in the step from 95 to 96 → 2 points",
        ),
        (
            "90",
            "90 % nằm trong bậc dưới 94 → 1 điểm",
            "90 % is in the step under 94 → 1 point",
        ),
    ],
)
def test_the_step_of_a_band_table_is_named(value: str, vi: str, en: str) -> None:
    bands = Steps(Name("rate"), BANDS)
    assert explained(bands, {"rate": value})[-1] == vi
    assert explained(bands, {"rate": value}, language="en")[-1] == en


def test_a_bounded_value_may_touch_several_steps_of_the_same_points() -> None:
    lines = explained(Steps(Name("rate"), BANDS), {"rate": under(95)})
    assert lines[-1] == "Dưới 95 % nằm trong bậc từ 94 đến dưới 95 hoặc dưới 94 → 1 điểm"


def test_a_band_table_may_stand_on_a_formula() -> None:
    steps = (
        Step(Fraction(2), Fraction(1)),
        Step(Fraction(1), Fraction(0), high=Fraction(1)),
        Step(Fraction(0), high=Fraction(0), high_open=False),
    )
    table = Steps(parse("jobs / 4"), steps)
    assert explained(table, {"jobs": 8})[-1] == "8 / 4 = 2 nằm trong bậc từ 1 → 2 điểm"
    assert explained(table, {"jobs": -4}, language="en")[-1] == (
        "-4 / 4 = -1 is in the step up to 0 → 0 points"
    )
    everything = Steps(parse("jobs"), (Step(Fraction(1)),))
    assert explained(everything, {"jobs": 8})[-1] == "8 người nằm trong bậc mọi giá trị → 1 điểm"


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (
            75,
            "75 % nằm giữa mốc 50 (0 điểm) và mốc 100 (5 điểm) → 2,5 điểm",
            "75 % is between 50 (0 points) and 100 (5 points) → 2.5 points",
        ),
        (
            40,
            "40 % không quá mốc đầu 50 → 0 điểm",
            "40 % is not above the first mark, 50 → 0 points",
        ),
        (
            100,
            "100 % từ mốc cuối 100 trở lên → 5 điểm",
            "100 % is not below the last mark, 100 → 5 points",
        ),
        (
            over(100),
            "Trên 100 % nội suy theo bảng mốc → 5 điểm",
            "Over 100 % interpolated → 5 points",
        ),
    ],
)
def test_interpolation_names_the_marks(value: int | Figure, vi: str, en: str) -> None:
    knots = ((Fraction(50), Fraction(0)), (Fraction(100), Fraction(5)))
    table = Interpolate(Name("rate"), knots)
    assert explained(table, {"rate": value})[-1] == vi
    assert explained(table, {"rate": value}, language="en")[-1] == en


def test_other_parts_of_a_criterion_have_their_words() -> None:
    assert explained(Judgement("judged", Fraction(0), Fraction(5)), {}) == [
        "Điểm chấm trong khung từ 0 đến 5 → 4 điểm"
    ]
    assert explained(Child("A1"), {}, language="en") == ["Section A1: 120", "120 points"]
    assert explained(AtMost(parse("jobs + 1"), number("45")), {"jobs": 3})[-1] == "3 + 1 = 4 điểm"


def test_a_geometric_mean_lists_its_parts_and_weights() -> None:
    mean = GeometricMean((parse("jobs"), number("9")), (1, 1), 2)
    assert explained(mean, {"jobs": 4})[-1] == (
        "Trung bình nhân của 4; 9 (trọng số 1; 1), làm tròn đến 2 chữ số thập phân → 6 điểm"
    )


def test_a_python_formula_lists_what_it_was_given() -> None:
    call = PythonCall("curve", (("x", parse("jobs")),), 2)
    assert explained(call, {"jobs": 4})[-1] == "Công thức “Đường cong” với x = 4 → 8 điểm"


# --- the cluster ----------------------------------------------------------------------------

PEERS = (
    Unit("u2", {"jobs": 9, "jobs.target": 3}),
    Unit("u3", {"jobs.target": 3}),
    Unit("u4", {"jobs": over(6), "jobs.target": 3}),
)


def test_an_aggregate_lists_the_value_of_every_member() -> None:
    lines = explained("points * jobs / highest(jobs)", {"jobs": 3}, peers=PEERS[:2])
    assert lines == [
        "Việc làm mới (kết quả): 3 người",
        "Mức cao nhất trong cụm, “Việc làm mới (kết quả)”"
        " (Phòng Một: 3; Phòng Hai: 9; u3: không tính được) → 9",
        "45 × 3 / 9 = 15 điểm",
    ]


@pytest.mark.parametrize(
    ("formula", "vi", "en"),
    [
        (
            "rank(jobs / jobs.target)",
            "Thứ hạng trong cụm, “Việc làm mới (kết quả)” / “Việc làm mới (mức giao)”"
            " (Phòng Một: 1; Phòng Hai: 3; u3: không tính được) → 2 điểm",
            "The rank in the cluster, “Jobs created (actual)” / “Jobs created (target)”"
            " (Phòng Một: 1; Phòng Hai: 3; u3: left out) → 2 points",
        ),
        (
            "count(where = given(jobs))",
            "Số đơn vị được tính (Phòng Một; Phòng Hai) → 2 điểm",
            "The number of members counted (Phòng Một; Phòng Hai) → 2 points",
        ),
        (
            "lowest((jobs + 1) * 2)",
            "Mức thấp nhất trong cụm, (“Việc làm mới (kết quả)” + 1) × 2"
            " (Phòng Một: 8; Phòng Hai: 20; u3: không tính được) → 8 điểm",
            "The lowest of the cluster, (“Jobs created (actual)” + 1) × 2"
            " (Phòng Một: 8; Phòng Hai: 20; u3: left out) → 8 points",
        ),
        (
            "mean(min(jobs, 5) + 1)",
            "Mức trung bình của cụm (Phòng Một: 4; Phòng Hai: 6; u3: không tính được) → 5 điểm",
            "The mean of the cluster (Phòng Một: 4; Phòng Hai: 6; u3: left out) → 5 points",
        ),
        (
            "sum(jobs, where = jobs > 100)",
            "Tổng của cụm, “Việc làm mới (kết quả)” (u3: không tính được) → 0 điểm",
            "The sum over the cluster, “Jobs created (actual)” (u3: left out) → 0 points",
        ),
        (
            "sum(jobs, where = given(jobs) and jobs > 100)",
            "Tổng của cụm, “Việc làm mới (kết quả)” → 0 điểm",
            "The sum over the cluster, “Jobs created (actual)” → 0 points",
        ),
    ],
)
def test_each_aggregate_says_what_it_takes(formula: str, vi: str, en: str) -> None:
    figures = {"jobs": 3, "jobs.target": 3}
    assert explained(formula, figures, peers=PEERS[:2])[-1] == vi
    assert explained(formula, figures, peers=PEERS[:2], language="en")[-1] == en


def test_bounded_figures_of_members_stay_bounded() -> None:
    lines = explained("lowest(jobs)", {"jobs": 3}, peers=(PEERS[2],))
    assert lines == [
        "Mức thấp nhất trong cụm, “Việc làm mới (kết quả)” (Phòng Một: 3; u4: trên 6) → 3 điểm"
    ]


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
