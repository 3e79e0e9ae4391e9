"""The words of the rows of a criterion, and of the conditions that they name."""

import pytest
from tests.formula.told_traces import RATIO, explained, number, over, parse, row, under

from thidua.core.exact.figure import Figure
from thidua.core.formula.tree import (
    Arithmetic,
    Call,
    Choose,
    Compare,
    Function,
    LabelKind,
    Labelled,
    Node,
)

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


def test_cases_may_be_added_up_first_below_a_cap() -> None:
    source = row("a2", "min(0.5 * max(jobs + visits, 0), 3)")
    figures = {"jobs": 5, "visits": 9}
    assert explained(source, figures)[-1] == "Dòng a2: 14 lần × 0,5 = 7, tối đa 3 → 3 điểm"
    assert explained(source, figures, language="en")[-1] == (
        "Row a2: 14 times × 0.5 = 7, at most 3 → 3 points"
    )


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
